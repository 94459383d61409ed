package cfn

import (
	"strings"
)

// allows reports whether a property that is not declared may be there; a macro
// may stand beside the properties of every struct.
func (l *layout) allows(key string) bool {
	return l.schema.Open && !contains(l.schema.ReadOnly, key) || isMacro(key)
}

// refusal tells why a property that is not declared is refused.
func (l *layout) refusal(key string) (Rule, string) {
	if contains(l.schema.ReadOnly, key) {
		return RuleReadOnly, "the property is read-only: the service sets it"
	}
	message := "the property is not one of " + l.schema.Name
	best, distance := "", 1+len(key)/3
	for i := range l.fields {
		name := l.fields[i].name
		if strings.EqualFold(name, key) {
			best = name
			break
		}
		if d := editDistance(name, key, distance); d <= distance {
			best, distance = name, d-1
		}
	}
	if best != "" {
		message += "; did you mean " + best + "?"
	}
	return RuleUnknown, message
}

// editDistance counts the bytes to insert, remove or change that make b of a. It
// gives more than limit where there are more.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
