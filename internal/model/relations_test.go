package model_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/model"
)

func TestNewTarget(t *testing.T) {
	for _, c := range []struct {
		typeName, property string
		want               bool
	}{
		{"AWS::S3::Bucket", "Arn", true},
		{"AWS::S3::Bucket", "Endpoint.Address", true},
		{"AWS::S3::Bucket", "", false},
		{"AWS::S3::Bucket", ".Arn", false},
		{"AWS::S3::Bucket", "A..B", false},
		{"AWS::S3::Bucket", "A\nB", false},
		{"AWS::S3::Bucket", strings.Repeat("A", 256), false},
		{"AWS::S3", "Arn", false},
		{"AWS::S3::*/", "Arn", false},
	} {
		t.Run(c.typeName+" "+c.property, func(t *testing.T) {
			if got, ok := model.NewTarget(c.typeName, c.property); ok != c.want || ok != (got != model.Target{}) {
				t.Errorf("NewTarget(%.40q, %.40q) = %v, %t", c.typeName, c.property, got, ok)
			}
		})
	}
}

// text makes a property that refers to something.
func text(name string) *model.Property {
	p := &model.Property{Name: name, Type: &model.Type{}}
	p.AddTargets(model.Target{TypeName: "A::B::C", Property: name})
	p.AddTargets(p.Targets...)
	return p
}

func ref(o *model.Object) *model.Type { return &model.Type{Kind: model.ObjectRef, Object: o} }

func in(kind model.Kind, t *model.Type) *model.Type { return &model.Type{Kind: kind, Elem: t} }

func pointers(r *model.Resource) []string {
	all, _ := r.References()
	var out []string
	for _, ref := range all {
		out = append(out, ref.Pointer)
	}
	return out
}

func TestReferences(t *testing.T) {
	leaf := &model.Object{Name: "Leaf", Properties: []*model.Property{text("X/Y"), {Name: "Z", Type: &model.Type{}}}}
	tree := &model.Object{Name: "Tree", Properties: []*model.Property{text("Id")}}
	tree.Properties = append(tree.Properties, &model.Property{Name: "Kids", Type: in(model.List, ref(tree))}, &model.Property{Name: "Leaf", Type: ref(leaf)})
	hidden := &model.Property{Name: "Hidden", Type: ref(leaf), ReadOnly: true}
	either := &model.Type{Kind: model.JSON}
	either.OneOf = []*model.Type{ref(leaf), ref(tree), ref(leaf)}
	r := &model.Resource{Object: &model.Object{Properties: []*model.Property{
		{Name: "Either", Type: either}, hidden, {Name: "Map", Type: in(model.Map, in(model.List, ref(leaf)))}, {Name: "Tree", Type: ref(tree)},
	}}}
	r.SetDefinitions()
	want := []string{"/Either/Id", "/Either/Leaf/X~1Y", "/Either/X~1Y", "/Map/*/*/X~1Y", "/Tree/Id", "/Tree/Leaf/X~1Y"}
	if d := cmp.Diff(want, pointers(r)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if !r.Related() {
		t.Error("it is not related")
	}
	for pointer, n := range map[string]int{
		"/Either/Leaf/X~1Y": 1, "/Either/X~1Y": 1, "/Map/*/*/X~1Y": 1, "/Map": 1, "/Tree/Kids/*/Kids/*/Id": 1,
		"/Map/*/X~1Y": 0, "/Map/X~1Y": 0, "/Tree/None": 0, "/Tree/None/Id": 0, "": 0, "/": 0, "Tree": 1,
	} {
		t.Run(pointer, func(t *testing.T) {
			if found := r.PropertiesAt(pointer); len(found) != n {
				t.Errorf("%q leads to %d properties, want %d", pointer, len(found), n)
			}
		})
	}
}

// TestReferencesOfMany: what many paths lead to is limited, and costs no more than that.
func TestReferencesOfMany(t *testing.T) {
	chain := func(levels, ways int, end ...*model.Property) *model.Resource {
		o := &model.Object{Name: "End", Properties: end}
		for i := range levels {
			next := &model.Object{Name: fmt.Sprint("O", i)}
			for w := range ways {
				next.Properties = append(next.Properties, &model.Property{Name: fmt.Sprint("P", w), Type: ref(o)})
			}
			o = next
		}
		r := &model.Resource{Object: o}
		r.SetDefinitions()
		return r
	}
	var wide []*model.Property
	for i := range 20_000 {
		wide = append(wide, text(fmt.Sprint("Long", i)))
	}
	for name, test := range map[string]struct {
		r        *model.Resource
		complete bool
		most     int
	}{
		"few":       {chain(3, 2, text("X")), true, 8},
		"deep":      {chain(60, 2, text("X")), false, 4096},
		"wide":      {chain(1, 1, wide...), false, 20_000},
		"unrelated": {chain(60, 2), true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			all, complete := test.r.References()
			if complete != test.complete || len(all) > test.most || (len(all) == 0) != (test.most == 0) {
				t.Errorf("%d references, complete: %t", len(all), complete)
			}
		})
	}
}

func TestRefReturns(t *testing.T) {
	for name, test := range map[string]struct {
		r    model.Resource
		want []string
	}{
		"unknown":    {model.Resource{}, nil},
		"identifier": {model.Resource{PrimaryIdentifier: []string{"Id"}}, []string{"Id"}},
		"several":    {model.Resource{PrimaryIdentifier: []string{"Api", "Id"}}, nil},
		"stated":     {model.Resource{PrimaryIdentifier: []string{"Api", "Id"}, Ref: []string{"Id"}}, []string{"Id"}},
		"other":      {model.Resource{PrimaryIdentifier: []string{"Id"}, Ref: []string{"Arn"}}, []string{"Arn"}},
	} {
		t.Run(name, func(t *testing.T) {
			test.r.Object = &model.Object{}
			if got := test.r.RefReturns(); !cmp.Equal(got, test.want) || test.r.Related() != (test.want != nil) {
				t.Errorf("%s: got %q, want %q", name, got, test.want)
			}
		})
	}
}
