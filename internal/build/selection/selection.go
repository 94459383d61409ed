package selection

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

// Selection is what -type asks for without what -exclude leaves out. It remembers
// what it was asked about, so that it can report which patterns found nothing.
type Selection struct {
	types, excluded typePatterns
	// Seen are the types that it was asked about.
	Seen map[string]bool
	// selected are the types that are wanted and not excluded.
	selected map[string]bool
	// Carried reports that the specification is the one that the program carries.
	Carried bool
}

// typePatterns are the values of a flag that names resource types.
type typePatterns struct {
	flag     string
	patterns []string
	// at are the positions of the patterns in the configuration file, nil where it does not.
	at      []diag.Position
	matched []bool
	// names are the indexes of patterns that are names, wild those of the others.
	names map[string][]int
	wild  []int
}

// maxWild is how many patterns with wildcards there may be: each is compared with the
// name of each type.
const maxWild = 1000

// PatternError is a pattern that is none, of a flag.
type PatternError struct {
	// Flag is the name of the flag whose value it is, Pattern the value.
	Flag, Pattern string
	Reason        string
}

// Error names the flag, the pattern and what is wrong with it.
func (e *PatternError) Error() string {
	return fmt.Sprintf("-%s %q: %s", e.Flag, e.Pattern, e.Reason)
}

func newTypePatterns(flag string, patterns []string, at []diag.Position) (typePatterns, error) {
	t := typePatterns{flag: flag, patterns: patterns, at: at, matched: make([]bool, len(patterns)), names: map[string][]int{}}
	for i, p := range patterns {
		if _, err := path.Match(p, ""); err != nil || p == "" {
			return typePatterns{}, t.wrong(i, "not a type name or pattern")
		}
		if !strings.ContainsAny(p, `*?[\`) {
			t.names[p] = append(t.names[p], i)
			continue
		}
		if t.wild = append(t.wild, i); len(t.wild) > maxWild {
			return typePatterns{}, t.wrong(i, fmt.Sprintf("there are more than %d patterns with wildcards", maxWild))
		}
	}
	return t, nil
}

// wrong returns an error about a pattern: a *PatternError of one that a flag has, or where the
// configuration file or a lock has it, a diagnostic.
func (t typePatterns) wrong(i int, reason string) error {
	if i < len(t.at) {
		return diag.Errorf(t.at[i], InvalidPattern, "%q: %s", t.patterns[i], reason)
	}
	return &PatternError{t.flag, t.patterns[i], reason}
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
			errs = append(errs, diag.Errorf(t.at[i], NoSuchType, "%s: %s", p, err))
		} else {
			errs = append(errs, fmt.Errorf("-%s %s: %s", t.flag, p, err))
		}
	}
	return errors.Join(errs...)
}

// New returns the selection by the patterns of -type, which a file has at positions, nil where
// none does.
func New(types []string, at []diag.Position) (*Selection, error) {
	t, err := newTypePatterns("type", types, at)
	return &Selection{types: t, Seen: map[string]bool{}, selected: map[string]bool{}}, err
}

// Exclude leaves out what the patterns of -exclude match.
func (s *Selection) Exclude(types []string, at []diag.Position) (err error) {
	s.excluded, err = newTypePatterns("exclude", types, at)
	return err
}

// Wants reports whether a type is selected: every one is where there is no -type,
// unless -exclude names it.
func (s *Selection) Wants(typeName string) bool {
	s.Seen[typeName] = true
	wanted := s.types.match(typeName) || len(s.types.patterns) == 0
	if s.excluded.match(typeName) || !wanted {
		return false
	}
	s.selected[typeName] = true
	return true
}

// With returns what two selections by the same patterns found, together.
func (s *Selection) With(other *Selection) *Selection {
	both := &Selection{
		types: s.types.with(other.types), excluded: s.excluded.with(other.excluded),
		Seen: maps.Clone(s.Seen), selected: maps.Clone(s.selected), Carried: s.Carried,
	}
	maps.Copy(both.Seen, other.Seen)
	maps.Copy(both.selected, other.selected)
	return both
}

// Names returns the types that it was asked about, sorted.
func (s *Selection) Names() []string { return slices.Sorted(maps.Keys(s.Seen)) }

// Unmatched returns an error for every pattern that no type matched, and one where
// everything is excluded.
func (s *Selection) Unmatched() error {
	err := errors.Join(s.types.unmatched(s.Near), s.excluded.unmatched(s.Near))
	if err == nil && len(s.selected) == 0 && len(s.Seen) > 0 && len(s.excluded.patterns) > 0 {
		return errors.New("-exclude leaves no type to generate")
	}
	return err
}

// Near returns which of the types a pattern may have meant, as a hint, or else where
// more types are.
func (s *Selection) Near(pattern string) string {
	names := s.Names()
	hint := suggest.DidYouMean(suggest.Patterns(pattern, names, "::"))
	switch {
	case hint != "":
		return " in the specification" + hint
	case s.Carried && len(names) == 1:
		return fmt.Sprintf(" in the embedded specification, which has one type, %s; `gen fetch` gets all that AWS publishes and pins them", names[0])
	case s.Carried:
		return fmt.Sprintf(" in the embedded specification, which has %d types; `gen fetch` gets all that AWS publishes and pins them", len(names))
	case len(names) == 1:
		return " in the specification; there is only " + names[0]
	}
	return fmt.Sprintf(" in the specification; `gen list` names the %d there are", len(names))
}

// Key returns what the selection is made by, for a checksum.
func (s *Selection) Key() (types, excluded []string) { return s.types.patterns, s.excluded.patterns }
