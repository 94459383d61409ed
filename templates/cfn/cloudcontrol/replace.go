package cloudcontrol

import (
	"sort"

	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// ReplacementError is returned for a change that cannot be made to the resource that there is:
// another one would have to replace it.
type ReplacementError struct {
	// Type is the resource type.
	Type string
	// Pointers lead to the create-only properties that change, as JSON pointers from the
	// resource's properties.
	Pointers []string
}

// Error names the properties.
func (e *ReplacementError) Error() string {
	return e.Type + ": the change would replace the resource, because it is of create-only properties: " + write.PlainList(e.Pointers)
}

// replacement finds the create-only properties that change.
type replacement struct {
	comparer
	path     []byte
	pointers []string
	found    map[string]bool
	// known reports whether a current value that is nil is not there: the list of which it would
	// be an item is, or what is around it is write-only and yet there.
	known bool
}

// replaced returns the pointers of the create-only properties that change between two values.
func replaced(s *states, fill bool, current, desired *typed.Value) []string {
	r := replacement{comparer: newComparer(s, fill, true), found: map[string]bool{}}
	r.value(current, desired)
	return r.pointers
}

func (r *replacement) value(current, desired *typed.Value) {
	x := desired
	if x == nil {
		x = current
	}
	switch {
	case !some(current, schema.FlagCreateOnly) && !some(desired, schema.FlagCreateOnly):
	case typed.Equal(current, desired):
	case current == nil && every(desired, schema.FlagWriteOnly) && !r.known: // which nobody can know
	case current == nil && r.fill && isEmpty(desired):
	case x.Property != nil && x.Property.Flags&schema.FlagCreateOnly != 0:
		if current == nil || desired == nil || !r.same(current, desired) {
			r.note()
		}
	case x.IsList():
		r.items(current, desired)
	default:
		known := r.known
		r.known = known && current == nil || current != nil && isWriteOnly(current)
		for _, key := range keys(current, desired) {
			c, d := current.Member(key), desired.Member(key)
			if d != nil || desired == nil || !r.fill {
				r.inside(key, c, d)
			}
		}
		r.known = known
	}
}

func (r *replacement) items(current, desired *typed.Value) {
	known := r.known
	r.known = known || current != nil
	defer func() { r.known = known }()
	if current.IsList() && desired.IsList() && desired.Unordered {
		restC, restD := r.match(current.Items, desired.Items)
		for _, i := range restC {
			r.inside(write.Itoa(i), current.Items[i], nil)
		}
		for _, i := range restD {
			r.inside(write.Itoa(i), nil, desired.Items[i])
		}
		return
	}
	n := 0
	for _, v := range []*typed.Value{current, desired} {
		if v.IsList() {
			n = max(n, len(v.Items))
		}
	}
	for i := range n {
		r.inside(write.Itoa(i), item(current, i), item(desired, i))
	}
}

// inside looks at a member or an item.
func (r *replacement) inside(key string, current, desired *typed.Value) {
	n := len(r.path)
	r.path = write.AppendWholeKey(r.path, key)
	r.value(current, desired)
	r.path = r.path[:n]
}

func (r *replacement) note() {
	if pointer := write.CutPath(r.path); !r.found[pointer] {
		r.found[pointer] = true
		r.pointers = append(r.pointers, pointer)
	}
}

// keys returns the keys of the members of two objects, sorted.
func keys(objects ...*typed.Value) []string {
	var out []string
	for i, v := range objects {
		if v == nil || v.Kind != '{' {
			continue
		}
		for _, x := range v.Items {
			if i == 0 || objects[0].Member(x.Key) == nil {
				out = append(out, x.Key)
			}
		}
	}
	sort.Strings(out)
	return out
}
