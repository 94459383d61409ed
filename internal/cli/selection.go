package cli

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/suggest"
)

// selection is what -type asks for without what -exclude leaves out. It remembers
// what it was asked about, to say afterwards which patterns found nothing.
type selection struct {
	types, excluded typePatterns
	seen            map[string]bool
	// selected are the types that are wanted and not excluded.
	selected map[string]bool
	// carried reports that the specification is the one that the program carries.
	carried bool
}

// typePatterns are the values of a flag that names resource types.
type typePatterns struct {
	flag     string
	patterns []string
	// at says where the configuration file has the patterns, nil where it does not.
	at      []diag.Position
	matched []bool
	// names are the indexes of patterns that are names, wild those of the others.
	names map[string][]int
	wild  []int
}

// maxWild is how many patterns with wildcards there may be: each is compared with the
// name of each type.
const maxWild = 1000

func newTypePatterns(flag string, patterns []string, at []diag.Position) (typePatterns, error) {
	t := typePatterns{flag: flag, patterns: patterns, at: at, matched: make([]bool, len(patterns)), names: map[string][]int{}}
	for i, p := range patterns {
		if _, err := path.Match(p, ""); err != nil || p == "" {
			return typePatterns{}, wrong(at, i, flag, p, "not a type name or pattern")
		}
		if !strings.ContainsAny(p, `*?[\`) {
			t.names[p] = append(t.names[p], i)
			continue
		}
		if t.wild = append(t.wild, i); len(t.wild) > maxWild {
			return typePatterns{}, wrong(at, i, flag, p, fmt.Sprintf("there are more than %d patterns with wildcards", maxWild))
		}
	}
	return t, nil
}

// match reports whether a pattern matches a type, and notes which do.
func (t typePatterns) match(typeName string) bool {
	same := t.names[typeName]
	for _, i := range same {
		t.matched[i] = true
	}
	matches := len(same) > 0
	for _, i := range t.wild {
		// A type name holds no slash, so `*` runs over everything.
		if ok, err := path.Match(t.patterns[i], typeName); ok && err == nil {
			t.matched[i], matches = true, true
		}
	}
	return matches
}

// with returns the patterns with what either of two found.
func (t typePatterns) with(other typePatterns) typePatterns {
	t.matched = slices.Clone(t.matched)
	for i, m := range other.matched {
		t.matched[i] = t.matched[i] || m
	}
	return t
}

// unmatched returns an error for every pattern that matches no type. near ends it.
func (t typePatterns) unmatched(near func(pattern string) string) error {
	const hints = 20 // people read no more, and each compares the pattern with all types
	var errs []error
	for i, p := range t.patterns {
		if t.matched[i] {
			continue
		}
		err := "no such type"
		if len(errs) < hints {
			err += near(p)
		}
		if t.at != nil {
			errs = append(errs, diag.Errorf(t.at[i], "%s: %s", p, err))
		} else {
			errs = append(errs, fmt.Errorf("-%s %s: %s", t.flag, p, err))
		}
	}
	return errors.Join(errs...)
}

// newSelection selects by the patterns of -type.
func newSelection(types []string, at []diag.Position) (*selection, error) {
	t, err := newTypePatterns("type", types, at)
	return &selection{types: t, seen: map[string]bool{}, selected: map[string]bool{}}, err
}

// exclude leaves out what the patterns of -exclude match.
func (s *selection) exclude(types []string, at []diag.Position) (err error) {
	s.excluded, err = newTypePatterns("exclude", types, at)
	return err
}

// wants reports whether a type is selected: every one is where there is no -type,
// unless -exclude names it.
func (s *selection) wants(typeName string) bool {
	s.seen[typeName] = true
	wanted := s.types.match(typeName) || len(s.types.patterns) == 0
	if s.excluded.match(typeName) || !wanted {
		return false
	}
	s.selected[typeName] = true
	return true
}

// with returns what two selections by the same patterns found, together.
func (s *selection) with(other *selection) *selection {
	both := &selection{
		types: s.types.with(other.types), excluded: s.excluded.with(other.excluded),
		seen: maps.Clone(s.seen), selected: maps.Clone(s.selected), carried: s.carried,
	}
	maps.Copy(both.seen, other.seen)
	maps.Copy(both.selected, other.selected)
	return both
}

// names returns the types that it was asked about, sorted.
func (s *selection) names() []string { return slices.Sorted(maps.Keys(s.seen)) }

// unmatched returns an error for every pattern that no type matched, and one where
// everything is excluded.
func (s *selection) unmatched() error {
	err := errors.Join(s.types.unmatched(s.near), s.excluded.unmatched(s.near))
	if err == nil && len(s.selected) == 0 && len(s.seen) > 0 && len(s.excluded.patterns) > 0 {
		return errors.New("-exclude leaves no type to generate")
	}
	return err
}

// near returns which of the types a pattern may have meant, as a hint, or else where
// more types are.
func (s *selection) near(pattern string) string {
	names := s.names()
	hint := suggest.DidYouMean(suggest.Patterns(pattern, names, "::"))
	switch {
	case hint != "":
		return " in the specification" + hint
	case s.carried && len(names) == 1:
		return fmt.Sprintf(" in the embedded specification, which has one type, %s; `gen fetch` gets all that AWS publishes and pins them", names[0])
	case s.carried:
		return fmt.Sprintf(" in the embedded specification, which has %d types; `gen fetch` gets all that AWS publishes and pins them", len(names))
	case len(names) == 1:
		return " in the specification; there is only " + names[0]
	}
	return fmt.Sprintf(" in the specification; `gen list` names the %d there are", len(names))
}
