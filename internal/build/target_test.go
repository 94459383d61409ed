package build

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/config"
	"github.com/cfngen/cfngen/internal/diag"
)

// TestFormats: the back end of a format has its name, and each key of it means something.
func TestFormats(t *testing.T) {
	for i, f := range formats() {
		t.Run(f.Name, func(t *testing.T) {
			of := Output{Format: f.Name}
			if i == 0 {
				of.Format = ""
			}
			if got := (target{Output: of}).backend().Name(); got != f.Name {
				t.Errorf("the back end is %q", got)
			}
			if got := of.DefaultDir(); got == "" || got != f.dir {
				t.Errorf("the folder is %q", got)
			}
			for _, k := range append(f.Keys, config.Key{Name: config.Out}) {
				got, value := of, "x"
				if k.Boolean {
					value = "true"
				}
				if got.set(k.Name, config.Value{Text: value}); reflect.DeepEqual(got, of) {
					t.Errorf("%s means nothing", k.Name)
				}
				if !Describes(map[string]bool{k.Name: true}) {
					t.Errorf("%s describes no output", k.Name)
				}
			}
		})
	}
	if Describes(map[string]bool{"type": true, config.Out: false}) {
		t.Error("type describes an output")
	}
}

func TestOutputsOfFile(t *testing.T) {
	at := func(line int) diag.Position { return diag.Position{File: "c", Line: line, Column: 1} }
	entry := func(line int, format string, keys ...string) config.Output {
		o := config.Output{Format: config.Value{Text: format, Pos: at(line)}}
		for i := 0; i < len(keys); i += 2 {
			o.Settings = append(o.Settings, config.Setting{Key: keys[i], Values: []config.Value{{Text: keys[i+1], Pos: at(line + 1 + i/2)}}})
		}
		return o
	}
	list := []config.Output{
		entry(10, "jsonschema"),
		entry(20, "go", "out", "a", "package", "p", "all", "q", "cfn", "example.com/cfn", "yaml", "true"),
		entry(30, "jsonschema", "out", "b"),
	}
	schema := Output{Format: "jsonschema", Dir: "jsonschema", FormatAt: at(10), DirAt: at(10)}
	other := Output{Format: "jsonschema", Dir: "b", FormatAt: at(30), DirAt: at(31)}
	golang := Output{Dir: "a", Package: "p", All: "q", CFN: "example.com/cfn", Optional: []string{"yaml"}, FormatAt: at(20), DirAt: at(21)}
	tests := []struct {
		name      string
		list      []config.Output
		own       Output
		goPackage string
		want      []Output
		err       string
	}{
		{name: "all", list: list, own: Output{Package: "mine"}, want: []Output{schema, golang, other}},
		{name: "of a format", list: list, own: Output{Format: "jsonschema", Dir: "mine"}, want: []Output{schema, other}},
		{name: "none of the format", list: list[1:2], own: Output{Format: "jsonschema"}, want: []Output{{Format: "jsonschema", Dir: "jsonschema"}}},
		{name: "no list", own: Output{Dir: "mine", All: "x"}, want: []Output{{Dir: "mine", All: "x"}}},
		{name: "nothing", want: []Output{{Dir: "generated"}}},
		{name: "without yaml", list: []config.Output{entry(1, "go", "yaml", "false")}, want: []Output{{Dir: "generated", FormatAt: at(1), DirAt: at(1)}}},
		{name: "all in go generate", list: list, goPackage: "here", want: []Output{schema, golang, other}},
		{name: "go generate", list: []config.Output{entry(1, "go")}, goPackage: "here", want: []Output{{Dir: ".", Package: "here", FormatAt: at(1), DirAt: at(1)}}},
		{name: "go generate into another folder", list: []config.Output{entry(1, "go", "out", "a")}, goPackage: "here", want: []Output{{Dir: "a", FormatAt: at(1), DirAt: at(2)}}},
		{name: "go generate with a package", own: Output{Package: "p"}, goPackage: "here", want: []Output{{Dir: "generated", Package: "p"}}},
		{name: "go generate to standard output", own: Output{Dir: Stdout}, goPackage: "here_test", want: []Output{{Dir: Stdout}}},
		{name: "go generate of a test", goPackage: "here_test", err: "the go:generate line stands in package here_test, which is for tests only: move it, or give -package"},
		{name: "go generate of nothing", goPackage: "a b", err: `GOPACKAGE is "a b", which is no package name`},
		// All that is wrong in the file is found before what is wrong around it.
		{name: "wrong values", list: []config.Output{entry(1, "go", "package", "a-b"), entry(5, "go", "cfn", "./a", "all", "A")}, goPackage: "a b", err: `c:2:1: "a-b": not a package name
c:6:1: "./a": not an import path
c:7:1: "A": not the name of a package below the output folder: lower-case letters and digits, and not main, cfn, internal, vendor or testdata`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Outputs(tt.list, tt.own, tt.goPackage)
			if err != nil || tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Errorf("error %v; want %q", err, tt.err)
				}
				return
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
