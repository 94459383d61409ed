package schema

import "github.com/cfngen/cfngen/internal/model"

// keywords returns the keywords for the constraints of a type, in the order of the model's
// table.
func (d *Dialect) keywords(t, base *model.Type) Object {
	var s Object
	for k := range model.Keywords() {
		if k.IsSet(&t.Constraints) {
			s = d.add(s, k, t, base)
		}
	}
	return s
}

// add adds a constraint that there is.
func (d *Dialect) add(o Object, k model.Keyword, t, base *model.Type) Object {
	switch f := k.Field(&t.Constraints).(type) {
	case **uint64:
		o.count(k.Name, *f)
	case *model.Decimal:
		o.number(k.Name, string(*f))
	case *string:
		o.Text(k.Name, *f)
	case **string:
		if pattern, ok := d.pattern(**f); ok {
			return o.And(Object{{k.Name, pattern}}) // beside that of a conversion
		}
	case **model.Type:
		return append(o, Member{k.Name, d.place(*f, inside(base))})
	case *[]*model.Type:
		all := d.constraints(*f, base)
		if k.Name == "oneOf" && d.OneOf != nil {
			return o.And(d.OneOf(all))
		}
		return o.And(Object{{k.Name, all}})
	case *[]*model.Dependency:
		return append(o, d.dependencies(*f, base)...)
	case *[]model.Keys:
		if t.Kind != model.Map {
			return o.And(d.entries(t, base))
		}
	default:
		return d.named(o, k.Name, t, base)
	}
	return o
}

// named adds a constraint of which the name alone shows what it is in JSON Schema. The kinds
// stand before all others, and which keys and properties there may be beside what they are.
func (d *Dialect) named(o Object, name string, t, base *model.Type) Object {
	switch name {
	case "enum":
		return append(o, Member{name, d.enum(t.Enum, base.Kind)})
	case "required":
		return append(o, Member{name, ListOf(t.Required)})
	case "uniqueItems":
		return append(o, Member{name, true})
	case "closed":
		return o.And(d.only(t, base))
	case "properties":
		if !t.Closed {
			return o.And(d.only(t, base))
		}
	}
	return o
}

// only returns the keywords for what is said of single properties, and which there may be.
func (d *Dialect) only(t, base *model.Type) Object {
	var s, all Object
	for _, m := range t.Properties {
		all = append(all, Member{m.Name, d.place(m.Type, ofProperty(base, m.Name))})
	}
	if t.Closed {
		for _, name := range t.Only {
			if !all.Has(name) {
				all = append(all, Member{name, true})
			}
		}
	}
	if all != nil {
		s = Object{{"properties", all}}
	}
	if t.Closed {
		s = append(s, d.beside()...)
		s = append(s, Member{"additionalProperties", false})
	}
	return s
}

// dependencies returns the keywords for what the presence of a property demands. Several of
// one property are all demanded.
func (d *Dialect) dependencies(all []*model.Dependency, base *model.Type) Object {
	var names []string
	by := make(map[string]Object)
	for _, dep := range all {
		var s Object
		if len(dep.Required) > 0 {
			s = Object{{"required", ListOf(dep.Required)}}
		}
		if dep.Then != nil {
			s = s.And(d.constraint(dep.Then, base))
		}
		if _, ok := by[dep.Property]; !ok {
			names = append(names, dep.Property)
		}
		by[dep.Property] = by[dep.Property].And(s)
	}
	var required, schemas Object
	for _, name := range names {
		s := by[name]
		if !d.Draft7 && len(s) == 1 && s[0].Name == "required" {
			required = append(required, Member{name, s[0].Value})
		} else {
			schemas = append(schemas, Member{name, s})
		}
	}
	if d.Draft7 {
		return Object{{"dependencies", schemas}}
	}
	var out Object
	if required != nil {
		out = append(out, Member{"dependentRequired", required})
	}
	if schemas != nil {
		out = append(out, Member{"dependentSchemas", schemas})
	}
	return out
}
