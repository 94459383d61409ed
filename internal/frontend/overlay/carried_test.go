package overlay

import (
	"testing"

	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/registry"
	"github.com/cfngen/cfngen/internal/frontend/resourcespec"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/spec"
)

// carried are the overlays that the program carries.
func carried(t *testing.T) []*Overlay {
	t.Helper()
	docs, err := source.FromFS(spec.Files, "overlays")
	if err != nil {
		t.Fatal(err)
	}
	overlays, diags := Read(docs)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return overlays
}

// TestCarriedFormats: a format that no front end has would never apply.
func TestCarriedFormats(t *testing.T) {
	for _, o := range carried(t) {
		switch o.Format {
		case "", registry.Format, resourcespec.Format:
		default:
			t.Errorf("%s: unknown format %q", o.Pos, o.Format)
		}
	}
}

// TestCustomResource: open in either format and in both, corrected where the
// registry schema closes it and nowhere else.
func TestCustomResource(t *testing.T) {
	schema := source.Document{Name: "r.json", Path: "r.json", Data: []byte(`{"typeName":"AWS::CloudFormation::CustomResource",` +
		`"additionalProperties":false,"properties":{"ServiceToken":{"type":"string"},"ServiceTimeout":{"type":"integer"}},"required":["ServiceToken"]}`)}
	other := source.Document{Name: "s.json", Path: "s.json", Data: []byte(`{"ResourceTypes":{"AWS::CloudFormation::CustomResource":{` +
		`"AdditionalProperties":true,"Properties":{"ServiceToken":{"PrimitiveType":"String","Required":true,"UpdateType":"Mutable"}}}}}`)}
	for name, c := range map[string]struct {
		docs []source.Document
		want string
	}{
		"registry schema":        {[]source.Document{schema}, ""},
		"resource specification": {[]source.Document{other}, ""},
		"both": {[]source.Document{schema, other},
			"r.json:1:1: warning: open: the object is closed here and open at s.json:1:57: closed is taken"},
	} {
		t.Run(name, func(t *testing.T) {
			read, diags := frontend.Read(c.docs, nil)
			diags.Add(Apply(read, carried(t))...)
			if got := diags.Error(); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
			if !read.Resources[0].Object.Open {
				t.Errorf("%s: the type is closed", name)
			}
		})
	}
}
