//go:build goexperiment.jsonv2 && !go1.27

package cfn

import "encoding/json/jsontext"

// The same as in jsonv2.go, for the experiment of the Go versions before 1.27.

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
