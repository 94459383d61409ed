package template

import (
	"iter"
	"reflect"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
)

// AddParameter adds a parameter and returns its logical ID, which [cfn.Ref] takes.
func (t *Template) AddParameter(id cfn.LogicalID, p Parameter) cfn.LogicalID {
	return add(&t.Parameters, id, &p)
}

// AddRule adds a rule and returns its name.
func (t *Template) AddRule(id cfn.LogicalID, r Rule) cfn.LogicalID {
	return add(&t.Rules, id, &r)
}

// AddMapping adds a mapping and returns its name, which [cfn.FindInMap] takes. [Strings] makes
// one.
func (t *Template) AddMapping(id cfn.LogicalID, m cfn.Map[cfn.Map[cfn.JSON]]) cfn.LogicalID {
	return add(&t.Mappings, id, m)
}

// AddCondition adds a condition and returns its name.
func (t *Template) AddCondition(id cfn.LogicalID, condition cfn.Value[bool]) cfn.LogicalID {
	return add(&t.Conditions, id, condition)
}

// Add adds a resource that has no attributes beside its properties, and returns its logical
// ID.
func (t *Template) Add(id cfn.LogicalID, properties cfn.Properties) cfn.LogicalID {
	return t.AddResource(id, Resource{Properties: properties})
}

// AddResource adds a resource and returns its logical ID.
func (t *Template) AddResource(id cfn.LogicalID, r Resource) cfn.LogicalID {
	if name := r.TypeName(); name != "" && cfn.IsAbsent(r.Type) {
		r.Type = cfn.Val(name)
	}
	return add(&t.Resources, id, &r)
}

// AddOutput adds an output and returns its logical ID.
func (t *Template) AddOutput(id cfn.LogicalID, o Output) cfn.LogicalID {
	return add(&t.Outputs, id, &o)
}

func add[E any](section *cfn.Map[E], id cfn.LogicalID, value E) cfn.LogicalID {
	entries, _ := cfn.Entries(*section)
	*section = cfn.MapEntries(append(entries, cfn.Entry[E]{Key: string(id), Value: value})...)
	return id
}

// Parameter returns a parameter, nil where there is none of the name.
func (t *Template) Parameter(id cfn.LogicalID) *Parameter { return find(t.Parameters, id) }

// Rule returns a rule, nil where there is none of the name.
func (t *Template) Rule(id cfn.LogicalID) *Rule { return find(t.Rules, id) }

// Mapping returns a mapping, which is absent where there is none of the name.
func (t *Template) Mapping(id cfn.LogicalID) cfn.Map[cfn.Map[cfn.JSON]] { return find(t.Mappings, id) }

// Condition returns a condition, which is absent where there is none of the name.
func (t *Template) Condition(id cfn.LogicalID) cfn.Value[bool] { return find(t.Conditions, id) }

// Resource returns a resource, nil where there is none of the logical ID.
func (t *Template) Resource(id cfn.LogicalID) *Resource { return find(t.Resources, id) }

// Output returns an output, nil where there is none of the logical ID.
func (t *Template) Output(id cfn.LogicalID) *Output { return find(t.Outputs, id) }

func find[E any](section cfn.Map[E], id cfn.LogicalID) (value E) {
	if !isMacro(string(id)) {
		value, _ = cfn.Lookup(section, string(id))
	}
	return value
}

// RemoveResource removes a resource, and reports whether it was there.
func (t *Template) RemoveResource(id cfn.LogicalID) bool { return remove(&t.Resources, id) }

// RemoveOutput removes an output, and reports whether it was there.
func (t *Template) RemoveOutput(id cfn.LogicalID) bool { return remove(&t.Outputs, id) }

// RemoveParameter removes a parameter, and reports whether it was there.
func (t *Template) RemoveParameter(id cfn.LogicalID) bool { return remove(&t.Parameters, id) }

func remove[E any](section *cfn.Map[E], id cfn.LogicalID) bool {
	entries, _ := cfn.Entries(*section)
	for i := range entries {
		if entries[i].Key == string(id) {
			*section = cfn.MapEntries(append(entries[:i:i], entries[i+1:]...)...)
			return true
		}
	}
	return false
}

// AllResources returns the resources in their order. Macros that stand among them are left
// out.
func (t *Template) AllResources() iter.Seq2[cfn.LogicalID, *Resource] { return each(t.Resources) }

// AllParameters returns the parameters in their order.
func (t *Template) AllParameters() iter.Seq2[cfn.LogicalID, *Parameter] { return each(t.Parameters) }

// AllOutputs returns the outputs in their order.
func (t *Template) AllOutputs() iter.Seq2[cfn.LogicalID, *Output] { return each(t.Outputs) }

// AllConditions returns the conditions in their order.
func (t *Template) AllConditions() iter.Seq2[cfn.LogicalID, cfn.Value[bool]] {
	return each(t.Conditions)
}

func each[E any](section cfn.Map[E]) iter.Seq2[cfn.LogicalID, E] {
	return func(yield func(cfn.LogicalID, E) bool) {
		entries, _ := cfn.Entries(section)
		for _, e := range entries {
			if !isMacro(e.Key) && !yield(cfn.LogicalID(e.Key), e.Value) {
				return
			}
		}
	}
}

func isMacro(key string) bool {
	return key == "Fn::Transform" || strings.HasPrefix(key, "Fn::ForEach::")
}

// Find returns the properties of a resource as a generated type, and whether they are of it:
//
//	fn, ok := template.Find[*lambda.Function](t, "Handler")
//
// A resource of the type that has no properties gets empty ones, which [Template.Format] does not
// write. So two goroutines must not look for resources of one template at the same time.
func Find[P cfn.Properties](t *Template, id cfn.LogicalID) (P, bool) {
	r := t.Resource(id)
	if r == nil {
		var none P
		return none, false
	}
	return propertiesOf[P](r)
}

// All returns the properties of all resources of a generated type, in their order, as [Find]
// does.
func All[P cfn.Properties](t *Template) iter.Seq2[cfn.LogicalID, P] {
	return func(yield func(cfn.LogicalID, P) bool) {
		for id, r := range t.AllResources() {
			if p, ok := propertiesOf[P](r); ok && !yield(id, p) {
				return
			}
		}
	}
}

func propertiesOf[P cfn.Properties](r *Resource) (p P, ok bool) {
	if r == nil {
		return p, false
	}
	if r.Properties != nil {
		p, ok = r.Properties.(P)
		return p, ok
	}
	goType := reflect.TypeFor[P]()
	if goType.Kind() != reflect.Pointer || p.CFNSchema() == nil || p.CFNSchema().Name != r.TypeName() {
		return p, false
	}
	p = reflect.New(goType.Elem()).Interface().(P)
	r.Properties = p
	return p, true
}
