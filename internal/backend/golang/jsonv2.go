package golang

import "fmt"

// jsonv2Constraint keeps the methods for encoding/json/v2 away from a Go that does not
// have that package: it came as an experiment, which Go 1.27 turns on by default.
const jsonv2Constraint = "//go:build go1.28 || goexperiment.jsonv2"

// jsonv2Text is the file with the methods for encoding/json/v2. It names no type of the
// standard library that is newer than the language version of the user's module:
// go vet would report each.
const jsonv2Text = `%[1]s

%[5]s

package %[2]s

import %[3]q

// MarshalJSONTo is AppendJSON for encoding/json/v2.
func (x *%[4]s) MarshalJSONTo(enc *cfn.JSONEncoder) error {
	return cfn.MarshalJSONTo(enc, x)
}

// UnmarshalJSONFrom is UnmarshalJSON for encoding/json/v2.
func (x *%[4]s) UnmarshalJSONFrom(dec *cfn.JSONDecoder) error {
	return cfn.UnmarshalJSONFrom(dec, x)
}
`

func (f *file) jsonv2() []byte {
	return fmt.Appendf(nil, jsonv2Text, f.sourceHeader(), f.names.Package, f.options.CFNImport, f.names.Prefix, jsonv2Constraint)
}
