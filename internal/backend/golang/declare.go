package golang

import (
	"math/big"
	"path"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/cfngen/cfngen/internal/backend/golang/godoc"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
)

// cfn refers to a name of the support package.
func (f *file) cfn(name string) *jen.Statement { return jen.Qual(f.options.CFNImport, name) }

// schema refers to a name of the package of the tables, below the support package.
func (f *file) schema(name string) *jen.Statement { return jen.Qual(f.schemaImport(), name) }

func (f *file) schemaImport() string { return path.Join(f.options.CFNImport, schemaName) }

// comment writes a doc comment, each line as a line comment, so that no text can
// end it. It is one piece to jennifer, which takes time for each.
func comment(s *jen.Group, lines []string) {
	if len(lines) == 0 {
		return
	}
	s.Comment(strings.TrimSuffix(string(appendComment(nil, "", lines)), "\n"))
}

// appendComment appends the lines of a comment, each indented.
func appendComment(to []byte, indent string, lines []string) []byte {
	for _, line := range lines {
		to = append(append(to, indent...), "//"...)
		if line != "" && line[0] != '\t' {
			to = append(to, ' ')
		}
		to = append(append(to, line...), '\n')
	}
	return to
}

// declareResource writes the constants, the struct and the methods of the
// resource type itself.
func (f *file) declareResource() {
	r, name := f.resource, f.names.Prefix
	f.out.Comment("// The file does not compile with a support package that does not fit it.")
	f.out.Const().Id("_").Op("=").Add(f.cfn("SupportPackageIsVersion1"))
	f.out.Line()
	f.out.Comment("// " + f.names.TypeName() + " is the resource type's name in a template.")
	f.out.Const().Id(f.names.TypeName()).Op("=").Lit(r.TypeName)
	f.declareReferences()
	comment(f.out.Group, f.resourceDoc())
	f.out.Type().Id(name).StructFunc(func(g *jen.Group) { f.fields(g, r.Object) })
	f.verbatim.declarations(f.out.Group, strings.NewReplacer("NAME", name, "TABLE", naming.Schema(name)).Replace(methodsText))
}

// methodsText has the methods of a resource type's struct.
const methodsText = `// CFNSchema describes the properties.
func (*NAME) CFNSchema() *schema.Schema {
	return &TABLE
}

// Validate checks the properties and returns cfn.Errors with all that is wrong,
// or nil.
func (x *NAME) Validate(options ...cfn.Option) error {
	return cfn.Validate(x, options...)
}

// AppendJSON appends the properties' JSON text to dst.
func (x *NAME) AppendJSON(dst []byte) ([]byte, error) {
	return cfn.AppendJSON(dst, x)
}

// MarshalJSON is AppendJSON for encoding/json, which takes longer.
func (x *NAME) MarshalJSON() ([]byte, error) {
	return cfn.MarshalJSON(x)
}

// UnmarshalJSON reads the properties strictly and replaces them all.
func (x *NAME) UnmarshalJSON(data []byte) error {
	return cfn.Unmarshal(data, x)
}`

// declareReferences writes the constants for Ref and Fn::GetAtt.
func (f *file) declareReferences() {
	f.out.Comment("// References to a resource of the type in the same template; the method Of takes")
	f.out.Comment("// its logical ID.")
	// Each has a comment, so that there are no columns.
	text := appendComment(nil, "\t", f.refDoc())
	text = append(text, "\t"+f.names.Ref()+" "+refType+" = "+f.names.TypeName()...)
	for _, a := range f.resource.Attributes {
		name := f.attributes[a.Name]
		text = appendComment(append(text, '\n'), "\t", attributeDoc(name, a))
		text = append(text, "\t"+name+" "+attributeType(a.Type)+" = "+strconv.Quote(a.Name)...)
	}
	f.out.Const().DefsFunc(func(g *jen.Group) { f.verbatim.constants(g, string(text)) })
}

// typeText writes a Go type that is there as text. The import of the support
// package, which is called cfn, comes from the names that are not.
func typeText(text string) *jen.Statement { return jen.Op(text) }

