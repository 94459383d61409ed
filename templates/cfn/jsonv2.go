//go:build go1.28 || (go1.27 && goexperiment.jsonv2)

package cfn

import "encoding/json/jsontext"

// The constraint names go1.27, which makes it the language version of the file: a module
// with an older one can compile it, and go vet knows that the package is there. Before
// Go 1.27 the file beside this one takes its place.

type (
	// JSONEncoder is the encoder of encoding/json/v2.
	JSONEncoder = jsontext.Encoder
	// JSONDecoder is the decoder of encoding/json/v2.
	JSONDecoder = jsontext.Decoder
)

// MarshalJSONTo writes a struct to an encoder of encoding/json/v2. Generated
// resource types call it for the interface of the same name.
func MarshalJSONTo(enc *JSONEncoder, x Struct) error {
	scratch := buffers.Get().(*[]byte)
	defer buffers.Put(scratch)
	text, err := AppendJSON((*scratch)[:0], x)
	if err != nil {
		return err
	}
	if cap(text) <= maxPooledBuffer {
		*scratch = text
	}
	return enc.WriteValue(text)
}

// UnmarshalJSONFrom reads a struct from a decoder of encoding/json/v2. Generated
// resource types call it for the interface of the same name.
func UnmarshalJSONFrom(dec *JSONDecoder, into Struct) error {
	text, err := dec.ReadValue()
	if err != nil {
		return err
	}
	return Unmarshal(text, into)
}
