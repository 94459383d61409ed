package template_test

import (
	"math"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// silent are properties whose method appends nothing, and forgets what was there.
type silent struct{ *Shapes }

func (silent) AppendJSON([]byte) ([]byte, error) { return nil, nil }

// faulty are properties whose method returns an error without one in it.
type faulty struct{ *Shapes }

func (faulty) AppendJSON(dst []byte) ([]byte, error) { return dst, Errors{} }

// The error has a path, and dst is as it was.
func TestWhatCannotBeWritten(t *testing.T) {
	const bad = "a\xff"
	wrong := JSONOf(math.NaN())
	resource := &template.Resource{Type: Val("T")}
	resources := func(entries ...Entry[*template.Resource]) *template.Template {
		return &template.Template{Resources: MapEntries(entries...)}
	}
	macro, err := MapMacro[*template.Resource]("Fn::Transform", wrong)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		t    *template.Template
		path string
	}{
		"description":     {&template.Template{Description: Val(bad)}, "/Description"},
		"outputs":         {&template.Template{Outputs: MapFn[*template.Output]("Fn::Transform", wrong)}, "/Outputs/Fn::Transform"},
		"the first":       {&template.Template{Hooks: wrong, Outputs: MapFn[*template.Output]("Fn::Transform", wrong)}, "/Hooks"},
		"no resource":     {of("A", nil), "/Resources/A"},
		"key":             {of(bad, resource), "/Resources/" + bad},
		"hooks":           {&template.Template{Hooks: wrong}, "/Hooks"},
		"attribute":       {of("A", &template.Resource{Type: Val("T"), IgnoreGlobals: wrong}), "/Resources/A/IgnoreGlobals"},
		"free properties": {of("A", &template.Resource{Type: Val("T"), Properties: wrong}), "/Resources/A/Properties"},
		"properties":      {resources(Entry[*template.Resource]{Key: "A", Value: &template.Resource{Properties: &Checked{Name: Val(bad)}}}, Entry[*template.Resource]{Key: "B", Value: resource}), "/Resources/A/Properties/Name"},
		"macro":           {resources(Entry[*template.Resource]{Key: "A", Value: resource}, macro), "/Resources/Fn::Transform"},
		"macro first":     {resources(macro, Entry[*template.Resource]{Key: "Z", Value: resource}), "/Resources/Fn::Transform"},
		"twice":           {resources(Entry[*template.Resource]{Key: "A", Value: resource}, Entry[*template.Resource]{Key: "A", Value: resource}), "/Resources/A"},
		"faulty":          {of("A", &template.Resource{Properties: faulty{&Shapes{}}}), "/Resources/A/Properties"},
		"silent":          {of("A", &template.Resource{Properties: silent{&Shapes{}}}), "/Resources/A/Properties"},
		"nil properties":  {of("A", &template.Resource{Properties: (*Shapes)(nil)}), "/Resources/A/Properties"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := test.t.AppendJSON([]byte("before"))
			if errs := ErrorsOf(t, err); len(errs) != 1 || errs[0].Path != test.path {
				t.Errorf("%v, not at %q", err, test.path)
			}
			if string(text) != "before" {
				t.Errorf("%s", text)
			}
		})
	}
	// What is not in a template yet can be written.
	if text, err := of("A", &template.Resource{}).MarshalJSON(); err != nil {
		t.Errorf("%s, %v", text, err)
	}
}
