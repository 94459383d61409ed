package cli

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// selection is what -type asks for. It remembers what it was asked about, to say
// afterwards which patterns found nothing.
type selection struct {
	patterns []string
	matched  []bool
	seen     map[string]bool
}

func newSelection(patterns []string) (*selection, error) {
	for _, p := range patterns {
		if _, err := path.Match(p, ""); err != nil || p == "" {
			return nil, usagef("-type %q: not a type name or pattern", p)
		}
	}
	return &selection{patterns: patterns, matched: make([]bool, len(patterns)), seen: map[string]bool{}}, nil
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

// names gives the types that it was asked about, sorted.
func (s *selection) names() []string { return slices.Sorted(maps.Keys(s.seen)) }

// unmatched gives an error for every pattern that no type matched.
func (s *selection) unmatched() error {
	names := s.names()
	var errs []error
	for i, p := range s.patterns {
		if !s.matched[i] {
			errs = append(errs, s.notFound(p, names))
		}
	}
	return errors.Join(errs...)
}

func (s *selection) notFound(pattern string, names []string) error {
	near := nearest(pattern, names)
	if strings.ContainsAny(pattern, "*?[") {
		near = foldedMatches(pattern, names)
	}
	hint := didYouMean(near)
	if hint == "" {
		hint = fmt.Sprintf("; `gen list` names the %d there are", len(names))
		if len(names) == 1 {
			hint = "; there is only " + names[0]
		}
	}
	return fmt.Errorf("-type %s: no such type in the specification%s", pattern, hint)
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
