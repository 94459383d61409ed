package suggest

import (
	"path"
	"slices"
	"strings"
)

// shown is how many suggestions there are at most.
const shown = 3

// longest is the length in bytes of what gets suggestions: they are for people, and
// comparing costs the product of the lengths.
const longest = 255

// Nearest returns the candidates that a mistyped word may have meant, at most
// three, the likeliest first. Case counts for nothing, and an unfinished word or
// the last part of a type's name is close to the whole.
func Nearest(word string, candidates []string) []string {
	type scored struct {
		name  string
		score int
	}
	if len(word) > longest {
		return nil
	}
	lower := strings.ToLower(word)
	var found []scored
	for _, name := range candidates {
		if len(name) > longest {
			continue
		}
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
	names := make([]string, 0, shown)
	for _, f := range found[:min(shown, len(found))] {
		names = append(names, f.name)
	}
	return names
}

// wildcards are the characters by which a pattern differs from a name.
const wildcards = "*?["

// Patterns is Nearest for a word that can be a pattern, as package path matches them,
// of names with parts between separators. For a pattern it returns the names that
// match but for the case of letters, or else patterns for parts of names that are
// near, or else names that the pattern nearly matches.
func Patterns(word string, names []string, separator string) []string {
	if !strings.ContainsAny(word, wildcards) {
		return Nearest(word, names)
	}
	if len(word) > longest {
		return nil
	}
	folded := strings.ToLower(word)
	var matches []string
	for _, name := range names {
		if ok, err := path.Match(folded, strings.ToLower(name)); ok && err == nil && len(matches) < shown {
			matches = append(matches, name)
		}
	}
	if len(matches) > 0 {
		return matches
	}
	seen, alike := map[string]bool{}, []string{}
	for _, name := range names {
		if p := likePattern(strings.Split(word, separator), strings.Split(name, separator)); len(p) > 0 {
			if p := strings.Join(p, separator); !seen[p] {
				seen[p] = true
				alike = append(alike, p)
			}
		}
	}
	if near := Nearest(word, alike); len(near) > 0 {
		return near
	}
	return nearMatches(folded, names)
}

// likePattern returns a pattern of the form of another one that matches a name, nil
// where the name has another number of parts. Parts without wildcards are the name's;
// of one that begins with text, as much as that is long.
func likePattern(pattern, name []string) []string {
	if len(pattern) != len(name) {
		return nil
	}
	out := make([]string, len(pattern))
	for i, part := range pattern {
		wild := strings.IndexAny(part, wildcards)
		if ok, err := path.Match(strings.ToLower(part), strings.ToLower(name[i])); ok && err == nil && wild >= 0 {
			out[i] = part
			continue
		}
		out[i] = name[i]
		if wild >= 0 {
			out[i] = name[i][:min(wild, len(name[i]))] + "*"
		}
	}
	return out
}

// nearMatches returns names that a pattern in lower case would match with one letter
// in five of its text, at least one, put in, taken out or changed.
func nearMatches(pattern string, names []string) []string {
	text := len(pattern) - strings.Count(pattern, "*")
	var near []string
	for _, name := range names {
		if text >= 4 && len(name) <= longest && wildDistance(pattern, strings.ToLower(name)) <= max(1, text/5) && len(near) < shown {
			near = append(near, name)
		}
	}
	return near
}

// wildDistance is distance from a pattern, in which * stands for any text and ? for
// any byte, to a name.
func wildDistance(pattern, name string) int {
	row := make([]int, len(name)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(pattern) {
		diagonal, star := row[0], pattern[i] == '*'
		if !star {
			row[0]++
		}
		for j := range len(name) {
			change := diagonal
			if pattern[i] != name[j] && pattern[i] != '?' {
				change++
			}
			diagonal = row[j+1]
			if star {
				row[j+1] = min(row[j+1], row[j])
			} else {
				row[j+1] = min(change, row[j]+1, row[j+1]+1)
			}
		}
	}
	return row[len(name)]
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
