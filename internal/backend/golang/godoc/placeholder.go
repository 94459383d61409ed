package godoc

import (
	"regexp"
	"slices"
	"strings"
)

// AWS's documentation is written with entities such as &KMSlong;, which stand for
// the names of services. The texts in the specification have some of them left,
// mostly without the marks around them: "encryption with KMSlong keys".
//
// Most of these names end in how long the name is that they stand for, and no
// other word is formed that way. Of the others, only those are here that nobody
// uses as a word or as the name of something else.
var placeholders = map[string]string{
	"ACDlong":       "AWS CodeDeploy",
	"ACMlong":       "AWS Certificate Manager",
	"AOlong":        "AWS Organizations",
	"APSYlong":      "AWS AppSync",
	"ASH":           "Security Hub",
	"ASHlong":       "AWS Security Hub",
	"ASMlong":       "AWS Secrets Manager",
	"ASlong":        "Amazon EC2 Auto Scaling",
	"CFNGUARDshort": "Guard",
	"CFNLong":       "AWS CloudFormation",
	"CFNlong":       "AWS CloudFormation",
	"CFNshort":      "CloudFormation",
	"CLIlong":       "AWS Command Line Interface",
	"CMAP":          "Cloud Map",
	"CMAPlong":      "AWS Cloud Map",
	"CWLlong":       "Amazon CloudWatch Logs",
	"CWlong":        "Amazon CloudWatch",
	"DDBlong":       "Amazon DynamoDB",
	"EBSlong":       "Amazon Elastic Block Store",
	"EC2long":       "Amazon Elastic Compute Cloud",
	"ECRlong":       "Amazon Elastic Container Registry",
	"ECSlong":       "Amazon Elastic Container Service",
	"EFSlong":       "Amazon Elastic File System",
	"EKSlong":       "Amazon Elastic Kubernetes Service",
	"EMPlong":       "AWS Elemental MediaPackage",
	"EMSlong":       "AWS Elemental MediaStore",
	"FARGATElong":   "AWS Fargate",
	"GLUDC":         "AWS Glue Data Catalog",
	"GLUlong":       "AWS Glue",
	"IAMlong":       "AWS Identity and Access Management",
	"KMSlong":       "AWS Key Management Service",
	"LAM":           "Lambda",
	"LAMlong":       "AWS Lambda",
	"LFlong":        "AWS Lake Formation",
	"PCAshort":      "AWS Private CA",
	"R53AWSIntlong": "Amazon Route 53",
	"R53long":       "Amazon Route 53",
	"RDSlong":       "Amazon Relational Database Service",
	"S3long":        "Amazon Simple Storage Service",
	"SNSlong":       "Amazon Simple Notification Service",
	"SQSlong":       "Amazon Simple Queue Service",
	"SYSlong":       "AWS Systems Manager",
	"VPClong":       "Amazon Virtual Private Cloud",
	"webacl":        "web ACL",
}

// placeholder finds code spans and addresses, which stay as they are, and what can
// be a placeholder, with the article before it.
var placeholder = regexp.MustCompile("(?s)``.*?``|`[^`]*`|https?://[^\\s)]*|" +
	`\b(?:([Aa])n? +)?([A-Z][A-Z0-9]+(?:[A-Z][A-Za-z0-9]*)?(?:long|Long|short)|LAM|ASH|CMAP|GLUDC)\b`)

// placeholderParts are parts of which a text has one where it has a placeholder.
var placeholderParts = []string{"long", "Long", "short", "LAM", "ASH", "CMAP", "GLUDC"}

// expand writes the names that placeholders stand for. It leaves unknown ones.
func expand(text string) string {
	if !slices.ContainsFunc(placeholderParts, func(part string) bool { return strings.Contains(text, part) }) {
		return text
	}
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		m := placeholder.FindStringSubmatch(found)
		article, name := m[1], placeholders[m[2]]
		switch {
		case name == "":
			return found
		case article == "":
			return name
		case strings.ContainsRune("AEIO", rune(name[0])):
			article += "n"
		}
		return article + " " + name
	})
}

// entityName returns what an entity stands for that HTML does not know: the name of
// a service, or itself without the marks where it is an abbreviation.
func entityName(found string) string {
	word := strings.Trim(found, "&;")
	if name := placeholders[word]; name != "" {
		return name
	}
	if strings.ToUpper(word) == word {
		return word
	}
	return found
}
