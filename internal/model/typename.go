package model

import "strings"

// SplitTypeName returns the service and the resource of a type name: "S3" and
// "Bucket" of "AWS::S3::Bucket", "Bucket" and "MODULE" joined where there is a
// fourth part. ok is false for what is not a type name by CloudFormation's rule:
// names become folders and packages, so nothing else is let through.
func SplitTypeName(name string) (service, resource string, ok bool) {
	parts := strings.Split(name, "::")
	if len(parts) < 3 || len(parts) > 4 {
		return "", "", false
	}
	for _, part := range parts {
		if part == "" || len(part) > 64 || strings.ContainsFunc(part, notAlphanumeric) {
			return "", "", false
		}
	}
	return parts[1], strings.Join(parts[2:], ""), true
}

func notAlphanumeric(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
}
