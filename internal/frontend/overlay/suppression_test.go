package overlay

import (
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// suppressing reads an overlay of A::B::C with certain members.
func suppressing(t *testing.T, members string) *Overlay {
	t.Helper()
	o, found := Parse("o.json", []byte(`{"type": "A::B::C", "reason": "It is known.", "format": "registry schema", `+members+`}`))
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return o
}

// specOf returns a specification of A::B::C in a format.
func specOf(format string, faults ...diag.Diagnostic) *model.Spec {
	return &model.Spec{Resources: []*model.Resource{{TypeName: "A::B::C", Sources: []model.Source{{Format: format}}, Faults: faults}}}
}

// TestSuppress: a suppression settles what has all that it names, and nothing else.
func TestSuppress(t *testing.T) {
	at := func(pointer string) diag.Position {
		return diag.Position{File: "d.json", Pointer: diag.PointerTo(pointer)}
	}
	warning := func(d diag.Diagnostic, subject string) diag.Diagnostic {
		d.Subject = subject
		return d
	}
	found := diag.List{
		warning(diag.Warningf(at("/createOnlyProperties/0"), "unresolved", "%s: %q leads nowhere", "createOnlyProperties", "/properties/Gone").For("createOnlyProperties"), "A::B::C"),
		warning(diag.Warningf(at("/createOnlyProperties/1"), "unresolved", "%s: %q leads nowhere", "createOnlyProperties", "/properties/Lost").For("createOnlyProperties"), "A::B::C"),
		warning(diag.Warningf(at("/writeOnlyProperties/0"), "unresolved", "%s: %q leads nowhere", "writeOnlyProperties", "/properties/Gone").For("writeOnlyProperties"), "A::B::C"),
		warning(diag.Warningf(at("/createOnlyProperties/0"), "other", "%q is odd", "/properties/Gone").For("createOnlyProperties"), "A::B::C"),
		warning(diag.Warningf(at("/createOnlyProperties/0"), "unresolved", "%s: %q leads nowhere", "createOnlyProperties", "/properties/Gone").For("createOnlyProperties"), "A::B::D"),
		warning(diag.Warningf(at("/quoted"), "quoted", "the text \"/properties/Gone\" is odd").For("createOnlyProperties"), "A::B::C"),
	}
	fault := diag.Errorf(at("/required"), "wrong", "%s is wrong", "required").For("required")
	tests := []struct {
		name, members string
		// settled are the indexes of what is settled, -1 is the fault; more is what is found
		// besides, with its severity.
		settled []int
		more    string
	}{
		{"a code", `"suppressions": [{"code": "unresolved"}]`, []int{0, 1, 2}, ""},
		{"a code and a pointer", `"suppressions": [{"code": "unresolved", "pointer": "/createOnlyProperties/0"}]`, []int{0}, ""},
		{"a code and a value", `"suppressions": [{"code": "unresolved", "value": "/properties/Gone"}]`, []int{0, 2}, ""},
		{"a code, a keyword and a value", `"suppressions": [{"code": "unresolved", "keyword": "writeOnlyProperties", "value": "/properties/Gone"}]`, []int{2}, ""},
		{"all", `"suppressions": [{"code": "other", "keyword": "createOnlyProperties", "value": "/properties/Gone", "pointer": "/createOnlyProperties/0"}]`, []int{3}, ""},
		{"a fault", `"suppressions": [{"code": "wrong", "pointer": "/required"}]`, []int{-1}, ""},
		{"two of the same", `"suppressions": [{"code": "other"}, {"code": "other"}]`, []int{3}, `warning: suppresses no warning with the code "other" of A::B::C`},
		{"one within another", `"suppressions": [{"code": "unresolved"}, {"code": "unresolved", "pointer": "/createOnlyProperties/0"}]`, []int{0, 1, 2},
			`warning: suppresses no warning with the code "unresolved" at "/createOnlyProperties/0" of A::B::C`},
		{"another pointer", `"suppressions": [{"code": "other", "pointer": "/createOnlyProperties/1"}]`, nil,
			`warning: suppresses no warning with the code "other" at "/createOnlyProperties/1" of A::B::C`},
		{"another code", `"suppressions": [{"code": "unknown", "value": "/properties/Gone"}]`, nil, `warning: suppresses no warning with the code "unknown" about "/properties/Gone" of A::B::C`},
		{"the document", `"suppressions": [{"code": "unresolved", "pointer": ""}]`, nil, `warning: suppresses no warning with the code "unresolved" at "" of A::B::C`},
		{"an old value", `"answers": [{"keyword": "writeOnlyProperties", "value": "/properties/Gone"}]`, []int{2},
			`note: "answers" is "suppressions" now, with the code: {"code":"unresolved","keyword":"writeOnlyProperties","value":"/properties/Gone"}`},
		{"an old value, two codes", `"answers": [{"keyword": "createOnlyProperties", "value": "/properties/Gone"}]`, []int{0, 3},
			`note: "answers" is "suppressions" now, with the code: {"code":"unresolved","keyword":"createOnlyProperties","value":"/properties/Gone"}, {"code":"other","keyword":"createOnlyProperties","value":"/properties/Gone"}`},
		{"an old pointer", `"answers": [{"pointer": "/required"}]`, []int{-1}, `note: "answers" is "suppressions" now, with the code: {"code":"wrong","pointer":"/required"}`},
		{"an old one of nothing", `"answers": [{"keyword": "k", "value": "/properties/Gone"}]`, nil, `warning: suppresses no warning about "/properties/Gone" of A::B::C`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			spec := specOf("registry schema", fault)
			got := Suppress(spec, []*Overlay{suppressing(t, tt.members)}, found)
			var settled []int
			for i, d := range got[:len(found)] {
				want := found[i]
				if d.Severity == diag.Note {
					settled = append(settled, i)
					want.Severity = diag.Note
					want = want.With(diag.Reason, "It is known.")
				}
				if !d.Equal(want) {
					t.Errorf("%v is %v", want, d)
				}
			}
			more := got[len(found):]
			if len(spec.Resources[0].Faults) == 0 {
				settled = append(settled, -1)
				if more[0].Error() != "d.json: /required: note: required is wrong. It is known." {
					t.Error(more[0])
				}
				more = more[1:]
			}
			text := ""
			if len(more) > 0 {
				text = more[0].Severity.String() + ": " + more[0].Message()
			}
			if !slices.Equal(settled, tt.settled) || text != tt.more || len(more) > 1 || text != "" && (more[0].Subject != "A::B::C" || more[0].Keyword == "" || more[0].Pos.Line == 0) {
				t.Errorf("settled are %v, want %v; %v, want %s", settled, tt.settled, more, tt.more)
			}
		})
	}
}

