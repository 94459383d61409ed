package golang

import (
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/templates/cfn/formats"
)

// check is a schema.Check in the making, as text that gofmt would not change: there
// are more of them than of all else in a file, and to format them takes the
// formatter several times as long as the rest.
type check struct {
	*file
	entries []string
}

func (c *check) entry(key, value string) { c.entries = append(c.entries, key+": "+value) }

func (c *check) text(key, value string) {
	if value != "" {
		c.entry(key, strconv.Quote(value))
	}
}

func (c *check) flag(key string, set bool) {
	if set {
		c.entry(key, "true")
	}
}

func (c *check) names(key string, names []string) {
	if len(names) > 0 {
		c.entry(key, texts(names))
	}
}

// pointer writes a check that another one points to, where there is one.
func (c *check) pointer(key, inner string) {
	if inner != "" {
		c.entry(key, "&"+inSchema("Check")+inner)
	}
}

// literal returns the composite literal without its type, "" where it is empty.
func (c *check) literal() string {
	if len(c.entries) == 0 {
		return ""
	}
	return values(c.entries)
}

// values writes the elements of a composite literal.
func values(elements []string) string { return "{" + strings.Join(elements, ", ") + "}" }

// texts writes a list of strings.
func texts(list []string) string {
	quoted := make([]string, len(list))
	for i, text := range list {
		quoted[i] = strconv.Quote(text)
	}
	return "[]string" + values(quoted)
}

// nilPointer writes a nil pointer to a struct.
func nilPointer(name string) string { return "(*" + name + ")(nil)" }

// cfnName is the support package's name, schemaName that of the tables below it.
const (
	cfnName    = "cfn"
	schemaName = "schema"
)

// inSchema returns how text names what the package of the tables declares; file.schema
// does it in code.
func inSchema(name string) string { return schemaName + "." + name }

// constraints writes the constraints on a field's value, "" for none. enum is the
// Go name of its enum.
func (f *file) constraints(t *model.Type, enum string) string {
	if t == nil {
		return ""
	}
	c := &check{file: f}
	c.kinds(t.Kinds)
	if hasEnum(t) {
		c.entry("Enum", naming.Values(enum))
	} else {
		c.names("Enum", t.Enum)
	}
	c.common(t)
	c.pointer("Elem", f.constraints(t.Elem, enum))
	return c.literal()
}

// alternative writes a type as what a value must satisfy whose own type is another
// one, "" for nothing.
func (f *file) alternative(t *model.Type) string {
	c := &check{file: f}
	c.add(t)
	return c.literal()
}

// add adds the entries for a type, as alternative does.
func (c *check) add(t *model.Type) {
	if t == nil {
		return
	}
	switch t.Kind {
	case model.JSON:
		c.kinds(t.Kinds)
	case model.Map:
		c.kinds([]model.Kind{model.ObjectRef})
	case model.ObjectRef:
		c.entry("Object", nilPointer(c.structName(t.Object)))
	default:
		c.kinds([]model.Kind{t.Kind})
	}
	c.names("Enum", t.Enum)
	c.common(t)
	c.pointer("Elem", c.alternative(t.Elem))
}

// kinds writes the kinds that a value may have.
func (c *check) kinds(kinds []model.Kind) {
	if len(kinds) == 0 {
		return
	}
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = inSchema("Kind" + exported(k.Name()))
	}
	c.entry("Kinds", strings.Join(names, " | "))
}

// common writes what a field's type and an alternative have in common: all but the
// kinds and the allowed values.
func (c *check) common(t *model.Type) {
	for k := range model.Keywords() {
		if k.IsSet(&t.Constraints) {
			c.keyword(k, &t.Constraints)
		}
	}
}

// keyword writes a constraint that there is.
func (c *check) keyword(k model.Keyword, of *model.Constraints) {
	key := exported(k.Name)
	switch f := k.Field(of).(type) {
	case **uint64:
		c.text(key, count(*f))
	case *model.Decimal:
		c.text(key, string(*f))
	case *string:
		c.text(key, checkedFormat(*f))
	case **string:
		if c.checked(*f) {
			c.entry(key, patternLiteral(**f))
		}
	case *bool:
		c.condition(k, key, of)
	case *[]string:
		if k.Name == "required" { // others stand with the kinds, and where the type is closed
			c.names(key, *f)
		}
	case **model.Type:
		c.inner(k, key, c.alternative(*f))
	case *[]*model.Type:
		c.list(key, "Check", len(*f), func(element *check, i int) { element.add((*f)[i]) })
	case *[]model.Keys:
		c.list(key, "Keys", len(*f), func(row *check, i int) {
			k := &(*f)[i]
			if c.checked(&k.Pattern) {
				row.entry("Pattern", patternLiteral(k.Pattern))
			}
			row.pointer("Check", c.alternative(k.Values))
		})
	case *[]*model.Member:
		c.list(key, "Field", len(*f), func(row *check, i int) {
			row.text("Name", (*f)[i].Name)
			row.pointer("Check", c.alternative((*f)[i].Type))
		})
	case *[]*model.Dependency:
		c.list(key, "Dependency", len(*f), func(row *check, i int) {
			d := (*f)[i]
			row.text("Property", d.Property)
			row.names("Required", d.Required)
			row.pointer("Check", c.alternative(d.Then))
		})
	}
}

// condition writes a constraint that holds or does not. That others are not allowed is
// written as those that are.
func (c *check) condition(k model.Keyword, key string, of *model.Constraints) {
	if k.Name == "closed" {
		c.entry("Only", texts(of.Only))
		return
	}
	c.flag(key, true)
}

// inner writes the check of what is inside a value. One that nothing is said of shows
// that there is a part at all.
func (c *check) inner(k model.Keyword, key, literal string) {
	if k.Some && literal == "" {
		literal = values(nil)
	}
	if k.Name == "items" {
		key = "Elem"
	}
	c.pointer(key, literal)
}

// exported returns a word as the tables name it.
func exported(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// list writes a list of n structs of the support package, where there are any.
func (c *check) list(key, typ string, n int, write func(element *check, i int)) {
	if n == 0 {
		return
	}
	list := make([]string, n)
	for i := range list {
		element := &check{file: c.file}
		write(element, i)
		list[i] = values(element.entries)
	}
	c.entry(key, "[]"+inSchema(typ)+values(list))
}

// checkedFormat returns a format that the support package can check, "" for others.
func checkedFormat(format string) string {
	if _, known := formats.Check(format, ""); !known {
		return ""
	}
	return format
}

// checked reports whether there is a pattern, one that allows not everything and that
// the support package understands.
func (f *file) checked(pattern *string) bool {
	return pattern != nil && *pattern != "" && f.compiles(*pattern) == nil
}

// patternLiteral writes a pattern without escapes where Go can, which is how
// people read it; not where it would hide something from them, such as a mark
// that changes the direction of text.
func patternLiteral(pattern string) string {
	hidden := func(r rune) bool { return !strconv.IsPrint(r) }
	if strconv.CanBackquote(pattern) && !strings.ContainsFunc(pattern, hidden) {
		return "`" + pattern + "`"
	}
	return strconv.Quote(pattern)
}

// count writes a number of things, "" for none given.
func count(n *uint64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatUint(*n, 10)
}
