package golang

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/model"
)

func corpusSpec(t *testing.T, file corpus.File) *model.Spec {
	t.Helper()
	spec, found := frontend.Read(documents.Open(t, file), nil)
	found.Add(spec.Faults()...)
	if err := found.Err(); err != nil {
		t.Fatalf("%.2000s", err)
	}
	return spec
}

// identifiers returns the Go names of a resource type by what they name: the
// pointers of definitions and properties, and the values of enums.
func identifiers(n *resourceNames) map[string]string {
	d := n.table()
	out := map[string]string{"type": n.Prefix, "name": n.TypeName(), "ref": n.Ref()}
	for name, id := range d.attributes {
		out["attribute "+name] = id
	}
	for _, o := range slices.Concat([]*model.Object{n.resource.Object}, n.resource.Definitions) {
		if o != n.resource.Object {
			out["object "+o.Pos.Pointer.String()] = n.Nested(o.Name)
		}
		for _, p := range o.Properties {
			out["field "+p.Pos.Pointer.String()] = fieldName(o, p)
			id, ok := d.enumOf[p]
			if !ok {
				continue
			}
			key := "enum in place at " + p.Pos.Pointer.String()
			if t := p.Type.Innermost(); t.EnumName != "" {
				key = "enum " + t.EnumName
			}
			out[key] = id
			for i, v := range d.enums[id].values {
				out[key+" = "+v] = d.enums[id].constants[i]
			}
		}
	}
	return out
}

// moved returns the names that are not what they were, of all that there still is,
// sorted.
func moved(was, is map[string]string) []string {
	var out []string
	for _, what := range slices.Sorted(maps.Keys(was)) {
		if now, ok := is[what]; ok && now != was[what] {
			out = append(out, fmt.Sprintf("%s was %s, is %s", what, was[what], now))
		}
	}
	return out
}

// TestCorpusStable: what two versions of a specification have, a year apart, has
// the same names in both.
func TestCorpusStable(t *testing.T) {
	for _, pair := range [][2]corpus.File{
		{corpus.RegistryBefore, corpus.Registry}, {corpus.ResourceSpecBefore, corpus.ResourceSpec},
	} {
		was, is := corpusSpec(t, pair[0]), corpusSpec(t, pair[1])
		for _, pkg := range []string{"", "all"} {
			names, types, compared := map[string]map[string]string{}, 0, 0
			for r, n := range resolve(is, pkg) {
				names[r.TypeName] = identifiers(n)
			}
			for r, n := range resolve(was, pkg) {
				now, ok := names[r.TypeName]
				if !ok {
					continue
				}
				before := identifiers(n)
				types, compared = types+1, compared+len(before)
				for _, m := range moved(before, now) {
					t.Errorf("%s: %s", r.TypeName, m)
				}
			}
			t.Logf("%s, package %q: %d types with %d names", pair[0], pkg, types, compared)
			if types < 1000 || compared < 20*types {
				t.Errorf("%s: %d names of %d types were compared", pair[0], compared, types)
			}
		}
	}
}

// TestCorpusConstantNames: every constant that is not called as its value's words is
// pinned.
func TestCorpusConstantNames(t *testing.T) {
	corpus.Snapshot(t, corpus.RegistryBefore, corpus.Registry, corpus.ResourceSpecBefore, corpus.ResourceSpec)
	seen := map[string]bool{}
	for _, file := range []corpus.File{
		corpus.RegistryBefore, corpus.Registry, corpus.ResourceSpecBefore, corpus.ResourceSpec,
	} {
		for r, n := range resolve(corpusSpec(t, file), "") {
			for id, e := range n.table().enums {
				pinned := n.ConstantNames(e.name)
				for i, v := range e.values {
					alone := naming.Constants(id, []string{v}, nil, func(string) bool { return false })[0]
					line := strings.Join([]string{r.TypeName, e.name, v, strings.TrimPrefix(e.constants[i], id)}, "\t")
					if e.constants[i] != alone && pinned[v] == "" && !seen[line] {
						seen[line] = true
						t.Errorf("internal/backend/golang/naming/constantnames.txt wants the line\n%s", line)
					}
				}
			}
		}
	}
}

// TestStable: what appears in a resource type renames nothing of what was there,
// whatever its name, but for what has no name of its own and would have exactly
// this one.
func TestStable(t *testing.T) {
	spec := corpusSpec(t, corpus.Registry)
	random := rand.New(rand.NewPCG(1, 2))
	tried, renamed := 0, 0
	for i, r := range spec.Resources {
		before := resolve(&model.Spec{Resources: []*model.Resource{r}}, "")[r]
		if i%5 != 0 || before == nil {
			continue
		}
		was := identifiers(before)
		for _, name := range newcomers(was, before.Prefix, random) {
			for _, add := range []func(*model.Resource, string, *rand.Rand) *model.Resource{withObject, withEnum, withProperty, withValue} {
				with := add(r, name, random)
				if with == nil {
					continue
				}
				after := resolve(&model.Spec{Resources: []*model.Resource{with}}, "")[with]
				is := identifiers(after)
				tried++
				for _, m := range moved(was, is) {
					if what := strings.SplitN(m, " was ", 2); !mayMove(what[0], was, is) {
						t.Errorf("%s with %q: %s", r.TypeName, name, m)
					} else {
						renamed++
					}
				}
			}
		}
	}
	t.Logf("%d newcomers, %d names in place moved", tried, renamed)
	if tried < 1000 {
		t.Error("too few to say anything")
	}
}

