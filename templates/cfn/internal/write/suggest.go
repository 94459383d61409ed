package write

import "strings"

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

// DidYouMean returns the end of a message about an unknown name: "; did you mean Name?"
// with the candidate that is nearest to it, "" where none is near.
func DidYouMean(name string, candidates []string) string {
	best, distance := "", 1+len(name)/3
	for _, c := range candidates {
		if strings.EqualFold(c, name) {
			best = c
			break
		}
		if d := editDistance(c, name, distance); d <= distance {
			best, distance = c, d-1
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}
