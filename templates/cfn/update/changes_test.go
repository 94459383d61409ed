package update_test

import (
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	"github.com/cfngen/cfngen/templates/cfn/update"
)

// TestBuilt: templates that a program has built, and what is not there.
func TestBuilt(t *testing.T) {
	built := func(entries ...cfn.Entry[*template.Resource]) *template.Template {
		return &template.Template{Resources: cfn.MapEntries(entries...)}
	}
	entry := func(r *template.Resource) cfn.Entry[*template.Resource] {
		return cfn.Entry[*template.Resource]{Key: "S", Value: r}
	}
	untyped := &template.Resource{Type: cfn.Val("Test::Data::Store"), Properties: cfn.MustParseJSON(`{"Name":"a","Size":"1"}`)}
	for _, test := range []struct {
		name     string
		old, new *template.Template
		want     string
	}{
		{"nothing", nil, nil, ""},
		{"added", nil, built(entry(&template.Resource{Properties: &Store{}})), "Add False"},
		{"removed", built(entry(&template.Resource{Properties: &Store{}})), nil, "Remove False"},
		{"a resource that is nil", built(entry(nil)), built(entry(nil)), ""},
		{"without properties", built(entry(&template.Resource{Type: cfn.Val("Test::Data::Store")})), built(entry(&template.Resource{Properties: &Store{Name: cfn.Val("a")}})), "Modify True"},
		{"read as JSON", built(entry(untyped)), built(entry(&template.Resource{Properties: &Store{Name: cfn.Val("a"), Size: cfn.Int(1)}})), ""},
		{"a type that is known here", built(entry(untyped)), built(entry(&template.Resource{Type: untyped.Type, Properties: cfn.MustParseJSON(`{"Name":"b","Size":1}`)})), "Modify True"},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan, err := update.Changes(test.old, test.new, cfn.Known(types()))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if r := plan.Resource("S"); r != nil {
				got = string(r.Action) + " " + string(r.Replacement)
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	unwritable := built(entry(&template.Resource{Properties: &Store{Policy: cfn.JSONOf("\xff")}}))
	if _, err := update.Changes(unwritable, nil); err == nil {
		t.Error("a template that cannot be written has changes")
	}
}

func TestResourceChanges(t *testing.T) {
	old, now := &template.Resource{Properties: &Store{Name: cfn.Val("a")}}, &template.Resource{Properties: &Store{Name: cfn.Val("b")}}
	change, err := update.ResourceChanges(old, now)
	if err != nil || change.LogicalID != "" || change.Replacement != update.True || change.PolicyAction != "ReplaceAndDelete" || !change.LosesData || change.Details[0].Pointer != "/Properties/Name" {
		t.Errorf("%+v, %v", change, err)
	}
	if change, err := update.ResourceChanges(old, old); change != nil || err != nil {
		t.Errorf("%+v, %v", change, err)
	}
	if change, err := update.ResourceChanges(nil, now); err != nil || change.Action != update.Add {
		t.Errorf("%+v, %v", change, err)
	}
}
