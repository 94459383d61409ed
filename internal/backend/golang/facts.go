package golang

import (
	"fmt"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/godoc"
	"github.com/cfngen/cfngen/internal/model"
)

// facts returns in words what the specification states of a property beside its
// description. That an update replaces nothing is said of a resource's own
// properties only: of a nested one the property that holds it may say otherwise.
func facts(p *model.Property, nested bool) string {
	var words []string
	if p.Required {
		words = append(words, "Required.")
	}
	if text := refersTo(p.Targets); text != "" {
		words = append(words, text)
	}
	switch {
	case p.Update == model.UpdateImmutable:
		words = append(words, "Update requires replacement.")
	case p.Update == model.UpdateConditional:
		words = append(words, "Update requires replacement in some cases.")
	case !nested:
		words = append(words, "Update requires no replacement.")
	}
	for _, limit := range limits(p.Type) {
		words = append(words, strings.ToUpper(limit[:1])+limit[1:]+".")
	}
	if p.WriteOnly {
		words = append(words, "Write-only: reading the resource does not return it.")
	}
	if p.Default != "" {
		words = append(words, "Default: "+p.Default+".")
	}
	return strings.Join(words, " ")
}

// limits are the constraints on a value, in words. The constants of an enum say
// themselves which values are allowed.
func limits(t *model.Type) []string {
	var out []string
	add := func(format, what string) {
		if what != "" {
			out = append(out, fmt.Sprintf(format, what))
		}
	}
	switch {
	case hasEnum(t):
	case len(t.Enum) > 0:
		add("allowed: %s", oneOf(t.Enum))
	case t.Kind == model.String:
		add("length %s", between(least(t.MinLength), count(t.MaxLength)))
		add(`pattern "%s"`, shortPattern(t.Pattern))
		if t.Format == "date-time" || t.Format == "uri" {
			add("format %s", t.Format)
		}
	case t.Kind == model.Integer || t.Kind == model.Number:
		add("value %s", between(t.Minimum, t.Maximum))
		add("value more than %s", t.ExclusiveMinimum)
		add("value less than %s", t.ExclusiveMaximum)
		add("multiple of %s", t.MultipleOf)
	case t.Kind == model.List:
		add("number of items %s", between(least(t.MinItems), count(t.MaxItems)))
		if t.UniqueItems {
			out = append(out, "unique items")
		}
		add("each item: %s", strings.Join(limits(t.Elem), ", "))
	case t.Kind == model.Map:
		add("number of entries %s", between(least(t.MinProperties), count(t.MaxProperties)))
		if len(t.Keys) == 1 && !t.OpenKeys {
			add(`key pattern "%s"`, shortPattern(&t.Keys[0].Pattern))
		}
		add("each value: %s", strings.Join(limits(t.Elem), ", "))
	case t.Kind == model.JSON && len(t.Kinds) > 0:
		var kinds []string
		for _, kind := range t.Kinds {
			kinds = append(kinds, kind.String())
		}
		add("type %s", strings.Join(kinds, " or "))
	}
	return out
}

// between returns in words which numbers are allowed, "" where all are.
func between(low, high string) string {
	switch {
	case low == "" && high == "":
		return ""
	case high == "":
		return "at least " + low
	case low == "":
		return "at most " + high
	case low == high:
		return low
	}
	return low + " to " + high
}

// least is count without 0, below which no count is anyway.
func least(n *uint64) string {
	if n != nil && *n == 0 {
		return ""
	}
	return count(n)
}

// maxPattern is the longest pattern, and maxValues the largest number of values,
// that a reader of a comment takes in.
const maxPattern, maxValues = 60, 8

// shortPattern returns a pattern that says something at a glance, "" for others: what
// Validate reports names them all.
func shortPattern(expr *string) string {
	if expr == nil || len(*expr) > maxPattern || !godoc.IsVerbatim(*expr) || strings.Trim(*expr, "^$") == ".*" {
		return ""
	}
	return *expr
}

// oneOf lists allowed values that have no constants.
func oneOf(values []string) string {
	if len(values) > maxValues {
		return ""
	}
	return strings.Join(values, ", ")
}
