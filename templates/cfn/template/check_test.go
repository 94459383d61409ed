package template_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

var update = flag.Bool("update", false, "rewrite the want files of the golden archives")

// TestCheck checks the templates of testdata/*.txtar. NAME.json is a template, NAME.want what is
// wrong with it, line by line: position, rule, logical ID, path and message. A line
// "enable: RULE..." or "warn: RULE..." in the comment of an archive turns rules on, "relations:" that
// of relations.
func TestCheck(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		options := append(optionsIn(t, string(archive.Comment)), cfn.Known(types()), cfn.FileName("t.json"))
		want := map[string]string{}
		for _, f := range archive.Files {
			want[f.Name] = string(f.Data)
		}
		var out []txtar.File
		for _, f := range archive.Files {
			name, ok := strings.CutSuffix(f.Name, ".json")
			if !ok {
				continue
			}
			got := want[name+".want"] // which remains where -run leaves the test out
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+name, func(t *testing.T) {
				got = describe(template.Check(f.Data, options...))
				if w, ok := want[name+".want"]; !*update && (!ok || w != got) {
					t.Errorf("got:\n%s\nwant:\n%s", got, w)
				}
			})
			out = append(out, f, txtar.File{Name: name + ".want", Data: []byte(got)})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: out}), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func types() []cfn.Properties { return []cfn.Properties{(*Topic)(nil), (*Alarm)(nil), (*Tagged)(nil)} }

func optionsIn(t *testing.T, comment string) (options []cfn.Option) {
	t.Helper()
	for _, line := range strings.Split(comment, "\n") {
		kind, names, _ := strings.Cut(line, ":")
		if kind == "relations" {
			options = append(options, cfn.Relations(relations()))
		}
		if kind != "enable" && kind != "warn" && kind != "skip" {
			continue
		}
		for _, name := range strings.Fields(names) {
			rule, ok := cfn.RuleNamed(name)
			if !ok {
				t.Fatalf("there is no rule %s", name)
			}
			switch kind {
			case "enable":
				options = append(options, cfn.Enable(rule))
			case "warn":
				options = append(options, cfn.Warn(rule))
			default:
				options = append(options, cfn.Skip(rule))
			}
		}
	}
	return options
}

// describe returns a line for each error.
func describe(errs cfn.Errors) string {
	var out strings.Builder
	for _, e := range errs {
		warning := ""
		if e.Warning {
			warning = "warning "
		}
		fmt.Fprintf(&out, "%s%d:%d %v %q %s: %s\n", warning, e.Line, e.Column, e.Rule, e.LogicalID, e.Path, e.Message)
	}
	return out.String()
}

// TestRulesOfReading holds that rules are turned off and into warnings for what reading finds, too.
func TestRulesOfReading(t *testing.T) {
	const text = `{"Resources": {"A": {"Type": "AWS::Test::Topic", "Properties": {"Fifo": "x", "Moer": 1}}}}`
	tests := map[string]struct {
		options []cfn.Option
		want    string
	}{
		"all":     {nil, "type false, additionalProperties false"},
		"off":     {[]cfn.Option{cfn.Skip(cfn.RuleUnknown)}, "type false"},
		"warning": {[]cfn.Option{cfn.Warn(cfn.RuleUnknown, cfn.RuleType)}, "type true, additionalProperties true"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, e := range template.Check([]byte(text), append(test.options, cfn.Known(types()))...) {
				got = append(got, fmt.Sprint(e.Rule, " ", e.Warning))
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}
}

// TestCheckEdges checks what must not stop the check.
func TestCheckEdges(t *testing.T) {
	for text, want := range map[string]string{
		`{"Fn::ForEach::X":{"Ref":"A"}}`: "",
		`{"Fn::ForEach::X":["I",["a"],{"b":{"Ref":"A"}}],"Resources":{"A":{"Type":"T"}}}`: "",
		`{"Resources":{"Fn::ForEach::X":["I",["a","b"],{"R${I}":{"Type":"T","Condition":"Nope","DependsOn":["Missing","R${I}x"]}}]}}`: "/Resources/Fn::ForEach::X/2/R${I}/Condition: there is no condition Nope\n" +
			"/Resources/Fn::ForEach::X/2/R${I}/DependsOn/0: there is no resource Missing\n/Resources/Fn::ForEach::X/2/R${I}/DependsOn/1: there is no resource Rax; did you mean Ra?",
		`{"Parameters":{"L":{"Type":"CommaDelimitedList"}},"Resources":{"Fn::ForEach::X":["I",{"Ref":"L"},{"R${I}":{"Type":"T","Properties":{"a":{"Fn::Sub":"${R${I}.Arn}"}}}}]}}`: "",
	} {
		t.Run(text, func(t *testing.T) {
			var got []string
			for _, e := range template.Check([]byte(text)) {
				got = append(got, e.Path+": "+e.Message)
			}
			if strings.Join(got, "\n") != want {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
			}
		})
	}
	x := &template.Template{Resources: cfn.MapOf(map[string]*template.Resource{"A": nil}), Parameters: cfn.MapOf(map[string]*template.Parameter{"P": nil}), Outputs: cfn.MapOf(map[string]*template.Output{"O": nil})}
	if n := len(x.Check()); n != 3 {
		t.Errorf("%d errors of nil pointers: %v", n, x.Check())
	}
}
