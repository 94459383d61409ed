package golang

import (
	"slices"
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
// themselves which values are allowed, and of free-form JSON the kinds are enough.
func limits(t *model.Type) []string {
	switch {
	case hasEnum(t):
		return nil
	case len(t.Enum) > 0:
		return phrases(t, func(k model.Keyword) bool { return k.Name == "enum" })
	case t.Kind == model.JSON:
		return phrases(t, func(k model.Keyword) bool { return k.Name == "kinds" })
	}
	return phrases(t, func(k model.Keyword) bool { return k.Of(t.Kind) })
}

// phrases puts those of a type's constraints into words that are wanted, ranges first.
func phrases(t *model.Type, wanted func(model.Keyword) bool) []string {
	type part struct{ phrase, value string }
	parts := make([]part, 0, 8)
	for k := range model.Keywords() {
		if k.Phrase != "" && wanted(k) {
			parts = append(parts, part{k.Phrase, inWords(k, &t.Constraints)})
		}
	}
	var ranges, others []string
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		if i+1 == len(parts) || parts[i+1].phrase != p.phrase {
			others = phrase(others, p.phrase, p.value)
			continue
		}
		i++ // the other end of the range
		ranges = phrase(ranges, p.phrase, between(p.value, parts[i].value))
	}
	out := append(ranges, others...)
	switch t.Kind {
	case model.List:
		out = phrase(out, "each item: %s", strings.Join(limits(t.Elem), ", "))
	case model.Map:
		out = phrase(out, "each value: %s", strings.Join(limits(t.Elem), ", "))
	}
	return out
}

// phrase adds a phrase about a value, where there is one.
func phrase(to []string, phrase, value string) []string {
	if value == "" {
		return to
	}
	return append(to, strings.Replace(phrase, "%s", value, 1))
}

// inWords returns the value of a constraint as a comment has it, "" where it has none.
func inWords(k model.Keyword, c *model.Constraints) string {
	switch f := k.Field(c).(type) {
	case **uint64:
		if k.Narrower == model.Greater && *f != nil && **f == 0 {
			return "" // below which no count is anyway
		}
		return count(*f)
	case *model.Decimal:
		return string(*f)
	case *string:
		return checkedFormat(*f)
	case **string:
		return shortPattern(*f)
	case *bool:
		if *f {
			return k.Name
		}
	case **model.Type:
		if *f != nil {
			return strings.Join(phrases(*f, func(model.Keyword) bool { return true }), ", ")
		}
	case *[]string:
		return oneOf(*f)
	case *[]model.Kind:
		names := make([]string, len(*f))
		for i, kind := range *f {
			names[i] = kind.String()
		}
		return strings.Join(names, " or ")
	case *[]model.Keys:
		if len(*f) == 1 && !c.OpenKeys {
			return shortPattern(&(*f)[0].Pattern)
		}
	}
	return ""
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

// maxPattern is the longest pattern, and maxValues the largest number of values,
// that a reader of a comment takes in.
const maxPattern, maxValues = 60, 8

// shortPattern returns a pattern that says something at a glance, "" for others: what
// Validate reports names them all.
func shortPattern(expr *string) string {
	if expr == nil || len(*expr) > maxPattern || !godoc.IsVerbatim(*expr) || model.MatchesAll(*expr) {
		return ""
	}
	return *expr
}

// oneOf lists values that have no constants, "" where a comment cannot have them as they
// are.
func oneOf(values []string) string {
	if len(values) > maxValues || slices.ContainsFunc(values, func(v string) bool { return !godoc.IsVerbatim(v) }) {
		return ""
	}
	return strings.Join(values, ", ")
}
