package suggest

import (
	"slices"
	"strings"
)

// Nearest gives the candidates that a mistyped word may have meant, at most
// three, the likeliest first. Case counts for nothing, and an unfinished word or
// the last part of a type's name is close to the whole.
func Nearest(word string, candidates []string) []string {
	type scored struct {
		name  string
		score int
	}
	lower := strings.ToLower(word)
	var found []scored
	for _, name := range candidates {
		folded := strings.ToLower(name)
		score := distance(lower, folded)
		if strings.HasSuffix(folded, "::"+lower) || len(word) > 1 && strings.HasPrefix(folded, lower) {
			score = min(score, 1)
		}
		if score <= max(2, len(word)/5) && score < len(name) {
			found = append(found, scored{name, score})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		if a.score != b.score {
			return a.score - b.score
		}
		return strings.Compare(a.name, b.name)
	})
	names := make([]string, 0, 3)
	for _, f := range found[:min(3, len(found))] {
		names = append(names, f.name)
	}
	return names
}

// DidYouMean words suggestions as the end of a message, "" where there are none.
func DidYouMean(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return "; did you mean " + names[0] + "?"
	}
	last := len(names) - 1
	return "; did you mean " + strings.Join(names[:last], ", ") + " or " + names[last] + "?"
}

// distance is how many bytes have to be put in, taken out or changed to get
// from one word to the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
