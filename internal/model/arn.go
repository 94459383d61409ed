package model

import (
	"iter"
	"strings"
)

// IsARN reports whether a text is the template of an ARN: it begins with arn: and has six parts,
// and what stands in ${} is closed.
func IsARN(text string) bool {
	if !strings.HasPrefix(text, "arn:") || strings.Count(text, ":") < 5 || len(text) > MaxName {
		return false
	}
	for name, ok := range PartsOfARN(text) {
		if name == "" || !ok {
			return false
		}
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' })
}

// PartsOfARN returns what stands in ${} of the template of an ARN, and whether it is closed and
// has letters and digits alone.
func PartsOfARN(text string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for {
			_, rest, found := strings.Cut(text, "${")
			if !found {
				return
			}
			name, after, closed := strings.Cut(rest, "}")
			if !yield(name, closed && !strings.ContainsFunc(name, notAlphanumeric)) {
				return
			}
			text = after
		}
	}
}
