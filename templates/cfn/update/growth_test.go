package update_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn/update"
	"github.com/cfngen/cfngen/templates/internal/cfntest"
)

// TestAllocationsGrowLinearly: what a comparison allocates grows as the templates do.
func TestAllocationsGrowLinearly(t *testing.T) {
	store := func(properties string) string {
		return `{"Resources":{"S":{"Type":"Test::Data::Store","Properties":` + properties + `}}}`
	}
	items := func(n int, item string) string { return strings.TrimSuffix(strings.Repeat(item+",", n), ",") }
	numbered := func(n, from int, format string) string {
		var out strings.Builder
		for i := range n {
			fmt.Fprintf(&out, strings.ReplaceAll(format, "%n", fmt.Sprint(i+from+1))+",", i+from)
		}
		return strings.TrimSuffix(out.String(), ",")
	}
	for name, make := range map[string]func(n int) (old, new string){
		"resources that change": func(n int) (string, string) {
			return `{"Resources":{` + numbered(n, 0, `"R%d":{"Type":"Test::Data::Store","Properties":{"Size":1}}`) + `}}`,
				`{"Resources":{` + numbered(n, 0, `"R%d":{"Type":"Test::Data::Store","Properties":{"Size":2}}`) + `}}`
		},
		"resources that are renamed": func(n int) (string, string) {
			return `{"Resources":{` + numbered(n, 0, `"R%d":{"Type":"Test::Data::Store","Properties":{"Size":%[1]d}}`) + `}}`,
				`{"Resources":{` + numbered(n, 0, `"N%d":{"Type":"Test::Data::Store","Properties":{"Size":%[1]d}}`) + `}}`
		},
		"a chain": func(n int) (string, string) {
			chain := numbered(n, 0, `"R%d":{"Type":"Test::Data::Grant","Properties":{"Store":{"Ref":"R%n"}}}`)
			last := fmt.Sprintf(`,"R%d":{"Type":"Test::Data::Grant","Properties":{"Store":"`, n)
			return `{"Resources":{` + chain + last + `a"}}}}`, `{"Resources":{` + chain + last + `b"}}}}`
		},
		"references to one": func(n int) (string, string) {
			all := `,"U":{"Type":"T::T::T","Properties":{"A":[` + items(n, `{"Ref":"S"}`) + `]}}}}`
			return strings.TrimSuffix(store(`{"Zones":["a"]}`), "}}") + all, strings.TrimSuffix(store(`{"Zones":["b"]}`), "}}") + all
		},
		"a parameter that changes": func(n int) (string, string) {
			all := `"Resources":{"S":{"Type":"Test::Data::Store","Properties":{"Policy":[` + items(n, `{"Ref":"P"}`) + `]}}}}`
			return `{"Parameters":{"P":{"Type":"String","Default":"a"}},` + all, `{"Parameters":{"P":{"Type":"String","Default":"b"}},` + all
		},
		"tags": func(n int) (string, string) {
			return store(`{"Tags":[` + numbered(n, 0, `{"Key":"%d","Value":"a"}`) + `]}`), store(`{"Tags":[` + numbered(n, n/2, `{"Key":"%d","Value":"b"}`) + `]}`)
		},
		"items without a key": func(n int) (string, string) {
			return store(`{"Keys":[` + items(n, `{"Key":"k","Value":"a"}`) + `]}`), store(`{"Keys":[` + items(n, `{"Key":"k","Value":"b"}`) + `]}`)
		},
		"free-form objects": func(n int) (string, string) {
			return store(`{"Policy":{` + numbered(n, 0, `"k%d":1`) + `}}`), store(`{"Policy":{` + numbered(n, 1, `"k%d":2`) + `}}`)
		},
		"names in Fn::Sub": func(n int) (string, string) {
			return store(`{"Name":{"Fn::Sub":"` + strings.Repeat("${A}", n) + `"}}`), store(`{"Name":{"Fn::Sub":"` + strings.Repeat("${A}", n) + `a"}}`)
		},
		"deep values": func(n int) (string, string) {
			n = min(n, 9900)
			open, end := strings.Repeat(`{"a":`, n), strings.Repeat("}", n)
			return store(`{"Policy":` + open + "1" + end + "}"), store(`{"Policy":` + open + "2" + end + "}")
		},
	} {
		t.Run(name, func(t *testing.T) {
			cost := func(n int) (perByte float64) {
				old, now := make(n)
				a, b := read(t, old), read(t, now)
				return cfntest.Allocated(func() {
					plan, err := update.Changes(a, b)
					if err != nil {
						t.Fatal(err)
					}
					_ = len(plan.String()) + len(plan.Markdown())
				}) / float64(len(old)+len(now))
			}
			few, many := cost(1000), cost(8000)
			if many > 2*few && many > 200 || many > 600 {
				t.Errorf("%.0f bytes for each of a text, and %.0f of one that is eight times as long", few, many)
			}
			t.Logf("%.0f, %.0f bytes", few, many)
		})
	}
}
