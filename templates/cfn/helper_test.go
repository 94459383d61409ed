package cfn_test

import (
	"encoding/json"
	"math"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// read reads a Shapes that must be right.
func read(t *testing.T, text string, options ...Option) *Shapes {
	t.Helper()
	x := new(Shapes)
	if err := Unmarshal([]byte(text), x, options...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return x
}

// write writes a struct that must be right.
func write(t *testing.T, x Struct) string {
	t.Helper()
	text, err := MarshalJSON(x)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(text) {
		t.Fatalf("not JSON: %s", text)
	}
	return string(text)
}

// checkOf reads a Checked beside whose required properties stand others, and
// checks it.
func checkOf(t *testing.T, members string, options ...Option) error {
	t.Helper()
	var x Checked
	text := "{" + Needed + "," + members + "}"
	if err := Unmarshal([]byte(text), &x); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return x.Validate(options...)
}

var inf = math.Inf(1)

// ptr returns the address of a value.
func ptr[T any](v T) *T { return &v }

// literalOf returns a value's literal, the zero value where there is none.
func literalOf[T Scalar](v Value[T]) T {
	lit, _ := Get(v)
	return lit
}
