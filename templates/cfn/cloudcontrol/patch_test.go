package cloudcontrol_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/cloudcontrol"
)

var patches = []struct{ name, current, desired, want string }{
	{"nothing", `{"Name":"n","Floors":1}`, `{"Floors":1,"Name":"n"}`, ``},
	{"nothing but write-only", `{"Secret":"s"}`, `{"Secret":"s"}`, ``},
	{"set", `{}`, `{"Floors":1}`, `add /Floors 1`},
	{"change", `{"Floors":1}`, `{"Floors":2}`, `add /Floors 2`},
	{"remove", `{"Floors":1}`, `{}`, `remove /Floors`},
	{"in an object", `{"Address":{"City":"c","Street":"a"}}`, `{"Address":{"City":"c","Street":"b"}}`, `add /Address/Street "b"`},
	{"out of an object", `{"Address":{"City":"c","Street":"a"}}`, `{"Address":{"City":"c"}}`, `remove /Address/Street`},
	{"an empty object is one", `{}`, `{"Safe":{}}`, `add /Safe {}`},
	{"an empty list is one", `{}`, `{"Colors":[]}`, `add /Colors []`},
	{"in free-form JSON", `{"Any":{"a":{"b":1,"c":[1,2]}}}`, `{"Any":{"a":{"b":2,"c":[1,2]}}}`, `add /Any/a/b 2`},
	{"a list in free-form JSON", `{"Any":{"a":[{"b":1}]}}`, `{"Any":{"a":[{"b":2}]}}`, `add /Any/a [{"b":2}]`},
	{"another kind", `{"Any":{"a":1}}`, `{"Any":[1]}`, `add /Any [1]`},
	{"keys with escapes", `{"Any":{"a/b~c":1}}`, `{"Any":{"a/b~c":2}}`, `add /Any/a~1b~0c 2`},
	{"a long key", `{"Any":{"` + long + `":1}}`, `{"Any":{"` + long + `":2}}`, `add /Any/` + long + ` 2`},
	{"in a map", `{"Keys":{"k":{"Label":"a"},"l":{"Label":"b"}}}`, `{"Keys":{"k":{"Label":"c"},"m":{}}}`, "add /Keys/k/Label \"c\"\nremove /Keys/l\nadd /Keys/m {}"},
	{"a list of scalars", `{"Colors":["a","b"]}`, `{"Colors":["b","a"]}`, `add /Colors ["b","a"]`},
	{"a list of scalars without order", `{"Pins":["a","b"]}`, `{"Pins":["b","a"]}`, ``},
	{"a list of free-form JSON", `{"Drawings":[{"a":1}]}`, `{"Drawings":[{"a":2}]}`, `add /Drawings [{"a":2}]`},
	{"an item", `{"Doors":[{"Label":"a"},{"Label":"b","Width":1}]}`, `{"Doors":[{"Label":"a"},{"Label":"c"}]}`, "add /Doors/1/Label \"c\"\nremove /Doors/1/Width"},
	{"an item more", `{"Doors":[{"Label":"a"}]}`, `{"Doors":[{"Label":"a"},{"Label":"c"}]}`, `add /Doors [{"Label":"a"},{"Label":"c"}]`},
	{"items without order", `{"Windows":[{"Label":"a"},{"Label":"b"}]}`, `{"Windows":[{"Label":"b"},{"Label":"a"}]}`, ``},
	{"an item without order", `{"Windows":[{"Label":"a"},{"Label":"b"}]}`, `{"Windows":[{"Label":"b"},{"Label":"c"}]}`, `add /Windows [{"Label":"b"},{"Label":"c"}]`},
	{"items that count twice", `{"Windows":[{"Label":"a"},{"Label":"a"},{}]}`, `{"Windows":[{"Label":"a"},{},{}]}`, `add /Windows [{"Label":"a"},{},{}]`},

	{"read-only", `{"Arn":"a","Doors":[{"Label":"a","Serial":"1"}],"Keys":{"k":{"Width":1}}}`, `{"Doors":[{"Label":"a"}]}`, ``},
	{"read-only in both", `{"Arn":"a","Floors":1,"Keys":{"k":{"Width":1}}}`, `{"Arn":"b","Floors":2,"Keys":{"k":{"Width":2}}}`, `add /Floors 2`},
	{"read-only in what is added", `{}`, `{"Doors":[{"Label":"a","Serial":"1"}]}`, `add /Doors [{"Label":"a"}]`},
	{"read-only in what is removed", `{"Doors":[{"Label":"a","Serial":"1"}]}`, `{}`, `remove /Doors`},
	{"items of read-only properties alone", `{"Doors":[{"Serial":"1"},{"Label":"a"}]}`, `{"Doors":[{},{"Label":"b"}]}`, `add /Doors/1/Label "b"`},
	{"an object of read-only properties alone", `{"Address":{"Code":1}}`, `{}`, ``},

	{"write-only that changed", `{"Secret":"a"}`, `{"Secret":"b"}`, `add /Secret "b"`},
	{"write-only that is not known", `{}`, `{"Secret":"b"}`, `add /Secret "b"`},
	{"write-only that is no more", `{"Secret":"a"}`, `{}`, ``},
	{"write-only beside a change", `{"Secret":"a","Floors":1}`, `{"Secret":"a","Floors":2}`, "add /Floors 2\nadd /Secret \"a\""},
	{"an object of write-only properties", `{"Safe":{"Code":"a","Pin":1}}`, `{"Safe":{"Code":"a","Pin":1},"Floors":1}`, "add /Floors 1\nadd /Safe {\"Code\":\"a\",\"Pin\":1}"},
	{"an object of write-only properties that is no more", `{"Safe":{"Code":"a"},"Floors":1}`, `{"Floors":2}`, "add /Floors 2"},
	{"write-only in an item", `{"Doors":[{"Label":"a","Code":"c"}],"Floors":1}`, `{"Doors":[{"Label":"a","Code":"c"}],"Floors":2}`, "add /Doors/0/Code \"c\"\nadd /Floors 2"},
	{"write-only in an object in an item", `{"Doors":[{"Label":"a","Lock":{"Pin":1}}]}`, `{"Doors":[{"Label":"b","Lock":{"Pin":1}}]}`, "add /Doors/0/Label \"b\"\nadd /Doors/0/Lock {\"Pin\":1}"},
	{"an item of write-only properties", `{"Doors":[{"Label":"a"},{"Code":"c"}]}`, `{"Doors":[{"Label":"b"},{"Code":"c"}]}`, `add /Doors [{"Label":"b"},{"Code":"c"}]`},
	{"all items of write-only properties", `{"Doors":[{"Code":"c"}]}`, `{"Doors":[{"Code":"c"}],"Floors":2}`, "add /Doors [{\"Code\":\"c\"}]\nadd /Floors 2"},
	{"an item that had write-only properties alone", `{"Doors":[{"Code":"c"}]}`, `{"Doors":[{"Code":"c","Label":"a"}]}`, `add /Doors [{"Code":"c","Label":"a"}]`},
	{"an object that had write-only properties alone", `{"Keys":{"k":{"Code":"c"},"l":{"Label":"b"}}}`, `{"Keys":{"k":{"Code":"c","Label":"a"},"l":{"Label":"b"}}}`, `add /Keys/k {"Code":"c","Label":"a"}`},
	{"a map that had write-only properties alone", `{"Keys":{"k":{"Code":"c"}}}`, `{"Keys":{"k":{"Code":"c","Label":"a"}}}`, `add /Keys {"k":{"Code":"c","Label":"a"}}`},
	{"write-only in an item without order", `{"Windows":[{"Label":"a","Code":"c"},{}]}`, `{"Windows":[{},{"Label":"a","Code":"c"}],"Floors":2}`, "add /Floors 2\nadd /Windows [{},{\"Code\":\"c\",\"Label\":\"a\"}]"},
	{"write-only in what is added", `{}`, `{"Doors":[{"Label":"a","Code":"c"}]}`, `add /Doors [{"Code":"c","Label":"a"}]`},

	{"create-only that is the same", `{"Name":"n","Plot":{"Area":1}}`, `{"Name":"n","Plot":{"Area":1},"Floors":1}`, `add /Floors 1`},
	{"create-only that changes", `{"Name":"n"}`, `{"Name":"m"}`, `replace /Name`},
	{"create-only that comes and goes", `{"Name":"n"}`, `{"Plot":{"Area":1}}`, `replace /Name /Plot`},
	{"create-only in an object", `{"Plot":{"Area":1},"Address":{"City":"a"}}`, `{"Plot":{"Area":2},"Address":{"City":"b"}}`, `replace /Address/City /Plot`},
	{"an object with create-only in it", `{}`, `{"Address":{"City":"b"}}`, `replace /Address/City`},
	{"an object with create-only in it goes", `{"Address":{"City":"b"}}`, `{}`, `replace /Address/City`},
	{"an object with none in it", `{}`, `{"Address":{"Street":"b"}}`, `add /Address {"Street":"b"}`},
	{"conditional", `{"Owner":"a"}`, `{"Owner":"b"}`, `add /Owner "b"`},
	{"create-only in items", `{"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"1"}]}`, `{"Tags":[{"Key":"b","Value":"2"},{"Key":"a","Value":"1"}]}`, `add /Tags [{"Key":"b","Value":"2"},{"Key":"a","Value":"1"}]`},
	{"create-only of items", `{"Tags":[{"Key":"a"},{"Key":"b"}]}`, `{"Tags":[{"Key":"a"},{"Key":"c"},{"Key":"d"}]}`, `replace /Tags/1/Key /Tags/2/Key`},
	{"create-only and write-only, not known", `{"Floors":1}`, `{"Floors":2,"Seed":"a"}`, `add /Floors 2`},
	{"create-only and write-only, the same", `{"Floors":1,"Seed":"a"}`, `{"Floors":2,"Seed":"a"}`, `add /Floors 2`},
	{"create-only and write-only, changed", `{"Seed":"a"}`, `{"Seed":"b"}`, `replace /Seed`},
	{"create-only and write-only in an item, not known", `{"Gates":[{"Label":"a"}]}`, `{"Gates":[{"Label":"b","Lock":{"Pin":1}}]}`, `add /Gates/0/Label "b"`},
	{"create-only and write-only in an item more", `{"Gates":[{"Label":"a"}]}`, `{"Gates":[{"Label":"a"},{"Lock":{"Pin":1}}]}`, `replace /Gates/1/Lock`},
	{"create-only and write-only in an item, changed", `{"Gates":[{"Lock":{"Pin":1}}]}`, `{"Gates":[{"Lock":{"Code":"c","Pin":1}}]}`, `replace /Gates/0/Lock`},
	{"write-only in create-only", `{"Plot":{"Area":1}}`, `{"Plot":{"Area":1,"Deed":"d"},"Floors":1}`, `add /Floors 1`},
	{"unknown", `{"New":{"a":1}}`, `{"New":{"a":2}}`, `add /New/a 2`},
}

