package registry_test

import (
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/registry"
)

func TestTypeNameOf(t *testing.T) {
	for name, tt := range map[string]struct{ doc, want string }{
		"first":             {`{"typeName": "A::B::C", "primaryIdentifier": []}`, "A::B::C"},
		"last":              {"\ufeff\n{\"a\": [{\"}\": \"\\\"{\"}], \"primaryIdentifier\": [1],\n\"typeName\"\t:\r\n\"A::B::C\"}", "A::B::C"},
		"broken after it":   {`{"typeName": "A::B::C", "primaryIdentifier": [`, "A::B::C"},
		"twice":             {`{"typeName": "A::B::C", "primaryIdentifier": [], "typeName": "A::B::D"}`, ""},
		"property as well":  {`{"typeName": "A::B::C", "primaryIdentifier": [], "properties": {"typeName": {}}}`, ""},
		"property alone":    {`{"primaryIdentifier": [], "properties": {"typeName": "A::B::C"}}`, ""},
		"value":             {`{"primaryIdentifier": "typeName", "x": "A::B::C"}`, ""},
		"within a string":   {`{"primaryIdentifier": "\"typeName": "A::B::C"}`, ""},
		"behind a string":   {`{"primaryIdentifier": "" "typeName": "A::B::C"}`, ""},
		"in a list":         {`["primaryIdentifier", "typeName": "A::B::C"]`, ""},
		"no string":         {`{"primaryIdentifier": [], "typeName": ["A::B::C"]}`, ""},
		"no value":          {`{"primaryIdentifier": [], "typeName"`, ""},
		"no end":            {`{"primaryIdentifier": [], "typeName": "A`, ""},
		"escape":            {`{"primaryIdentifier": [], "typeName": "A::B::\u0043"}`, ""},
		"hook":              {`{"typeName": "A::B::C", "typeConfiguration": {}}`, ""},
		"of DescribeType":   {`{"TypeName": "A::B::C", "Schema": "{}", "typeName": "A::B::C", "primaryIdentifier": []}`, ""},
		"text":              {`"primaryIdentifier", "typeName": "A::B::C"`, ""},
		"nothing":           {``, ""},
		"no name":           {`{"typeName": "", "primaryIdentifier": []}`, ""},
		"identifier within": {`{"typeName": "A::B::C", "properties": {"primaryIdentifier": {}}}`, ""},
		"identifier behind": {`{"typeName": "A::B::C", "properties": {"primaryIdentifier": {}}, "primaryIdentifier": []}`, "A::B::C"},
		"hook with one":     {`{"typeName": "A::B::C", "primaryIdentifier": [], "handlers": {"preCreate": {}}}`, ""},
		"configuration":     {`{"typeName": "A::B::C", "primaryIdentifier": [], "properties": {"CloudFormationConfiguration": {}}}`, ""},
		"string at the end": {`{"primaryIdentifier": 1, "`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := registry.TypeNameOf([]byte(tt.doc))
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("got %q, %t, want %q", got, ok, tt.want)
			}
		})
	}
}

// TestCorpusTypeNames: of what AWS publishes, almost every document has a name that is found, and
// each is that of the parsed document.
func TestCorpusTypeNames(t *testing.T) {
	found, docs := 0, documents.Open(t, corpus.Registry)
	for _, doc := range docs {
		name, ok := registry.TypeNameOf(doc.Data)
		if !ok {
			continue
		}
		found++
		root, err := jsondoc.Parse(doc.Name, doc.Data)
		if err != nil {
			t.Fatal(err)
		}
		if want := root.Get("typeName").Text(); name != want || registry.Other(doc.Name, root) != "" {
			t.Errorf("%s: %q, want %q", doc.Name, name, want)
		}
	}
	if found < len(docs)*9/10 {
		t.Errorf("%d of %d documents have a name that is found", found, len(docs))
	}
}

// FuzzTypeNameOf compares with the parsed document.
func FuzzTypeNameOf(f *testing.F) {
	f.Add([]byte(`{"a": [{"}": "\"{"}], "primaryIdentifier": [1], "typeName" : "A::B::C"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		name, ok := registry.TypeNameOf(data)
		root, err := jsondoc.Parse("f", data)
		if ok && err == nil && root.Get("typeName").Text() != name {
			t.Errorf("got %q of %s", name, data)
		}
	})
}
