package cfntest

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
)

// ErrorsOf returns the single errors of what the package returned, which must be
// Errors or nil.
func ErrorsOf(t *testing.T, err error) cfn.Errors {
	t.Helper()
	if err == nil {
		return nil
	}
	var errs cfn.Errors
	if !errors.As(err, &errs) || len(errs) == 0 {
		t.Fatalf("not Errors, or none of them: %T %v", err, err)
	}
	return errs
}

// describe writes rule and path of each error, one a line.
func describe(errs cfn.Errors) string {
	lines := make([]string, len(errs))
	for i, e := range errs {
		lines[i] = fmt.Sprintf("%v %s", e.Rule, e.Path)
	}
	return strings.Join(lines, "\n")
}

// WantErrors checks the rules and paths of all errors, given in pairs.
func WantErrors(t *testing.T, err error, pairs ...any) {
	t.Helper()
	var want []string
	for i := 0; i < len(pairs); i += 2 {
		want = append(want, fmt.Sprintf("%v %s", pairs[i], pairs[i+1]))
	}
	if got := describe(ErrorsOf(t, err)); got != strings.Join(want, "\n") {
		t.Errorf("errors:\n%s\nwant:\n%s\nin full: %v", got, strings.Join(want, "\n"), err)
	}
}

// ErrsOnly accepts Errors and nil, of which every one has a position.
func ErrsOnly(t *testing.T, err error) {
	t.Helper()
	for _, e := range ErrorsOf(t, err) {
		if e.Message == "" || e.Path != "" && e.Path[0] != '/' {
			t.Fatalf("%+v", e)
		}
	}
}

// PerByte is how many bytes may be allocated for each byte of a text.
const PerByte = 64

// Allocated returns how many bytes a function allocates.
func Allocated(do func()) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc - before.TotalAlloc)
}