// mayMove reports whether a name can be another one after something has appeared: it is
// that of an enum in place or of a constant, and the newcomer has it now.
func mayMove(what string, was, is map[string]string) bool {
	if !strings.HasPrefix(what, "enum in place") && !strings.Contains(what, " = ") {
		return false
	}
	enum, _, _ := strings.Cut(what, " = ")
	return takes(is, was, was[what]) || takes(is, was, was[enum])
}

// takes reports whether something new has an old name.
func takes(is, was map[string]string, name string) bool {
	for what, now := range is {
		if _, old := was[what]; !old && now == name {
			return true
		}
	}
	return false
}

// newcomers returns names for something new: those that come closest to what there
// is already.
func newcomers(was map[string]string, prefix string, random *rand.Rand) []string {
	var out []string
	ids := slices.Sorted(maps.Values(was))
	for range 6 {
		name := strings.TrimPrefix(ids[random.IntN(len(ids))], prefix)
		for _, suffix := range []string{"Property", "Inline", "Const", "Lower"} {
			name = strings.TrimSuffix(name, suffix)
		}
		name += []string{"", "", "Property", "Inline", "Const", "Lower", "Value"}[random.IntN(7)]
		if random.IntN(4) == 0 {
			name = naming.Unexported(name)
		}
		if naming.IsIdentifier(name) {
			out = append(out, name)
		}
	}
	return out
}

// clone copies what the tests change.
func clone(r *model.Resource) *model.Resource {
	c, o := *r, *r.Object
	o.Properties = slices.Clone(o.Properties)
	c.Object, c.Definitions = &o, slices.Clone(r.Definitions)
	return &c
}

// add adds a property to a resource type, nil where it has one of that name.
func add(r *model.Resource, name string, t *model.Type) *model.Resource {
	if r.Object.Property(name) != nil || r.Object.Property(naming.Exported(name)) != nil {
		return nil
	}
	c := clone(r)
	p := &model.Property{Name: name, Type: t}
	p.Pos.Pointer = diag.PointerTo("/new " + name)
	c.Object.Properties = append(c.Object.Properties, p)
	c.Object.SortProperties()
	return c
}

func enumType(definition string) *model.Type {
	return &model.Type{Kind: model.String, EnumName: definition, Constraints: model.Constraints{Enum: []string{"New", "NEW", "Value"}}}
}

// withObject adds a definition of an object.
func withObject(r *model.Resource, name string, _ *rand.Rand) *model.Resource {
	if slices.ContainsFunc(r.Definitions, func(o *model.Object) bool { return o.Name == name }) {
		return nil
	}
	o := &model.Object{Name: name, Properties: []*model.Property{{Name: "State", Type: enumType("")}}}
	o.Pos.Pointer, o.Properties[0].Pos.Pointer = diag.PointerTo("/new"), diag.PointerTo("/new/State")
	c := add(r, "ZzAdded", &model.Type{Kind: model.ObjectRef, Object: o})
	c.SetDefinitions()
	return c
}

// withEnum adds a definition of an enum.
func withEnum(r *model.Resource, name string, _ *rand.Rand) *model.Resource {
	taken := slices.ContainsFunc(r.Definitions, func(o *model.Object) bool { return o.Name == name })
	for _, o := range slices.Concat([]*model.Object{r.Object}, r.Definitions) {
		o.Walk(func(t *model.Type) { taken = taken || t.EnumName == name })
	}
	if taken {
		return nil
	}
	return add(r, "ZzAdded", enumType(name))
}

// withProperty adds a property with an enum in place.
func withProperty(r *model.Resource, name string, _ *rand.Rand) *model.Resource {
	return add(r, name, enumType(""))
}

// withValue adds a value to an enum, behind the others.
func withValue(r *model.Resource, name string, random *rand.Rand) *model.Resource {
	c := clone(r)
	for i, p := range c.Object.Properties {
		if !hasEnum(p.Type) || p.Type.EnumName != "" || p.Type.Kind != model.String {
			continue
		}
		other, t := *p, *p.Type
		value := name
		if random.IntN(2) == 0 {
			value = strings.ToLower(t.Enum[random.IntN(len(t.Enum))]) + " "
		}
		t.Enum = append(slices.Clone(t.Enum), value)
		other.Type = &t
		c.Object.Properties[i] = &other
		return c
	}
	return nil
}
