package cfn

import (
	"strings"
)

// allows reports whether a property that is not declared may be there; a macro
// may stand beside the properties of every struct.
func (l *layout) allows(key string) bool {
	return l.schema.Open && !contains(l.schema.ReadOnly, key) || isMacro(key)
}

// refusal returns the rule by which a property that is not declared is refused.
func (l *layout) refusal(key string) Rule {
	if contains(l.schema.ReadOnly, key) {
		return RuleReadOnly
	}
	return RuleUnknown
}

// refusalMessage returns why a property that is not declared is refused, with the
// name that was perhaps meant.
func (l *layout) refusalMessage(key string) string {
	if contains(l.schema.ReadOnly, key) {
		return "the property is read-only: the service sets it"
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
	return message
}

// maxMeant is how long a key is at most for which a name is looked for.
const maxMeant = 100

// editDistance counts the bytes to insert, remove or change that make b of a. It
// returns more than limit where there are more, and where b is long.
func editDistance(a, b string, limit int) int {
	if len(b) > maxMeant || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var row [maxMeant + 1]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > limit {
			return least
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
