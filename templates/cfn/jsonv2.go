//go:build goexperiment.jsonv2

package cfn

import "encoding/json/jsontext"

// MarshalJSONTo writes a struct to an encoder of encoding/json/v2. Generated
// resource types call it for the interface of the same name.
func MarshalJSONTo(enc *jsontext.Encoder, x Struct) error {
	text, err := AppendJSON(enc.AvailableBuffer(), x)
	if err != nil {
		return err
	}
	return enc.WriteValue(text)
}

// UnmarshalJSONFrom reads a struct from a decoder of encoding/json/v2. Generated
// resource types call it for the interface of the same name.
func UnmarshalJSONFrom(dec *jsontext.Decoder, into Struct) error {
	text, err := dec.ReadValue()
	if err != nil {
		return err
	}
	return Unmarshal(text, into)
}
