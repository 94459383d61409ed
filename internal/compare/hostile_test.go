package compare_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// TestHostile: rings of definitions whose lengths have no common divisor are as
// many pairs as their product. The comparison ends, and reports whether it is not whole.
func TestHostile(t *testing.T) {
	for _, c := range []struct{ old, now, risky int }{{7, 5, 0}, {997, 991, 1}, {3000, 3000, 1}} {
		r := report(t, ring(t, c.old), ring(t, c.now))
		if got := r.Count(compare.Templates, compare.Risky); got != c.risky {
			t.Errorf("rings of %d and %d: %d risky changes", c.old, c.now, got)
		}
		for _, change := range r {
			if change.Class == compare.Risky && change.Kind != "not compared as a whole" {
				t.Errorf("%+v", change)
			}
			if len(change.Subject) > 1000 {
				t.Errorf("a path of %d bytes", len(change.Subject))
			}
		}
	}
}

func ring(t *testing.T, n int) *model.Spec {
	var b strings.Builder
	b.WriteString(`{"typeName": "AWS::Shop::Ring", "additionalProperties": false, "properties": {"Next": {"$ref": "#/definitions/D0"}}, "definitions": {`)
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `"D%d": {"type": "object", "additionalProperties": false, "properties": {"Next": {"$ref": "#/definitions/D%d"}}}`, i, (i+1)%n)
	}
	b.WriteString("}}")
	return load(t, []source.Document{{Name: "ring.json", Path: "ring.json", Data: []byte(b.String())}}, nil)
}
