package cloudcontrol

import (
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Difference is a property that is not as desired.
type Difference struct {
	// Pointer is a JSON pointer from the resource's properties.
	Pointer string
	// Current is what there is, absent where the service returned nothing; Desired is what
	// should be.
	Current, Desired cfn.JSON
	// CreateOnly reports whether an update cannot change it back.
	CreateOnly bool
}

// String returns the difference for people, long values shortened.
func (d Difference) String() string {
	current := "absent"
	if text := d.Current.String(); text != "" {
		current = write.Shorten(text)
	}
	text := d.Pointer + ": " + current + ", desired " + write.Shorten(d.Desired.String())
	if d.CreateOnly {
		text += " (create-only)"
	}
	return text
}

// Drift returns what of the desired state is not so in the current one, which the service
// returned. What the service filled in is no difference: members that the desired state does not
// have, at any depth and in items of lists, too. Nor are write-only properties, which it does not return,
// and empty lists and maps that it leaves out.
//
// Lists have the order that the schema has; free-form JSON, such as a policy, must be the same.
func Drift(current, desired cfn.Properties) ([]Difference, error) {
	s, err := readStates(current, desired)
	if err != nil {
		return nil, err
	}
	s = s.without(schema.FlagWriteOnly)
	d := drift{comparer: newComparer(s, true, false), states: s}
	d.value(s.current, s.desired)
	return d.differences, nil
}

type drift struct {
	comparer
	states      *states
	differences []Difference
	path        []byte
}

// value adds the differences of a value that is desired.
func (d *drift) value(current, desired *typed.Value) {
	switch {
	case typed.Equal(current, desired):
	case current == nil || len(d.path) > maxPath:
		d.compare(current, desired)
	case current.IsObject() && desired.IsObject() && !isFreeForm(desired):
		for _, key := range keys(desired) {
			d.inside(key, current.Member(key), desired.Member(key))
		}
	case current.IsList() && desired.IsList() && !desired.Unordered && len(current.Items) == len(desired.Items) && hasStructs(desired):
		for i := range desired.Items {
			d.inside(write.Itoa(i), current.Items[i], desired.Items[i])
		}
	default:
		d.compare(current, desired)
	}
}

// hasStructs reports whether the items of a list are structs, or maps.
func hasStructs(list *typed.Value) bool {
	elem := list.Shape.Elem
	return elem != nil && elem.Kind == schema.KindObject
}

func (d *drift) inside(key string, current, desired *typed.Value) {
	n := len(d.path)
	d.path = write.AppendWholeKey(d.path, key)
	d.value(current, desired)
	d.path = d.path[:n]
}

// compare adds a value that is looked at whole.
func (d *drift) compare(current, desired *typed.Value) {
	if d.same(current, desired) {
		return
	}
	around := desired.Property != nil && desired.Property.Around&schema.FlagCreateOnly != 0
	d.differences = append(d.differences, Difference{
		Pointer: string(d.path), Current: current.JSON(), Desired: desired.JSON(),
		CreateOnly: around || len(replaced(d.states, true, current, desired)) > 0,
	})
}
