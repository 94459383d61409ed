package golang

import "fmt"

// jsonv2Text is the file with the methods for encoding/json/v2. Its build
// constraint keeps it away from a Go that does not have that package.
const jsonv2Text = `%[1]s

//go:build goexperiment.jsonv2

package %[2]s

import (
	"encoding/json/jsontext"

	%[3]q
)

// MarshalJSONTo is AppendJSON for encoding/json/v2.
func (x *%[4]s) MarshalJSONTo(enc *jsontext.Encoder) error {
	return cfn.MarshalJSONTo(enc, x)
}

// UnmarshalJSONFrom is UnmarshalJSON for encoding/json/v2.
func (x *%[4]s) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	return cfn.UnmarshalJSONFrom(dec, x)
}
`

func (f *file) jsonv2() []byte {
	return fmt.Appendf(nil, jsonv2Text, f.sourceHeader(), f.names.Package, f.options.CFNImport, f.names.Prefix)
}
