package main

import (
	"bytes"
	"fmt"
	"go/format"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
)

// plainStructs writes the structs of a resource type as one writes them by hand
// for encoding/json: strings, slices and maps as they are, pointers to nested
// structs, and pointers to optional booleans and numbers, whose false and 0 the
// documents have. They are as many and have as many fields as those of cfngen.
func plainStructs(res *model.Resource) ([]byte, error) {
	service, resource, _ := model.SplitTypeName(res.TypeName)
	prefix := naming.Exported(service) + naming.Exported(resource)
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Package plain holds resources as plain structs.\npackage plain\n")
	plainStruct(&b, prefix, prefix, res.Object)
	for _, o := range res.Definitions {
		plainStruct(&b, prefix, prefix+naming.Exported(o.Name), o)
	}
	return format.Source(b.Bytes())
}

func plainStruct(b *bytes.Buffer, prefix, name string, o *model.Object) {
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
		fmt.Fprintf(b, "%s %s%s `json:%q`\n", naming.Exported(p.Name), pointer, plainType(prefix, p.Type), p.Name+omit)
	}
	b.WriteString("}\n")
}

func plainType(prefix string, t *model.Type) string {
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
		return "[]" + plainType(prefix, t.Elem)
	case model.Map:
		return "map[string]" + plainType(prefix, t.Elem)
	case model.ObjectRef:
		return prefix + naming.Exported(t.Object.Name)
	}
	return "any"
}
