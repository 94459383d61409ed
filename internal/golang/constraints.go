package golang

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/naming"
)

// check is a cfn.Check in the making.
type check struct {
	*file
	entries []jen.Code
}

func (c *check) entry(key string, value jen.Code) {
	c.entries = append(c.entries, jen.Id(key).Op(":").Add(value))
}

func (c *check) text(key, value string) {
	if value != "" {
		c.entry(key, jen.Lit(value))
	}
}

func (c *check) flag(key string, set bool) {
	if set {
		c.entry(key, jen.True())
	}
}

func (c *check) names(key string, names []string) {
	if len(names) > 0 {
		c.entry(key, texts(names))
	}
}

// pointer writes a check that another one points to, where there is one.
func (c *check) pointer(key string, inner *jen.Statement) {
	if inner != nil {
		c.entry(key, jen.Op("&").Add(c.cfn("Check")).Add(inner))
	}
}

// literal gives the composite literal without its type, nil where it is empty.
func (c *check) literal() *jen.Statement {
	if len(c.entries) == 0 {
		return nil
	}
	return jen.Values(c.entries...)
}

func texts(list []string) *jen.Statement {
	return jen.Index().String().ValuesFunc(func(g *jen.Group) {
		for _, text := range list {
			g.Lit(text)
		}
	})
}

// constraints writes the constraints on a field's value, nil for none. enum is the
// Go name of its enum.
func (f *file) constraints(t *model.Type, enum string) *jen.Statement {
	if t == nil {
		return nil
	}
	c := &check{file: f}
	c.kinds(t.Kinds)
	if hasEnum(t) {
		c.entry("Enum", jen.Id(naming.Values(enum)))
	} else {
		c.names("Enum", t.Enum)
	}
	c.common(t)
	c.pointer("Elem", f.constraints(t.Elem, enum))
	return c.literal()
}

// alternative writes a type as what a value must satisfy whose own type is another
// one, nil for nothing.
func (f *file) alternative(t *model.Type) *jen.Statement {
	if t == nil {
		return nil
	}
	c := &check{file: f}
	switch t.Kind {
	case model.JSON:
		c.kinds(t.Kinds)
	case model.Map:
		c.kinds([]model.Kind{model.ObjectRef})
	case model.ObjectRef:
		c.entry("Object", jen.Parens(jen.Op("*").Id(f.structName(t.Object))).Call(jen.Nil()))
	default:
		c.kinds([]model.Kind{t.Kind})
	}
	c.names("Enum", t.Enum)
	c.common(t)
	c.pointer("Elem", f.alternative(t.Elem))
	return c.literal()
}

// kinds writes the kinds that a value may have.
func (c *check) kinds(kinds []model.Kind) {
	if len(kinds) == 0 {
		return
	}
	var out *jen.Statement
	for _, k := range kinds {
		name := c.cfn("Kind" + map[model.Kind]string{
			model.String: "String", model.Integer: "Integer", model.Number: "Number", model.Boolean: "Boolean",
			model.List: "List", model.ObjectRef: "Object",
		}[k])
		if out == nil {
			out = name
		} else {
			out = out.Op("|").Add(name)
		}
	}
	c.entry("Kinds", out)
}

// common writes what a field's type and an alternative have in common.
func (c *check) common(t *model.Type) {
	if c.checked(t.Pattern) {
		c.entry("Pattern", patternLiteral(*t.Pattern))
	}
	if isCheckedFormat(t.Format) {
		c.text("Format", t.Format)
	}
	c.text("MinLength", count(t.MinLength))
	c.text("MaxLength", count(t.MaxLength))
	c.text("Minimum", t.Minimum)
	c.text("Maximum", t.Maximum)
	c.text("ExclusiveMinimum", t.ExclusiveMinimum)
	c.text("ExclusiveMaximum", t.ExclusiveMaximum)
	c.text("MultipleOf", t.MultipleOf)
	c.text("MinItems", count(t.MinItems))
	c.text("MaxItems", count(t.MaxItems))
	c.flag("UniqueItems", t.UniqueItems)
	c.pointer("Elem", c.alternative(t.Items))
	c.keys(t)
	c.object(t)
	c.list("AllOf", t.AllOf)
	c.list("AnyOf", t.AnyOf)
	c.list("OneOf", t.OneOf)
}

// keys writes the patterns of a map's keys.
func (c *check) keys(t *model.Type) {
	if len(t.Keys) == 0 {
		return
	}
	c.entry("Keys", jen.Index().Add(c.cfn("Keys")).ValuesFunc(func(g *jen.Group) {
		for _, k := range t.Keys {
			g.ValuesFunc(func(g *jen.Group) {
				if c.checked(&k.Pattern) {
					g.Id("Pattern").Op(":").Add(patternLiteral(k.Pattern))
				}
				if values := c.alternative(k.Values); values != nil {
					g.Id("Check").Op(":").Op("&").Add(c.cfn("Check")).Add(values)
				}
			})
		}
	}))
	c.flag("OpenKeys", t.OpenKeys)
}

// object writes what is said of an object's properties.
func (c *check) object(t *model.Type) {
	c.text("MinProperties", count(t.MinProperties))
	c.text("MaxProperties", count(t.MaxProperties))
	c.names("Required", t.Required)
	if t.Closed {
		c.entry("Only", texts(t.Only))
	}
	if len(t.Properties) > 0 {
		c.entry("Properties", jen.Index().Add(c.cfn("Field")).ValuesFunc(func(g *jen.Group) {
			for _, m := range t.Properties {
				row := &check{file: c.file}
				row.text("Name", m.Name)
				row.pointer("Check", c.alternative(m.Type))
				g.Add(row.literal())
			}
		}))
	}
	if len(t.Dependencies) > 0 {
		c.entry("Dependencies", jen.Index().Add(c.cfn("Dependency")).ValuesFunc(func(g *jen.Group) {
			for _, d := range t.Dependencies {
				row := &check{file: c.file}
				row.text("Property", d.Property)
				row.names("Required", d.Required)
				row.pointer("Check", c.alternative(d.Then))
				g.Add(row.literal())
			}
		}))
	}
}

// list writes alternatives.
func (c *check) list(key string, types []*model.Type) {
	if len(types) == 0 {
		return
	}
	c.entry(key, jen.Index().Add(c.cfn("Check")).ValuesFunc(func(g *jen.Group) {
		for _, t := range types {
			if a := c.alternative(t); a != nil {
				g.Add(a)
			} else {
				g.Values()
			}
		}
	}))
}

// isCheckedFormat knows the formats that the support package can check.
func isCheckedFormat(format string) bool { return format == "date-time" || format == "uri" }

// checked says that there is a pattern, one that allows not everything and that
// the support package understands.
func (f *file) checked(pattern *string) bool {
	return pattern != nil && *pattern != "" && f.compiles(*pattern) == nil
}

// patternLiteral writes a pattern without escapes where Go can, which is how
// people read it; not where it would hide something from them, such as a mark
// that changes the direction of text.
func patternLiteral(pattern string) *jen.Statement {
	hidden := func(r rune) bool { return !strconv.IsPrint(r) }
	if strconv.CanBackquote(pattern) && !strings.ContainsFunc(pattern, hidden) {
		return jen.Op("`" + pattern + "`")
	}
	return jen.Lit(pattern)
}

// count writes a number of things, "" for none given.
func count(n *uint64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatUint(*n, 10)
}
