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

// selection is what -type asks for. It remembers what it was asked about, to say
// afterwards which patterns found nothing.
type selection struct {
	patterns []string
	// at says where the configuration file has the patterns, nil where it does not.
	at      []diag.Position
	matched []bool
	seen    map[string]bool
}

func newSelection(patterns []string, at []diag.Position) (*selection, error) {
	for i, p := range patterns {
		if _, err := path.Match(p, ""); err != nil || p == "" {
			return nil, wrong(at, i, "type", p, "not a type name or pattern")
		}
	}
	return &selection{patterns: patterns, at: at, matched: make([]bool, len(patterns)), seen: map[string]bool{}}, nil
}

// wants says whether a type is selected: every one is where there is no -type.
func (s *selection) wants(typeName string) bool {
	s.seen[typeName] = true
	wanted := len(s.patterns) == 0
	for i, p := range s.patterns {
		// A type name holds no slash, so `*` runs over everything.
		if ok, err := path.Match(p, typeName); ok && err == nil {
			s.matched[i], wanted = true, true
		}
	}
	return wanted
}

// with gives what two selections by the same patterns found, together.
func (s *selection) with(other *selection) *selection {
	both := &selection{patterns: s.patterns, at: s.at, matched: slices.Clone(s.matched), seen: maps.Clone(s.seen)}
	maps.Copy(both.seen, other.seen)
	for i, m := range other.matched {
		both.matched[i] = both.matched[i] || m
	}
	return both
}

// names gives the types that it was asked about, sorted.
func (s *selection) names() []string { return slices.Sorted(maps.Keys(s.seen)) }

// unmatched gives an error for every pattern that no type matched.
func (s *selection) unmatched() error {
	names := s.names()
	var errs []error
	for i, p := range s.patterns {
		if !s.matched[i] {
			err := "no such type in the specification" + s.near(p, names)
			if s.at != nil {
				errs = append(errs, diag.Errorf(s.at[i], "%s: %s", p, err))
			} else {
				errs = append(errs, fmt.Errorf("-type %s: %s", p, err))
			}
		}
	}
	return errors.Join(errs...)
}

// near says which of the types a pattern may have meant.
func (s *selection) near(pattern string, names []string) string {
	near := suggest.Nearest(pattern, names)
	if strings.ContainsAny(pattern, "*?[") {
		near = foldedMatches(pattern, names)
	}
	hint := suggest.DidYouMean(near)
	if hint == "" {
		hint = fmt.Sprintf("; `gen list` names the %d there are", len(names))
		if len(names) == 1 {
			hint = "; there is only " + names[0]
		}
	}
	return hint
}

// foldedMatches gives types that a pattern would match if case did not count.
func foldedMatches(pattern string, names []string) []string {
	var found []string
	for _, name := range names {
		if ok, err := path.Match(strings.ToLower(pattern), strings.ToLower(name)); ok && err == nil && len(found) < 3 {
			found = append(found, name)
		}
	}
	return found
}
