package compare_test

import (
	"compress/gzip"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/corpus"
)

// document is the part of a Resource Specification that is compared with no
// model between.
type document struct {
	ResourceTypes, PropertyTypes map[string]struct {
		Properties map[string]property
	}
}

type property struct {
	Required                                                     bool
	Type, PrimitiveType, ItemType, PrimitiveItemType, UpdateType string
	// What follows is SAM's, for properties of one of several types.
	Types, PrimitiveTypes, PrimitiveItemTypes, InclusiveItemTypes, InclusivePrimitiveItemTypes []string
}

// sameType reports whether two properties have the same type.
func (p property) sameType(q property) bool {
	p.Required, p.UpdateType = q.Required, q.UpdateType
	return reflect.DeepEqual(p, q)
}

// differences are the places, by what happened, where two documents differ.
func differences(old, now document) map[string][]string {
	out := map[string][]string{}
	for section, types := range map[string][2]map[string]struct{ Properties map[string]property }{
		"ResourceTypes": {old.ResourceTypes, now.ResourceTypes}, "PropertyTypes": {old.PropertyTypes, now.PropertyTypes},
	} {
		for name, was := range types[0] {
			is, ok := types[1][name]
			for p, o := range was.Properties {
				n, there := is.Properties[p]
				add := func(what string) {
					out[what] = append(out[what], "/"+section+"/"+name+"/Properties/"+p)
				}
				switch {
				case !ok:
					if section == "PropertyTypes" {
						out["property type gone"] = append(out["property type gone"], "/PropertyTypes/"+name)
					}
				case !there:
					add("removed")
				default:
					if n.Required && !o.Required {
						add("required")
					}
					if n.UpdateType != o.UpdateType {
						add("update")
					}
					if !n.sameType(o) {
						add("type")
					}
				}
			}
		}
	}
	for name := range now.ResourceTypes {
		if _, ok := old.ResourceTypes[name]; !ok {
			out["type added"] = append(out["type added"], "/ResourceTypes/"+name)
		}
	}
	for what, list := range out {
		slices.Sort(list)
		out[what] = slices.Compact(list)
	}
	return out
}

// TestDocuments compares the report on the Resource Specification, place by place,
// with what the two documents say without a model. What differs is listed here,
// with the reason.
func TestDocuments(t *testing.T) {
	u := updates[0]
	corpus.Snapshot(t, u.old, u.now)
	r := report(t, read(t, u.old), read(t, u.now))
	want := differences(readDocument(t, u.old), readDocument(t, u.now))
	for what, n := range map[string]int{"type added": 60, "removed": 15 + 6, "required": 28, "update": 49, "type": 4} {
		if len(want[what]) != n {
			t.Errorf("%s: %d in the documents, %d are known", what, len(want[what]), n)
		}
	}
	delete(want, "property type gone") // the report has the properties that led to one
	got := map[string][]string{}
	for _, c := range r {
		what := map[string]string{
			"resource type added": "type added", "property removed": "removed", "required": "required",
			"read-only": "removed", // the document has it as an attribute
			"replaces":  "update", "replaces in some cases": "update", "replaces less": "update",
			"type narrowed": "type", "field changed": "type", "anyOf widened": "type",
		}[c.Kind]
		if what == "" {
			continue
		}
		at := c.OldPos.Pointer.String()
		if at == "" {
			at = c.NewPos.Pointer.String()
		}
		if !slices.Contains(got[what], at) {
			got[what] = append(got[what], at)
		}
	}
	for _, list := range got {
		slices.Sort(list)
	}
	explained := map[string][]string{
		// The property Secret leads to another definition now, of which templates see
		// that the properties are others.
		"+removed": {
			"/PropertyTypes/AWS::Batch::JobDefinition.Secret/Properties/Name",
			"/PropertyTypes/AWS::Batch::JobDefinition.Secret/Properties/ValueFrom",
		},
		// No property that a template can set leads to the definition Alias.
		"-required": {
			"/PropertyTypes/AWS::S3ObjectLambda::AccessPoint.Alias/Properties/Status",
			"/PropertyTypes/AWS::S3ObjectLambda::AccessPoint.Alias/Properties/Value",
		},
		// Without an update type a property is mutable, which is what it says now.
		"-update": {"/PropertyTypes/AWS::Lightsail::Instance.Networking/Properties/MonthlyTransfer"},
	}
	unexplained := map[string][]string{}
	for what := range want {
		for sign, list := range map[string][]string{"-": minus(want[what], got[what]), "+": minus(got[what], want[what])} {
			if len(list) > 0 {
				unexplained[sign+what] = list
			}
		}
	}
	if diff := gocmp.Diff(explained, unexplained); diff != "" {
		t.Errorf("differences between documents (-) and report (+) that are not the explained ones:\n%s", diff)
	}
}

// TestDocumentsCallers compares the types that break a caller. In the documents these
// are the types of which a property is gone, has another type or is required now,
// and those that have lost a property type.
func TestDocumentsCallers(t *testing.T) {
	u := updates[0]
	corpus.Snapshot(t, u.old, u.now)
	documents := differences(readDocument(t, u.old), readDocument(t, u.now))
	want := map[string]bool{}
	for _, what := range []string{"removed", "type", "required", "property type gone"} {
		for _, pointer := range documents[what] {
			name, _, _ := strings.Cut(strings.Split(pointer, "/")[2], ".")
			want[name] = true
		}
	}
	if len(want) != 24 {
		t.Errorf("%d types, 24 are known", len(want))
	}
	got := map[string]bool{}
	for _, c := range report(t, read(t, u.old), read(t, u.now)) {
		attribute := strings.HasPrefix(c.Kind, "attribute ") || strings.HasPrefix(c.Kind, "const ")
		if c.Class == compare.Breaking && c.Layer != compare.Deployments && !attribute {
			got[c.Resource] = true
		}
	}
	explained := []string{
		"AWS::Macie::FindingsFilter",       // what had the property type is an attribute
		"AWS::S3ObjectLambda::AccessPoint", // no property leads to the one that has required ones
		"AWS::Serverless::Function",        // its type has one alternative more
	}
	names, found := slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))
	if diff := gocmp.Diff(explained, minus(names, found)); diff != "" {
		t.Errorf("types that the report lacks and are not the explained ones:\n%s", diff)
	}
	if more := minus(found, names); len(more) > 0 {
		t.Errorf("types that only the report has: %v", more)
	}
}

func minus(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

func readDocument(t *testing.T, name corpus.File) document {
	t.Helper()
	f, err := os.Open(corpus.Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.NewDecoder(z).Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}
