package bench

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestCodecsAgree checks that all read the same and write the same JSON value.
func TestCodecsAgree(t *testing.T) {
	for _, d := range documents {
		want := decoded(t, d.text)
		for _, c := range append(d.codecs, d.throughStd()...) {
			t.Run(c.name+"/"+d.name, func(t *testing.T) {
				written, err := c.marshal()
				if err != nil {
					t.Fatal("marshal:", err)
				}
				if got := decoded(t, written); !reflect.DeepEqual(got, want) {
					t.Errorf("marshal writes %s, want the value of %s", written, d.text)
				}
				if c.appendTo == nil {
					return
				}
				buf := make([]byte, 3, room)
				for range 2 { // the second time over what was written
					appended, err := c.appendTo(buf)
					if err != nil {
						t.Fatal("append:", err)
					}
					if got := decoded(t, appended); !reflect.DeepEqual(got, want) {
						t.Errorf("append writes %s, want the value of %s", appended, d.text)
					}
				}
			})
		}
	}
}

// TestStrict checks that the strict readers refuse an unknown property, and that
// they read the document.
func TestStrict(t *testing.T) {
	for _, d := range documents {
		unknown := append([]byte(`{"unknown":1,`), d.text[1:]...)
		for _, c := range d.strict {
			t.Run(c.name+"/"+d.name, func(t *testing.T) {
				if _, err := c.unmarshal(d.text); err != nil {
					t.Error(err)
				}
				if _, err := c.unmarshal(unknown); err == nil {
					t.Error("an unknown property is read")
				}
			})
		}
	}
}

// TestReadersAgree checks that what each reads from the text is the document.
func TestReadersAgree(t *testing.T) {
	for _, d := range documents {
		want := decoded(t, d.text)
		for _, c := range d.codecs {
			t.Run(c.name+"/"+d.name, func(t *testing.T) {
				value, err := c.unmarshal(d.text)
				if err != nil {
					t.Fatal(err)
				}
				// A value that was read is written with encoding/json, which takes every
				// type's own methods, or its fields.
				written, err := json.Marshal(value)
				if err != nil {
					t.Fatal(err)
				}
				if got := decoded(t, written); !reflect.DeepEqual(got, want) {
					t.Errorf("reads what is written as %s, want the value of %s", written, d.text)
				}
			})
		}
	}
}

// TestValidatorsAgree checks that all accept the document and refuse its faults.
func TestValidatorsAgree(t *testing.T) {
	for _, d := range documents {
		for _, v := range d.validators {
			t.Run(v.name+"/"+d.name, func(t *testing.T) {
				if err := valid(v, d.text); err != nil {
					t.Error("the document is refused:", err)
				}
				for what, change := range d.faults {
					properties := decoded(t, d.text).(map[string]any)
					change(properties)
					text, err := json.Marshal(properties)
					if err != nil {
						t.Fatal(err)
					}
					if valid(v, text) == nil {
						t.Errorf("accepted although %s: %s", what, text)
					}
				}
			})
		}
	}
}

// valid reads and checks a text; for cfngen an undeclared property ends already
// the reading.
func valid(v validator, text []byte) error {
	value, err := v.decode(text)
	if err != nil {
		return err
	}
	return v.check(value)
}

func decoded(t *testing.T, text []byte) any {
	t.Helper()
	value, err := decodeAny(text)
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return value
}
