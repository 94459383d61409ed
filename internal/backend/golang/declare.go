package golang

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/godoc"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
)

// write appends to the text of the file. It is in the formatter's form: the formatter takes
// several times as long as all else.
func (f *file) write(parts ...string) {
	for _, part := range parts {
		f.text = append(f.text, part...)
	}
}

// comment appends a doc comment, each line as a line comment, so that no text can
// end it.
func (f *file) comment(lines []string) { f.text = appendComment(f.text, "", lines) }

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
	f.write("\n// ", f.names.TypeName(), " is the resource type's name in a template.\n",
		"const ", f.names.TypeName(), " = ", strconv.Quote(r.TypeName), "\n")
	f.declareReferences()
	f.write("\n")
	f.comment(f.resourceDoc())
	f.fields(r.Object)
	f.write(strings.NewReplacer("NAME", name, "TABLE", naming.Schema(name)).Replace(methodsText))
}

// methodsText has the methods of a resource type's struct.
const methodsText = `
// CFNSchema describes the properties.
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
}
`

// declareReferences writes the constants for Ref and Fn::GetAtt. Each has a comment, so
// that there are no columns.
func (f *file) declareReferences() {
	f.write("\n// References to a resource of the type in the same template; the method Of takes\n// its logical ID.\nconst (\n")
	f.text = appendComment(f.text, "\t", f.refDoc())
	f.write("\t", f.names.Ref(), " ", refType, " = ", f.names.TypeName(), "\n")
	for _, a := range f.resource.Attributes {
		name := f.attributes[a.Name]
		f.text = appendComment(f.text, "\t", attributeDoc(name, a))
		f.write("\t", name, " ", attributeType(a.Type), " = ", strconv.Quote(a.Name), "\n")
	}
	f.write(")\n")
}

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
	f.write("\n")
	f.comment(f.structDoc(o))
	f.fields(o)
}

// fields writes the struct of an object: the node and a field for each property that a
// template can set. Blank lines keep the fields from being columns.
func (f *file) fields(o *model.Object) {
	f.write("type ", f.structName(o), " struct {\n\tcfn.Node\n")
	for _, p := range o.Properties {
		if !settable(p) {
			continue
		}
		f.write("\n")
		f.text = appendComment(f.text, "\t", propertyDoc(p, o != f.resource.Object))
		f.write("\t", fieldName(o, p), " ", f.goType(p.Type, f.enumOf[p]), "\n")
	}
	f.write("}\n")
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
		f.write("\n")
		f.comment(f.enumDoc(name, e))
		f.write("type ", name, " ", basicType(e.typ), "\n\n")
		f.comment(godoc.Wrap("The values of " + name + " that are allowed."))
		f.write("const (\n")
		for i, c := range aligned(e.constants) {
			value := e.values[i]
			if e.typ.Kind != model.Integer {
				value = strconv.Quote(value)
			}
			f.write("\t", c, name, " = ", value, "\n")
		}
		f.write(")\n")
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