// TestSuppressNothing: to suppress nothing is a warning, but not where the type comes from
// elsewhere.
func TestSuppressNothing(t *testing.T) {
	o := suppressing(t, `"suppressions": [{"code": "c"}]`)
	if got := Suppress(specOf("registry schema"), []*Overlay{o}, nil); len(got) != 1 || got[0].Code != UnusedSuppression {
		t.Errorf("%v", got)
	}
	if got := Suppress(specOf("resource specification"), []*Overlay{o}, nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if got := Suppress(&model.Spec{}, []*Overlay{o}, nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func TestSuppressionErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{`{"type": "A::B::C", "reason": "r"}`, `"patch" is missing`},
		{`{"type": "A::B::C", "reason": "r", "suppressions": {}}`, "must be an array"},
		{`{"type": "A::B::C", "reason": "r", "suppressions": [{"pointer": "/x"}]}`, `"code" is missing`},
		{`{"type": "A::B::C", "reason": "r", "suppressions": [{"code": ""}]}`, `"code" is empty`},
		{`{"type": "A::B::C", "reason": "r", "suppressions": [{"code": "c", "pointer": "x"}]}`, `"x" is no JSON pointer`},
		{`{"type": "A::B::C", "reason": "r", "suppressions": [{"code": "c", "keyword": 1}]}`, "must be a string, not a number"},
		{`{"type": "A::B::C", "reason": "r", "answers": {}}`, "must be an array"},
		{`{"type": "A::B::C", "reason": "r", "answers": [{"keyword": "x"}]}`, `"value" is missing`},
		{`{"type": "A::B::C", "reason": "r", "answers": [{"k": 1}], "patch": []}`, `unknown member "k"`},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			if _, found := Parse("o.json", []byte(tt.text)); found.Err() == nil || !strings.Contains(found.Error(), tt.want) {
				t.Errorf("%s: %v, want %s", tt.text, found, tt.want)
			}
		})
	}
}

// TestSuppressGrowth: what suppressions cost goes by how many there are and how much there
// is to suppress.
func TestSuppressGrowth(t *testing.T) {
	tests := []struct{ name, entry string }{
		{"codes", `{"code": "c#"}`},
		{"one code", `{"code": "c"}`},
		{"one pointer", `{"code": "c", "pointer": "/a"}`},
		{"values at one pointer", `{"code": "c", "pointer": "/a", "value": "v#"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			const n = 20_000
			var found diag.List
			for i := range n {
				d := diag.Warningf(diag.Position{File: "d.json", Line: i, Pointer: diag.PointerTo("/a")}, "c", "%q", strings.Repeat("w", i%9))
				d.Subject = "A::B::C"
				found.Add(d)
			}
			o := suppressing(t, `"suppressions": [`+repeat(n, tt.entry)+`]`)
			steps := 0
			x := warningsOf(found, []*Overlay{o})["A::B::C"]
			for _, s := range o.suppressions {
				steps += len(x.index(s.names)[s.key])
				x.take(s)
			}
			if steps > n {
				t.Errorf("%d diagnostics are looked at, of %d", steps, n)
			}
		})
	}
}
