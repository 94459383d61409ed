package cfn_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
)

// errorsOf returns the single errors of what the package returned, which must be
// Errors or nil.
func errorsOf(t *testing.T, err error) Errors {
	t.Helper()
	if err == nil {
		return nil
	}
	var errs Errors
	if !errors.As(err, &errs) || len(errs) == 0 {
		t.Fatalf("not Errors, or none of them: %T %v", err, err)
	}
	return errs
}

// describe writes rule and path of each error, one a line.
func describe(errs Errors) string {
	lines := make([]string, len(errs))
	for i, e := range errs {
		lines[i] = fmt.Sprintf("%v %s", e.Rule, e.Path)
	}
	return strings.Join(lines, "\n")
}

// wantErrors checks the rules and paths of all errors, given in pairs.
func wantErrors(t *testing.T, err error, pairs ...any) {
	t.Helper()
	var want []string
	for i := 0; i < len(pairs); i += 2 {
		want = append(want, fmt.Sprintf("%v %s", pairs[i], pairs[i+1]))
	}
	if got := describe(errorsOf(t, err)); got != strings.Join(want, "\n") {
		t.Errorf("errors:\n%s\nwant:\n%s\nin full: %v", got, strings.Join(want, "\n"), err)
	}
}

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
	text := "{" + needed + "," + members + "}"
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
