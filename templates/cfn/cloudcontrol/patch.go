package cloudcontrol

import (
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Operation is an operation of a [PatchDocument].
type Operation struct {
	// Op is "add", which also replaces what is there, or "remove".
	Op string
	// Path is a JSON pointer from the resource's properties.
	Path string
	// Value is what is added; absent where something is removed.
	Value cfn.JSON
}

// PatchDocument is a JSON Patch (RFC 6902), as UpdateResource takes it. It is empty where
// there is nothing to update; the service takes no empty patch.
type PatchDocument []Operation

// String returns the text of the document.
func (p PatchDocument) String() string {
	text, err := p.AppendJSON(nil)
	if err != nil {
		return "" // of an operation whose value is not JSON
	}
	return string(text)
}

// MarshalJSON returns the text of the document.
func (p PatchDocument) MarshalJSON() ([]byte, error) { return p.AppendJSON(nil) }

// AppendJSON appends the text of the document to dst.
func (p PatchDocument) AppendJSON(dst []byte) ([]byte, error) {
	text := append(dst, '[')
	for i, o := range p {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(append(text, `{"op":`...), write.Quote(o.Op)...)
		text = append(append(text, `,"path":`...), write.Quote(o.Path)...)
		if o.Value.String() != "" {
			var err error
			if text, err = o.Value.AppendJSON(append(text, `,"value":`...)); err != nil {
				return dst, err
			}
		}
		text = append(text, '}')
	}
	return append(text, ']'), nil
}

// Patch returns the patch that makes the desired state of the current one, for UpdateResource:
// what the desired state does not have, the resource has no more. See the package's
// documentation for what is in a patch, and [Converge] for a current state that the service
// returned and a desired one that code made.
//
// A write-only property that the current state does not have is a change: what the resource
// has is not known. A change of create-only properties is a [ReplacementError].
func Patch(current, desired cfn.Properties) (PatchDocument, error) {
	return patch(current, desired, false)
}

// Converge is [Patch] for a current state that the service returned and a desired state that
// code made: what the service filled in stays. The patch is empty where [Drift] finds
// nothing; so a write-only property, which the service does not return, is in it only if
// something else is.
func Converge(current, desired cfn.Properties) (PatchDocument, error) {
	return patch(current, desired, true)
}

func patch(current, desired cfn.Properties, fill bool) (PatchDocument, error) {
	s, err := readStates(current, desired)
	if err != nil {
		return nil, err
	}
	if pointers := replaced(s, fill, s.current, s.desired); len(pointers) > 0 {
		return nil, &ReplacementError{Type: desired.CFNSchema().Name, Pointers: pointers}
	}
	s = s.without(schema.FlagCreateOnly | schema.FlagWriteOnly)
	p := patcher{comparer: newComparer(s, fill, false)}
	p.members(s.current, s.desired)
	if !p.changed {
		return nil, nil
	}
	return p.operations, nil
}

// patcher makes the operations. There are also those for write-only properties that have not
// changed: it is known at the end whether anything has.
type patcher struct {
	comparer
	operations PatchDocument
	changed    bool
	path       []byte
}

// maxPath is how long the path of an object is at most of which members are added one by one.
// Without the limit, the paths could take the square of what the states do.
const maxPath = 1024

// members makes the operations for the members of two objects that are there.
func (p *patcher) members(current, desired *typed.Value) {
	fill := p.fill
	p.fill = fill && !isFreeForm(desired)
	for _, key := range keys(current, desired) {
		p.inside(key, current.Member(key), desired.Member(key))
	}
	p.fill = fill
}

func (p *patcher) inside(key string, current, desired *typed.Value) {
	n := len(p.path)
	p.path = write.AppendWholeKey(p.path, key)
	p.member(current, desired)
	p.path = p.path[:n]
}

// member makes the operations for a member of an object that is there.
func (p *patcher) member(current, desired *typed.Value) {
	switch {
	case desired == nil:
		// Nothing that is write-only is there for the service.
		if !p.fill && !every(current, schema.FlagWriteOnly) {
			p.changed = true
			p.operations = append(p.operations, Operation{Op: "remove", Path: string(p.path)})
		}
	case typed.Equal(current, desired) && !some(desired, schema.FlagWriteOnly):
	case every(desired, schema.FlagWriteOnly):
		p.changed = p.changed || !p.whole(current, desired)
		p.add(desired)
	case !p.enters(current, desired):
		if same := p.whole(current, desired); !same || some(desired, schema.FlagWriteOnly) && current != nil {
			p.changed = p.changed || !same
			p.add(desired)
		}
	case desired.IsObject():
		p.members(current, desired)
	default:
		for i := range desired.Items {
			n := len(p.path)
			p.path = write.AppendWholeKey(p.path, write.Itoa(i))
			p.members(current.Items[i], desired.Items[i])
			p.path = p.path[:n]
		}
	}
}

// whole reports whether a value that is added whole, or not at all, is as desired.
func (p *patcher) whole(current, desired *typed.Value) bool {
	if p.fill {
		return p.same(current, desired)
	}
	return typed.Equal(current, desired)
}

func (p *patcher) add(v *typed.Value) {
	p.operations = append(p.operations, Operation{Op: "add", Path: string(p.path), Value: v.JSON()})
}

// enters reports whether the members of an object or of a list's items are changed one by one:
// they are there for the service, too, and the items have indexes.
func (p *patcher) enters(current, desired *typed.Value) bool {
	if current == nil || every(current, schema.FlagWriteOnly) || len(p.path) > maxPath {
		return false
	}
	if current.IsObject() && desired.IsObject() {
		return true
	}
	if !current.IsList() || !desired.IsList() || !isOrdered(desired) || len(current.Items) != len(desired.Items) {
		return false
	}
	for i, d := range desired.Items {
		c := current.Items[i]
		if !c.IsObject() || !d.IsObject() || isFreeForm(d) || every(c, schema.FlagWriteOnly) || every(d, schema.FlagWriteOnly) {
			return false
		}
	}
	return true
}

// isOrdered reports whether a list is known to have the same order for the service. Of one in a
// map, in another list or in free-form JSON, the tables do not know it.
func isOrdered(list *typed.Value) bool {
	return !list.Unordered && list.Shape.Elem != nil && list.Property != nil && list.Property.Shape.Elem == list.Shape.Elem
}
