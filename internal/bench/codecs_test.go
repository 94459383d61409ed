package bench

import (
	"bytes"
	"encoding/json"

	"github.com/bytedance/sonic"
	sonicencoder "github.com/bytedance/sonic/encoder"
	experiment "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	goccy "github.com/goccy/go-json"
	"github.com/mailru/easyjson"
	"github.com/mailru/easyjson/jwriter"
)

// codec is one way to write and read a document. Its functions work on a value
// of the document that they hold, and on the text that they are given.
type codec struct {
	name string
	// appendTo writes into buf's memory as far as it has room.
	appendTo func(buf []byte) ([]byte, error)
	marshal  func() ([]byte, error)
	// unmarshal reads into a new value.
	unmarshal func(text []byte) (any, error)
}

func newOurs[T any, TP generated[T]](text []byte) codec {
	x := TP(new(T))
	must(x.UnmarshalJSON(text))
	return codec{
		name:     "cfngen",
		appendTo: func(buf []byte) ([]byte, error) { return x.AppendJSON(buf[:0]) },
		marshal:  x.MarshalJSON,
		unmarshal: func(text []byte) (any, error) {
			x := TP(new(T))
			return x, x.UnmarshalJSON(text)
		},
	}
}

// named is a type of Go values, by the name that it is measured under.
type named struct {
	name string
	// make returns a pointer to a new value.
	make func() any
}

func newNamed[T any](name string) named {
	return named{name, func() any { return new(T) }}
}

// through writes and reads a document's types by a pair of functions, whatever methods
// the types have.
func (d *document) through(marshal func(any) ([]byte, error), unmarshal func([]byte, any) error) []codec {
	var codecs []codec
	for _, t := range d.types {
		x := t.make()
		must(unmarshal(d.text, x))
		codecs = append(codecs, codec{
			name:    t.name,
			marshal: func() ([]byte, error) { return marshal(x) },
			unmarshal: func(text []byte) (any, error) {
				x := t.make()
				return x, unmarshal(text, x)
			},
		})
	}
	return codecs
}

// fixed has methods that do nothing. It measures what encoding/json itself costs
// around a method: no type with methods is faster through it.
type fixed struct{ text []byte }

// MarshalJSON returns the text that was read.
func (f *fixed) MarshalJSON() ([]byte, error) { return f.text, nil }

// UnmarshalJSON keeps the text, which it may not and here can.
func (f *fixed) UnmarshalJSON(data []byte) error {
	f.text = data
	return nil
}

// newPeers are the peers that need no code of their own for a plain struct, each in
// its usual configuration.
// Where a peer has no way to append to a slice it gets what it has to write
// into memory again: an encoder on a buffer.
func newPeers[P any](x *P) []codec {
	return []codec{
		newEncodingJSON(x),
		newExperiment(x),
		newGoccy(x),
		newSonic("sonic", sonic.ConfigDefault, 0, x),
		newSonic("sonic_std", sonic.ConfigStd, sonicencoder.CompatibleWithStd, x),
	}
}

func newEncodingJSON[P any](x *P) codec {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	return codec{
		name: "encoding_json",
		appendTo: func([]byte) ([]byte, error) {
			out.Reset()
			err := enc.Encode(x)
			return out.Bytes(), err
		},
		marshal: func() ([]byte, error) { return json.Marshal(x) },
		unmarshal: func(text []byte) (any, error) {
			x := new(P)
			return x, json.Unmarshal(text, x)
		},
	}
}

func newExperiment[P any](x *P) codec {
	var out bytes.Buffer
	enc := jsontext.NewEncoder(&out)
	return codec{
		name: "go_json_experiment",
		appendTo: func([]byte) ([]byte, error) {
			out.Reset()
			enc.Reset(&out)
			err := experiment.MarshalEncode(enc, x)
			return out.Bytes(), err
		},
		marshal: func() ([]byte, error) { return experiment.Marshal(x) },
		unmarshal: func(text []byte) (any, error) {
			x := new(P)
			return x, experiment.Unmarshal(text, x)
		},
	}
}

func newGoccy[P any](x *P) codec {
	var out bytes.Buffer
	enc := goccy.NewEncoder(&out)
	return codec{
		name: "goccy",
		appendTo: func([]byte) ([]byte, error) {
			out.Reset()
			err := enc.Encode(x)
			return out.Bytes(), err
		},
		marshal: func() ([]byte, error) { return goccy.Marshal(x) },
		unmarshal: func(text []byte) (any, error) {
			x := new(P)
			return x, goccy.Unmarshal(text, x)
		},
	}
}

func newSonic[P any](name string, api sonic.API, options sonicencoder.Options, x *P) codec {
	return codec{
		name: name,
		appendTo: func(buf []byte) ([]byte, error) {
			buf = buf[:0]
			err := sonicencoder.EncodeInto(&buf, x, options)
			return buf, err
		},
		marshal: func() ([]byte, error) { return api.Marshal(x) },
		unmarshal: func(text []byte) (any, error) {
			x := new(P)
			return x, api.Unmarshal(text, x)
		},
	}
}

// newStrictPeers are the peers that can refuse unknown properties. All of them read
// from a decoder then, except sonic.
func newStrictPeers[P any]() []codec {
	strictSonic := sonic.Config{DisallowUnknownFields: true}.Froze()
	return []codec{
		newStrict[P]("encoding_json", func(text []byte, x any) error {
			dec := json.NewDecoder(bytes.NewReader(text))
			dec.DisallowUnknownFields()
			return dec.Decode(x)
		}),
		newStrict[P]("go_json_experiment", func(text []byte, x any) error {
			return experiment.Unmarshal(text, x, experiment.RejectUnknownMembers(true))
		}),
		newStrict[P]("goccy", func(text []byte, x any) error {
			dec := goccy.NewDecoder(bytes.NewReader(text))
			dec.DisallowUnknownFields()
			return dec.Decode(x)
		}),
		newStrict[P]("sonic", strictSonic.Unmarshal),
	}
}

func newStrict[P any](name string, read func(text []byte, x any) error) codec {
	return codec{
		name: name,
		unmarshal: func(text []byte) (any, error) {
			x := new(P)
			return x, read(text, x)
		},
	}
}

func newEasyJSON[P any, PP easy[P]](x PP) codec {
	return codec{
		name: "easyjson",
		appendTo: func(buf []byte) ([]byte, error) {
			var w jwriter.Writer
			w.Buffer.Buf = buf[:0]
			x.MarshalEasyJSON(&w)
			return w.BuildBytes()
		},
		marshal: func() ([]byte, error) { return easyjson.Marshal(x) },
		unmarshal: func(text []byte) (any, error) {
			x := PP(new(P))
			return x, easyjson.Unmarshal(text, x)
		},
	}
}
