package cfn

import "github.com/cfngen/cfngen/templates/cfn/internal/write"

// allows reports whether a property that is not declared may be there; a macro
// may stand beside the properties of every struct.
func (l *layout) allows(key string) bool {
	return l.schema.Open && !contains(l.schema.ReadOnly, key) || isMacro(key)
}

// unknownPropertyRule returns the rule by which a property that is not declared is refused.
func (l *layout) unknownPropertyRule(key string) Rule {
	if contains(l.schema.ReadOnly, key) {
		return RuleReadOnly
	}
	return RuleUnknown
}

// unknownPropertyError returns why a property that is not declared is refused, with the
// name that was perhaps meant.
func (l *layout) unknownPropertyError(key string) string {
	if contains(l.schema.ReadOnly, key) {
		return "the property is read-only: the service sets it"
	}
	names := make([]string, len(l.fields))
	for i := range l.fields {
		names[i] = l.fields[i].name
	}
	return "the property is not one of " + l.schema.Name + write.DidYouMean(key, names)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
