package facts_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/source"
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/arn"
	tables "github.com/cfngen/cfngen/templates/cfn/schema"
)

// described is a resource type of which the table alone is known.
type described struct{ table *tables.Schema }

func (d described) CFNSchema() *tables.Schema           { return d.table }
func (described) Validate(...cfn.Option) error          { return nil }
func (described) AppendJSON(dst []byte) ([]byte, error) { return append(dst, "{}"...), nil }

func tableOf(r *model.Resource) *tables.Schema {
	s := &tables.Schema{Name: r.TypeName, PrimaryIdentifier: r.PrimaryIdentifier, Facts: &tables.Facts{Ref: r.Ref, ARN: r.ARN}}
	for _, a := range r.Attributes {
		s.Attributes = append(s.Attributes, a.Name)
	}
	return s
}

// TestCorpusARNs: what is put into the template of the ARNs of each type is taken out of it
// again, and of the resources of most types the ARN can be made.
func TestCorpusARNs(t *testing.T) {
	registry := documents.Open(t, corpus.Registry)
	corpus.Snapshot(t, corpus.Registry)
	read := modelOf(t, registry, nil)
	relations(t, string(carriedOf(t, "relations").Data)).Apply(read)
	counted, unknown := map[string]int{}, []string(nil)
	for _, r := range read.Resources {
		if r.ARN == "" {
			continue
		}
		counted["types"]++
		x := described{tableOf(r)}
		checkParts(t, x)
		v, err := arn.Of("Id", x)
		text, _ := cfn.MarshalProperty(&v)
		switch {
		case err != nil && lacksProperty(err, r):
			counted["by a property that the resource has to have"]++
		case err != nil:
			unknown = append(unknown, r.TypeName+" "+r.ARN)
		case string(text) == `{"Fn::Sub":"${Id}"}`:
			counted["by Ref alone"]++
		case strings.HasPrefix(string(text), `{"Fn::Sub":"${Id.`):
			counted["by an attribute alone"]++
		default:
			counted["by the parts"]++
		}
	}
	counted["not at all"] = len(unknown)
	for _, line := range unknown {
		t.Log(line)
	}
	want := map[string]int{
		"types": 929, "by the parts": 660, "by Ref alone": 224, "by an attribute alone": 25,
		"by a property that the resource has to have": 14, "not at all": 6,
	}
	if d := cmp.Diff(want, counted); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// lacksProperty reports whether an error is that a property is not set.
func lacksProperty(err error, r *model.Resource) bool {
	return slices.ContainsFunc(r.Object.Properties, func(p *model.Property) bool {
		return strings.Contains(err.Error(), "the part "+p.Name+" of")
	})
}

func checkParts(t *testing.T, x described) {
	t.Helper()
	text, want := x.table.Facts.ARN, map[string]string{}
	for name := range model.PartsOfARN(text) {
		want[name] = strings.ToLower(name)
		text = strings.Replace(text, "${"+name+"}", want[name], 1)
	}
	if got, err := arn.Parse(x, text); err != nil || !maps.Equal(got, want) {
		t.Errorf("%s: %s: %v, %v", x.table.Name, text, got, err)
	}
}

// TestCorpusReplacing: the properties that are said to replace a resource beside those of its
// schema are create-only in it, so that nothing of them is carried.
func TestCorpusReplacing(t *testing.T) {
	created := map[string]bool{}
	for _, doc := range documents.Open(t, corpus.Registry) {
		root := parsed(t, doc)
		for _, p := range root.Get("createOnlyProperties").Items() {
			created[root.Get("typeName").Text()+" "+p.Text()] = true
		}
		created[root.Get("typeName").Text()] = true
	}
	n := 0
	for _, m := range parsed(t, documents.Open(t, corpus.Relations)[0]).Members() {
		for _, path := range m.Value.Get("additionalReplacementProperties").Items() {
			if !created[m.Name] {
				continue // the registry does not have the type
			}
			n++
			at := m.Name + " /properties"
			for _, name := range path.Items() {
				at += "/" + name.Text()
			}
			if !created[at] {
				t.Errorf("%s is not create-only", at)
			}
		}
	}
	if corpus.Snapshot(t, corpus.Registry, corpus.Relations); n == 0 {
		t.Error("there are none")
	}
}

func parsed(t *testing.T, doc source.Document) *jsondoc.Node {
	t.Helper()
	root, err := jsondoc.Parse(doc.Path, doc.Data)
	if err != nil {
		t.Fatal(err)
	}
	return root
}
