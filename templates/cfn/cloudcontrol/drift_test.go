package cloudcontrol_test

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn/cloudcontrol"
)

func TestDrift(t *testing.T) {
	for _, test := range []struct{ name, current, desired, want string }{
		{"none", `{"Arn":"a","Floors":1}`, `{"Floors":1}`, ``},
		{"scalar", `{"Floors":1}`, `{"Floors":2}`, `/Floors: 1, desired 2`},
		{"absent", `{}`, `{"Floors":2}`, `/Floors: absent, desired 2`},
		{"create-only", `{"Name":"n","Plot":{"Area":1}}`, `{"Name":"m","Plot":{"Area":2}}`, "/Name: \"n\", desired \"m\" (create-only)\n/Plot/Area: 1, desired 2 (create-only)"},
		{"create-only in it", `{}`, `{"Address":{"City":"c"}}`, `/Address: absent, desired {"City":"c"} (create-only)`},
		{"filled in", `{"Name":"n","Address":{"City":"c","Street":"s","Code":1},"Keys":{"a":{"Label":"l"},"b":{}}}`, `{"Address":{"Street":"s"},"Keys":{"b":{}}}`, ``},
		{"in an item", `{"Doors":[{"Label":"a","Width":1},{"Label":"b"}]}`, `{"Doors":[{"Label":"a"},{"Label":"c"}]}`, `/Doors/1/Label: "b", desired "c"`},
		{"an item more", `{"Doors":[{"Label":"a"},{}]}`, `{"Doors":[{"Label":"a"}]}`, `/Doors: [{"Label":"a"},{}], desired [{"Label":"a"}]`},
		{"filled in without order", `{"Windows":[{"Label":"b","Width":1,"Serial":"1"},{"Label":"a","Width":1}]}`, `{"Windows":[{"Width":1},{"Label":"b"}]}`, ``},
		{"matched by turns", `{"Windows":[{"Label":"a","Width":1},{"Label":"a","Width":2}]}`, `{"Windows":[{"Label":"a"},{"Width":1}]}`, ``},
		{"cannot be matched", `{"Windows":[{"Label":"a","Width":1},{"Label":"b","Width":2}]}`, `{"Windows":[{"Label":"a"},{"Width":1}]}`, `/Windows: [{"Label":"a","Width":1},{"Label":"b","Width":2}], desired [{"Label":"a"},{"Width":1}]`},
		{"scalars without order", `{"Pins":["b","a","a"]}`, `{"Pins":["a","b","a"]}`, ``},
		{"other scalars without order", `{"Pins":["b","a","a"]}`, `{"Pins":["a","b","b"]}`, `/Pins: ["b","a","a"], desired ["a","b","b"]`},
		{"write-only", `{"Plot":{"Area":1},"Doors":[{"Label":"a"}]}`, `{"Secret":"s","Safe":{"Pin":1},"Plot":{"Area":1,"Deed":"d"},"Doors":[{"Label":"a","Code":"c"}]}`, ``},
		{"write-only in what is absent", `{}`, `{"Doors":[{"Label":"a","Code":"c"}]}`, `/Doors: absent, desired [{"Label":"a"}]`},
		{"items of write-only properties", `{"Doors":[{},{}]}`, `{"Doors":[{"Code":"c"}]}`, `/Doors: [{},{}], desired [{}]`},
		{"as many items of write-only properties", `{"Doors":[{"Label":"a"}]}`, `{"Doors":[{"Code":"c"}]}`, ``},
		{"free-form", `{"Any":{"a":[1,2],"b":1.0}}`, `{"Any":{"b":1,"a":[1,2]}}`, ``},
		{"more in free-form", `{"Any":{"a":1,"b":1}}`, `{"Any":{"a":1}}`, `/Any: {"a":1,"b":1}, desired {"a":1}`},
		{"empty", `{}`, `{"Colors":[],"Keys":{}}`, ``},
		{"create-only of an item", `{"Tags":[{"Key":"a","Value":"1"}]}`, `{"Tags":[{"Key":"b"}]}`, `/Tags: [{"Key":"a","Value":"1"}], desired [{"Key":"b"}] (create-only)`},
		{"not create-only of an item", `{"Tags":[{"Key":"a","Value":"1"}]}`, `{"Tags":[{"Key":"a","Value":"2"}]}`, `/Tags: [{"Key":"a","Value":"1"}], desired [{"Key":"a","Value":"2"}]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			current, desired := read(t, test.current), read(t, test.desired)
			differences, err := cloudcontrol.Drift(current, desired)
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, d := range differences {
				lines = append(lines, d.String())
			}
			if got := strings.Join(lines, "\n"); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if p, err := cloudcontrol.Converge(current, desired); err == nil && (len(p) == 0) != (len(differences) == 0) {
				t.Errorf("the patch is %s", p)
			}
		})
	}
}

// TestDifference: a difference has the values in full.
func TestDifference(t *testing.T) {
	long := `"` + strings.Repeat("x", 1000) + `"`
	differences, err := cloudcontrol.Drift(read(t, `{"Owner":`+long+`}`), read(t, `{"Owner":"a"}`))
	if err != nil || len(differences) != 1 {
		t.Fatal(differences, err)
	}
	d := differences[0]
	if d.Pointer != "/Owner" || d.Current.String() != long || d.Desired.String() != `"a"` || d.CreateOnly {
		t.Errorf("%+v", d)
	}
	if len(d.String()) > 200 {
		t.Errorf("%s is long", d)
	}
}