var long = strings.Repeat("k", 2000)

func TestPatch(t *testing.T) {
	for _, test := range patches {
		t.Run(test.name, func(t *testing.T) {
			p, err := cloudcontrol.Patch(read(t, test.current), read(t, test.desired))
			if got := show(t, p, err); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// show returns a line for each operation, or one for the properties that would be replaced.
func show(t *testing.T, p cloudcontrol.PatchDocument, err error) string {
	t.Helper()
	var replacement *cloudcontrol.ReplacementError
	if errors.As(err, &replacement) {
		return "replace " + strings.Join(replacement.Pointers, " ")
	}
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, o := range p {
		lines = append(lines, strings.TrimSpace(o.Op+" "+o.Path+" "+o.Value.String()))
	}
	return strings.Join(lines, "\n")
}

func TestConverge(t *testing.T) {
	for _, test := range []struct{ name, current, desired, want string }{
		{"filled in", `{"Arn":"a","Name":"n","Floors":1,"Address":{"City":"c","Street":"s"}}`, `{"Address":{"Street":"s"}}`, ``},
		{"beside a change", `{"Name":"n","Floors":1,"Address":{"City":"c","Street":"s"}}`, `{"Address":{"Street":"t"}}`, `add /Address/Street "t"`},
		{"in items", `{"Doors":[{"Label":"a","Width":1}],"Windows":[{"Label":"b","Width":1},{"Label":"a","Width":1}]}`, `{"Doors":[{"Label":"a"}],"Windows":[{"Label":"a"},{"Label":"b"}]}`, ``},
		{"an item less", `{"Windows":[{"Label":"b","Width":1},{"Label":"a","Width":1}]}`, `{"Windows":[{"Label":"a"}]}`, `add /Windows [{"Label":"a"}]`},
		{"a create-only item less", `{"Tags":[{"Key":"a"},{"Key":"b"}]}`, `{"Tags":[{"Key":"a"}]}`, `replace /Tags/1/Key`},
		{"free-form", `{"Any":{"a":1,"b":{"c":1}}}`, `{"Any":{"b":{}}}`, "remove /Any/a\nremove /Any/b/c"},
		{"an empty list", `{}`, `{"Colors":[],"Keys":{}}`, ``},
		{"write-only alone", `{}`, `{"Secret":"s","Safe":{"Pin":1}}`, ``},
		{"write-only beside a change", `{"Windows":[{"Label":"a","Width":1}]}`, `{"Secret":"s","Floors":1,"Windows":[{"Label":"a","Code":"c"}]}`, "add /Floors 1\nadd /Secret \"s\"\nadd /Windows [{\"Code\":\"c\",\"Label\":\"a\"}]"},
		{"create-only", `{"Name":"n"}`, `{"Name":"m"}`, `replace /Name`},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := cloudcontrol.Converge(read(t, test.current), read(t, test.desired))
			if got := show(t, p, err); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestPatchDocument(t *testing.T) {
	p := cloudcontrol.PatchDocument{
		{Op: "add", Path: "/a\"~1", Value: cfn.JSONOf(map[string]any{"b": 1})},
		{Op: "remove", Path: "/c"},
	}
	const want = `[{"op":"add","path":"/a\"~1","value":{"b":1}},{"op":"remove","path":"/c"}]`
	text, err := json.Marshal(p)
	if p.String() != want || string(text) != want || err != nil {
		t.Errorf("%s, %s, %v", p, text, err)
	}
	if got := cloudcontrol.PatchDocument(nil).String(); got != "[]" {
		t.Errorf("the empty one is %s", got)
	}
}

// TestMisuse: states that cannot be compared are errors that say why.
func TestMisuse(t *testing.T) {
	x := read(t, `{"Name":"n"}`)
	for _, test := range []struct {
		name             string
		current, desired cfn.Properties
		want             string
	}{
		{"nil", nil, x, "the properties are nil"},
		{"no pointer", x, (*house)(nil), "pointer"},
		{"JSON", x, cfn.JSONOf(map[string]any{}), "the resource type of a cfn.JSON is not known"},
		{"types", x, &garage{}, "the current state is of Test::Build::House, the desired one of Test::Build::Garage"},
		{"function", &house{Name: cfn.Ref[string]("A")}, &house{Floors: cfn.Ref[int64]("A")},
			"/Name: an intrinsic function, which CloudFormation alone resolves: Ref (in the current state)\n/Floors: an intrinsic function, which CloudFormation alone resolves: Ref"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, patch := cloudcontrol.Patch(test.current, test.desired)
			_, converge := cloudcontrol.Converge(test.current, test.desired)
			_, drift := cloudcontrol.Drift(test.current, test.desired)
			for _, err := range []error{patch, converge, drift} {
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("%v, want %s", err, test.want)
				}
			}
		})
	}
}
