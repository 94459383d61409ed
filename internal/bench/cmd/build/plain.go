package main

import (
	"bytes"
	"fmt"
	"go/format"

	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/naming"
)

// plainStructs writes the structs of a resource type as one writes them by hand
// for encoding/json: strings, slices and maps as they are, pointers to nested
// structs, and pointers to optional booleans and numbers, whose false and 0 the
// documents have. They are as many and have as many fields as those of cfngen.
func plainStructs(res *model.Resource) ([]byte, error) {
	service, resource, _ := model.SplitTypeName(res.TypeName)
	names := naming.ForResource(service, resource, "plain")
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Package plain holds resources as plain structs.\npackage plain\n")
	plainStruct(&b, names, names.Prefix, res.Object)
	for _, o := range res.Definitions {
		plainStruct(&b, names, names.Nested(o.Name), o)
	}
	return format.Source(b.Bytes())
}

func plainStruct(b *bytes.Buffer, names naming.Names, name string, o *model.Object) {
	fmt.Fprintf(b, "\ntype %s struct {\n", name)
	for _, p := range o.Properties {
		if p.ReadOnly {
			continue
		}
		pointer, omit := "", ",omitempty"
		switch p.Type.Kind {
		case model.ObjectRef:
			pointer = "*"
		case model.Integer, model.Number, model.Boolean:
			if p.Required {
				omit = ""
			} else {
				pointer = "*"
			}
		}
		fmt.Fprintf(b, "%s %s%s `json:%q`\n", naming.Exported(p.Name), pointer, plainType(names, p.Type), p.Name+omit)
	}
	b.WriteString("}\n")
}

func plainType(names naming.Names, t *model.Type) string {
	switch t.Kind {
	case model.String:
		return "string"
	case model.Integer:
		return "int64"
	case model.Number:
		return "float64"
	case model.Boolean:
		return "bool"
	case model.List:
		return "[]" + plainType(names, t.Elem)
	case model.Map:
		return "map[string]" + plainType(names, t.Elem)
	case model.ObjectRef:
		return names.Nested(t.Object.Name)
	}
	return "any"
}
