package fetch

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The formats in which AWS publishes the types of CloudFormation.
const (
	// Registry is a zip archive of registry schemas.
	Registry = "registry"
	// ResourceSpec is the Resource Specification as a single file.
	ResourceSpec = "resourcespec"
)

// Formats returns the formats.
func Formats() []string { return []string{Registry, ResourceSpec} }

// Address returns the URL that AWS documents for a format and a region, such as
// us-east-1. It is an error where the format is none, the region cannot be one, or
// the address does not follow from its name and is not known here.
func Address(format, region string) (string, error) {
	if !regexp.MustCompile(`^[a-z]{2,3}(-[a-z]+)+-[0-9]$`).MatchString(region) {
		return "", fmt.Errorf("%q is not the name of a region, such as us-east-1", region)
	}
	switch format {
	case Registry:
		return "https://schema.cloudformation." + region + "." + domain(region) + "/CloudformationSchema.zip", nil
	case ResourceSpec:
		folder, ok := resourceSpecs(region)
		if !ok {
			return "", fmt.Errorf("where AWS publishes the Resource Specification of %s is not known: give its URL", region)
		}
		return "https://" + folder + "/CloudFormationResourceSpecification.json", nil
	}
	return "", fmt.Errorf("%q is no format: it is %s", format, strings.Join(Formats(), " or "))
}

func domain(region string) string {
	if strings.HasPrefix(region, "cn-") {
		return "amazonaws.com.cn"
	}
	return "amazonaws.com"
}

// resourceSpecs returns the folder of a region's Resource Specification: older
// regions have a distribution of CloudFront, newer ones a bucket.
func resourceSpecs(region string) (string, bool) {
	host := map[string]string{
		"ap-northeast-1": "d33vqc0rt9ld30",
		"ap-northeast-2": "d1ane3fvebulky",
		"ap-northeast-3": "d2zq80gdmjim8k",
		"ap-south-1":     "d2senuesg1djtx",
		"ap-southeast-1": "doigdx0kgq9el",
		"ap-southeast-2": "d2stg8d246z9di",
		"ca-central-1":   "d2s8ygphhesbe7",
		"eu-central-1":   "d1mta8qj7i28i2",
		"eu-north-1":     "diy8iv58sj6ba",
		"eu-west-1":      "d3teyb21fexa9r",
		"eu-west-2":      "d1742qcu2c1ncx",
		"eu-west-3":      "d2d0mfegowb3wk",
		"sa-east-1":      "d3c9jyj3w509b0",
		"us-east-1":      "d1uauaxba7bl26",
		"us-east-2":      "dnwj8swjjbsbt",
		"us-west-1":      "d68hl49wbnanq",
		"us-west-2":      "d201a2mn26r7lk",
	}[region]
	if host != "" {
		return host + ".cloudfront.net/latest/gzip", true
	}
	bucket := "cfn-resource-specifications-" + region + "-prod"
	switch {
	case slices.Contains([]string{"us-gov-east-1", "us-gov-west-1"}, region):
		return "s3." + region + ".amazonaws.com/" + bucket + "/latest", true
	case slices.Contains([]string{"ap-southeast-3", "ap-southeast-4"}, region):
		return bucket + ".s3." + region + ".amazonaws.com/latest", true
	case slices.Contains([]string{
		"af-south-1", "ap-east-1", "ap-south-2", "cn-north-1", "cn-northwest-1", "eu-central-2", "eu-south-1",
		"eu-south-2", "il-central-1", "me-central-1", "me-south-1",
	}, region):
		return bucket + ".s3." + region + "." + domain(region) + "/latest/gzip", true
	}
	return "", false
}