// refType is the Go type of the constant that makes a Ref.
const refType = "cfn.Reference[string]"

// attributeType is the Go type of an attribute's constant. A list or an object
// can only be passed on whole, so its text is as good a type as any.
func attributeType(t *model.Type) string {
	value := "string"
	switch t.Kind {
	case model.Integer:
		value = "int64"
	case model.Number:
		value = "float64"
	case model.Boolean:
		value = "bool"
	}
	return "cfn.Attribute[" + value + "]"
}

// declareStruct writes a nested object's struct.
func (f *file) declareStruct(o *model.Object) {
	name := f.structName(o)
	comment(f.out.Group, f.structDoc(o))
	f.out.Type().Id(name).StructFunc(func(g *jen.Group) { f.fields(g, o) })
}

// fields writes the node and a field for each property that a template can set.
func (f *file) fields(g *jen.Group, o *model.Object) {
	g.Add(f.cfn("Node"))
	var text []byte
	for _, p := range o.Properties {
		if !settable(p) {
			continue
		}
		if text != nil {
			text = append(text, "\n\n"...) // without which there would be columns
		}
		text = appendComment(text, "\t", propertyDoc(p, o != f.resource.Object))
		text = append(text, "\t"+fieldName(o, p)+" "+f.goType(p.Type, f.enumOf[p])...)
	}
	if text != nil {
		g.Line()
		f.verbatim.fields(g, string(text))
	}
}

// goType is the type of a field. enum is the Go name of its enum.
func (f *file) goType(t *model.Type, enum string) string {
	switch t.Kind {
	case model.JSON:
		return "cfn.JSON"
	case model.List:
		return "cfn.List[" + f.goType(t.Elem, enum) + "]"
	case model.Map:
		return "cfn.Map[" + f.goType(t.Elem, enum) + "]"
	case model.ObjectRef:
		return "*" + f.structName(t.Object)
	}
	return "cfn.Value[" + scalarType(t, enum) + "]"
}

func scalarType(t *model.Type, enum string) string {
	switch {
	case t.Kind == model.Number:
		return "float64"
	case t.Kind == model.Boolean:
		return "bool"
	case hasEnum(t):
		return enum
	}
	return basicType(t)
}

// basicType is the Go type of a text or a whole number, and what an enum of them
// is made from.
func basicType(t *model.Type) string {
	if t.Kind == model.Integer {
		return "int64"
	}
	return "string"
}

// declareEnums writes the enums with their constants, sorted by name.
func (f *file) declareEnums() {
	for _, name := range f.order {
		e := f.enums[name]
		t := e.typ
		comment(f.out.Group, f.enumDoc(name, e))
		f.out.Type().Id(name).Add(typeText(basicType(t)))
		comment(f.out.Group, godoc.Wrap("The values of "+name+" that are allowed."))
		lines := aligned(e.constants)
		for i, c := range lines {
			value := e.values[i]
			if t.Kind != model.Integer {
				value = strconv.Quote(value)
			}
			lines[i] = "\t" + c + name + " = " + value
		}
		f.out.Const().DefsFunc(func(g *jen.Group) { f.verbatim.constants(g, strings.Join(lines, "\n")) })
	}
}

// enumValues returns the allowed values, each once, integers in decimal.
func enumValues(t *model.Type) []string {
	var values []string
	has := make(map[string]bool, len(t.Enum))
	for _, v := range t.Enum {
		if t.Kind == model.Integer {
			v, _ = integer(v)
		}
		if !has[v] {
			has[v] = true
			values = append(values, v)
		}
	}
	return values
}

// integer writes a JSON number as Go and the tables have it: 1.0 and 1e0 are 1.
func integer(text string) (decimal string, ok bool) {
	// What is longer or has a larger exponent is no integer of 64 bits in any
	// usual form, and could fill the memory.
	if _, exp, _ := strings.Cut(strings.ToLower(text), "e"); len(text) > 40 || len(exp) > 3 {
		return text, false
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok || !r.IsInt() || !r.Num().IsInt64() {
		return text, false
	}
	return r.Num().String(), true
}
