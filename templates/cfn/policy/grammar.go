package policy

import "strings"

// isDynamic reports whether CloudFormation puts something else in place of a part of a
// literal when it deploys.
func isDynamic(literal string) bool { return strings.Contains(literal, "{{resolve:") }

// isFunction reports whether CloudFormation takes a member of this name for an intrinsic
// function, or for a macro.
func isFunction(key string) bool { return key == "Ref" || strings.HasPrefix(key, "Fn::") }

func notAlphanumeric(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
}

// isAction reports whether a text has the form of an action. The service has no wildcards,
// but IAM takes *:* for all actions of all services.
func isAction(text string) bool {
	if text == "*" || text == "*:*" {
		return true
	}
	service, name, ok := strings.Cut(text, ":")
	return ok && consistsOf(service, "-") && consistsOf(name, "-_*?")
}

// consistsOf reports whether a text is not empty and has letters, digits and the characters
// of others alone.
func consistsOf(text, others string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool {
		return notAlphanumeric(r) && !strings.ContainsRune(others, r)
	}) < 0
}

// resourceMistake returns what is wrong with a resource. A wildcard can stand for "arn:".
func resourceMistake(literal string) string {
	if strings.HasPrefix(literal, "arn:") || strings.HasPrefix(literal, "*") {
		return ""
	}
	return `a resource is "*" or begins with arn:`
}

// principalMistake returns what is wrong with a principal. The forms are many, and services
// have some of their own.
func principalMistake(literal string) string {
	if literal == "" {
		return "the principal is empty"
	}
	return ""
}

// isOperator reports whether conditions have an operator. ForAllValues: and ForAnyValue:
// before it are for keys with several values; IfExists after it, which Null cannot have, is
// for keys that can be missing.
func isOperator(name string) bool {
	base, all := strings.CutPrefix(name, "ForAllValues:")
	if !all {
		base, _ = strings.CutPrefix(name, "ForAnyValue:")
	}
	base, ifExists := strings.CutSuffix(base, "IfExists")
	switch base {
	case "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
		"StringLike", "StringNotLike",
		"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
		"NumericGreaterThan", "NumericGreaterThanEquals",
		"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals",
		"DateGreaterThan", "DateGreaterThanEquals",
		"Bool", "BinaryEquals", "IpAddress", "NotIpAddress",
		"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike":
		return true
	case "Null":
		return !ifExists
	}
	return false
}
