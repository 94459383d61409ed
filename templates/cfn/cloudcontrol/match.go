package cloudcontrol

import (
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// comparer compares current values with desired ones.
type comparer struct {
	// fill reports whether the service may have filled in members that are not desired, and
	// whether write-only properties, which it does not return, do not count.
	fill bool
	// createOnly reports whether create-only properties alone count.
	createOnly bool
	// budget is that of the states.
	budget *int
}

func newComparer(s *states, fill, createOnly bool) comparer {
	return comparer{fill: fill, createOnly: createOnly, budget: s.budget}
}

// same reports whether a value is as desired, either of which can be nil.
func (c *comparer) same(current, desired *typed.Value) bool {
	*c.budget--
	switch {
	case typed.Equal(current, desired):
		return true
	case *c.budget <= 0:
		return false
	case c.createOnly && !some(current, schema.FlagCreateOnly) && !some(desired, schema.FlagCreateOnly):
		return true
	case desired == nil:
		return c.fill
	case c.fill && isWriteOnly(desired) || current == nil && every(desired, schema.FlagWriteOnly):
		return true
	case current == nil:
		return c.fill && isEmpty(desired)
	case current.IsObject() && desired.IsObject():
		return !isFreeForm(desired) && c.members(current, desired)
	case current.IsList() && desired.IsList():
		return c.items(current, desired)
	}
	return false
}

// isEmpty reports whether a value is a list or a map of nothing, which services do not return.
func isEmpty(v *typed.Value) bool { return v.Shape.Elem != nil && len(v.Items) == 0 }

// isFreeForm reports whether a value is free-form JSON or in it.
func isFreeForm(v *typed.Value) bool { return v.Shape.Table == nil && v.Shape.Elem == nil }

func (c *comparer) members(current, desired *typed.Value) bool {
	for _, d := range desired.Items {
		m := current.Member(d.Key)
		if m == nil && !c.fill && isWriteOnly(current) && !c.extra(d) || !c.same(m, d) {
			return false
		}
	}
	if c.fill {
		return true
	}
	for _, m := range current.Items {
		if desired.Member(m.Key) == nil && !c.same(m, nil) {
			return false
		}
	}
	return true
}

func (c *comparer) items(current, desired *typed.Value) bool {
	if desired.Unordered {
		restC, restD := c.match(current.Items, desired.Items)
		return len(restC)+len(restD) == 0
	}
	if !c.createOnly && len(current.Items) != len(desired.Items) {
		return false
	}
	for i := range max(len(current.Items), len(desired.Items)) {
		a, b := item(current, i), item(desired, i)
		if a == nil && !c.extra(b) || b == nil && !c.extra(a) || a != nil && b != nil && !c.same(a, b) {
			return false
		}
	}
	return true
}

// extra reports whether a value that one state alone has makes no difference.
func (c *comparer) extra(v *typed.Value) bool {
	return c.createOnly && v.Some&schema.FlagCreateOnly == 0
}

// isWriteOnly reports whether a value is write-only as a whole. If it is there, the service did
// not return it, so that all of it is known.
func isWriteOnly(v *typed.Value) bool { return v.Flags()&schema.FlagWriteOnly != 0 }

// item returns an item of a list, nil where there is none.
func item(list *typed.Value, i int) *typed.Value {
	if list == nil || i >= len(list.Items) {
		return nil
	}
	return list.Items[i]
}

// match finds for each desired item of a list one that is the same, each of which counts once.
// It returns the indexes of those that are left.
func (c *comparer) match(current, desired []*typed.Value) (restC, restD []int) {
	*c.budget -= len(current) + len(desired)
	equal := make(map[typed.Sum][]int, len(current))
	for i, v := range current {
		equal[v.Sum()] = append(equal[v.Sum()], i)
	}
	gone := make([]bool, len(current))
	for i, v := range desired {
		if same := equal[v.Sum()]; len(same) > 0 {
			gone[same[0]] = true
			equal[v.Sum()] = same[1:]
		} else if c.counts(v) {
			restD = append(restD, i)
		}
	}
	for i, v := range current {
		if !gone[i] && c.counts(v) {
			restC = append(restC, i)
		}
	}
	if len(restC) == 0 || len(restD) == 0 {
		return restC, restD
	}
	m := newMatching(c, current, desired, restC)
	return m.rest(restC, restD)
}

// counts reports whether an item of a list counts.
func (c *comparer) counts(v *typed.Value) bool {
	return !c.createOnly || v.Some&schema.FlagCreateOnly != 0
}

// matching assigns desired items to current ones, as many as can be.
type matching struct {
	*comparer
	current, desired []*typed.Value
	// all are the current items, byMember those that have a member of a value.
	all      []int
	byMember map[member][]int
	// owner is the desired item of each current one, -1 for none; seen is the last round in
	// which the current one was looked at.
	owner, seen []int
	round       int
}

// member is a member of an object.
type member struct {
	key string
	sum typed.Sum
}

func newMatching(c *comparer, current, desired []*typed.Value, all []int) *matching {
	m := &matching{comparer: c, current: current, desired: desired, all: all, byMember: map[member][]int{}}
	m.owner, m.seen = make([]int, len(current)), make([]int, len(current))
	for _, i := range all {
		m.owner[i] = -1
		*c.budget -= len(current[i].Items)
		for _, x := range current[i].Items {
			if m.distinguishes(x) {
				at := member{x.Key, x.Sum()}
				m.byMember[at] = append(m.byMember[at], i)
			}
		}
	}
	return m
}

// distinguishes reports whether items are different where this member of theirs is: a scalar
// is the same as no other one.
func (m *matching) distinguishes(x *typed.Value) bool {
	return x.Key != "" && x.Kind != '{' && x.Kind != '[' && m.counts(x) && x.Every&schema.FlagWriteOnly == 0
}

func (m *matching) rest(restC, restD []int) (leftC, leftD []int) {
	for _, i := range restD {
		if m.round++; !m.assign(i) {
			leftD = append(leftD, i)
		}
	}
	for _, i := range restC {
		if m.owner[i] < 0 {
			leftC = append(leftC, i)
		}
	}
	return leftC, leftD
}

// assign finds a current item for a desired one, and other ones for those in its way.
func (m *matching) assign(desired int) bool {
	for _, i := range m.candidates(m.desired[desired]) {
		if *m.budget <= 0 {
			return false
		}
		if *m.budget--; m.seen[i] == m.round || !m.same(m.current[i], m.desired[desired]) {
			continue
		}
		m.seen[i] = m.round
		if m.owner[i] < 0 || m.assign(m.owner[i]) {
			m.owner[i] = desired
			return true
		}
	}
	return false
}

// candidates returns the current items that can be the same as a desired one.
func (m *matching) candidates(v *typed.Value) []int {
	fewest := m.all
	for _, x := range v.Items {
		if !m.distinguishes(x) {
			continue
		}
		if these := m.byMember[member{x.Key, x.Sum()}]; len(these) < len(fewest) {
			fewest = these
		}
	}
	return fewest
}
