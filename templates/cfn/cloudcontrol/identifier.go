package cloudcontrol

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// separator stands between the parts of an identifier.
const separator = "|"

// Identifier returns what identifies the resource in GetResource, UpdateResource and
// DeleteResource: its primary identifier, the parts of a compound one joined by |. Parts that the
// service makes are there in a state that [Read] has read. Where parts are absent, [cfn.Errors]
// has them all.
func Identifier(x cfn.Properties) (string, error) {
	_, v, err := read(typed.NewReader, x)
	if err != nil {
		return "", err
	}
	names, err := identifierNames(x)
	if err != nil {
		return "", err
	}
	var parts []string
	var list errorList
	for _, name := range names {
		text, rule, message := identifierPart(dotted(v, name), len(names) > 1)
		if message != "" {
			list.path = pointerOf(name)
			list.add(rule, "", message)
		}
		parts = append(parts, text)
	}
	if err := list.err(); err != nil {
		return "", err
	}
	return strings.Join(parts, separator), nil
}

// identifierPart returns the text of a part of an identifier, or what is wrong with it.
func identifierPart(v *typed.Value, compound bool) (text string, rule cfn.Rule, message string) {
	switch {
	case v == nil:
		return "", cfn.RuleRequired, "a part of the identifier is absent"
	case v.Kind == '"':
		text = v.Str()
	case kindOfText(v.Kind) != 0:
		text = v.Text()
	default:
		return "", cfn.RuleType, "a part of the identifier is a scalar, not " + scan.KindOf(v.Text())
	}
	switch {
	case text == "":
		return "", cfn.RuleMinLength, "a part of the identifier is empty"
	case compound && strings.Contains(text, separator):
		return "", cfn.RulePattern, "a part of the identifier has a | in it, which separates the parts"
	}
	return text, 0, ""
}

// ParseIdentifier returns the parts of an identifier by the names of their properties, dotted
// where they are in objects. x can be nil: (*s3.Bucket)(nil).
func ParseIdentifier(x cfn.Struct, identifier string) (map[string]string, error) {
	names, err := identifierNames(x)
	if err != nil {
		return nil, err
	}
	if len(names) == 1 {
		return map[string]string{names[0]: identifier}, nil
	}
	parts := strings.Split(identifier, separator)
	if len(parts) != len(names) {
		return nil, errors.New("cloudcontrol: the identifier of " + x.CFNSchema().Name + " is " + strings.Join(names, separator) +
			", which is " + write.Plural(len(names), "part") + ", not " + write.Itoa(len(parts)))
	}
	out := make(map[string]string, len(names))
	for i, name := range names {
		out[name] = parts[i]
	}
	return out, nil
}

func identifierNames(x cfn.Struct) ([]string, error) {
	if x == nil || x.CFNSchema() == nil {
		return nil, errors.New("cloudcontrol: the resource type is not known")
	}
	names := x.CFNSchema().PrimaryIdentifier
	if len(names) == 0 {
		return nil, errors.New("cloudcontrol: " + x.CFNSchema().Name + " has no primary identifier in its table")
	}
	return names, nil
}
