package golang_test

import (
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
)

// note is what go/doc takes for a note at the beginning of a comment line.
var note = regexp.MustCompile(`^//[ \t]*[A-Z][A-Z]+\([^)]+\)`)

// checkComments looks at all comments of a file as go/doc does: they hold text,
// lists and code, and nothing that links, collects notes or stands out by
// accident.
func checkComments(t *testing.T, name string, content []byte) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.ParseComments)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if note.MatchString(c.Text) {
				t.Errorf("%s: a note: %s", name, c.Text)
			}
		}
		p := comment.Parser{LookupSym: func(recv, symbol string) bool { return recv != "" || ast.IsExported(symbol) }}
		doc := p.Parse(group.Text())
		checkLinks(t, name, group.Text(), doc.Links)
		for _, block := range doc.Content {
			checkBlock(t, name, block)
		}
	}
}

// checkLinks makes sure that links are defined in comments of types alone, by addresses
// of the web, and that the text refers to each.
func checkLinks(t *testing.T, name, text string, links []*comment.LinkDef) {
	t.Helper()
	for _, link := range links {
		web := strings.HasPrefix(link.URL, "https://") || strings.HasPrefix(link.URL, "http://")
		if !link.Used || !web || !ofType.MatchString(text) {
			t.Errorf("%s: the link %q is defined in\n%s", name, link.Text, text)
		}
	}
}

// ofType matches the comment of a type.
var ofType = regexp.MustCompile(`^\w+\s(holds\s+the\s+properties\s+of\s+a\s+resource\s+of\s+type|is\s+the\s+definition)\s`)

func checkBlock(t *testing.T, name string, block comment.Block) {
	t.Helper()
	switch b := block.(type) {
	case *comment.Heading:
		t.Errorf("%s: a heading: %q", name, b.Text)
	case *comment.List:
		for _, item := range b.Items {
			for _, inner := range item.Content {
				checkBlock(t, name, inner)
			}
		}
	case *comment.Paragraph:
		for _, text := range b.Text {
			if link, ok := text.(*comment.DocLink); ok {
				t.Errorf("%s: a link to %q", name, link.Text)
			}
		}
	}
}

// checkDeprecated compares the lines that begin with Deprecated with the
// properties that the specification marks.
func checkDeprecated(t *testing.T, spec *model.Spec, files map[string][]byte) {
	t.Helper()
	paragraph := regexp.MustCompile(`(?m)^\s*// Deprecated: `)
	total := 0
	for _, r := range spec.Resources {
		want := 0
		for _, o := range append([]*model.Object{r.Object}, r.Definitions...) {
			for _, p := range o.Properties {
				if p.Deprecated && !p.ReadOnly {
					want++
				}
			}
		}
		vendor, _, _ := strings.Cut(r.TypeName, "::")
		service, resource, _ := model.SplitTypeName(r.TypeName)
		names := naming.ForResource(vendor, service, resource, "")
		name := path.Join(names.Package, names.File+".go")
		if files[name] == nil {
			t.Errorf("%s: there is no file %s", r.TypeName, name)
			continue
		}
		total += want
		if got := len(paragraph.FindAll(files[name], -1)); got != want {
			t.Errorf("%s: %d lines say Deprecated, %d properties are", r.TypeName, got, want)
		}
	}
	t.Logf("%d deprecated properties", total)
}

// TestAllowedValues: values that have no constants stand in the comment, unless
// they are many.
func TestAllowedValues(t *testing.T) {
	for _, c := range []struct {
		values []string
		want   string
	}{
		{[]string{"0.5", "1"}, "// Update requires no replacement. Allowed: 0.5, 1.\n"},
		{strings.Split("1 2 3 4 5 6 7 8 9", " "), "// Update requires no replacement.\n"},
	} {
		o := &model.Object{Properties: []*model.Property{
			{Name: "Share", Type: &model.Type{Kind: model.Number}},
		}}
		o.Properties[0].Type.Enum = c.values
		spec := &model.Spec{Resources: []*model.Resource{{TypeName: "AWS::Shop::Values", Object: o}}}
		files, _ := golang.Generate(spec, options(""))
		if content := string(files["shop/values.go"]); !strings.Contains(content, c.want) {
			t.Errorf("%v: %q is not in\n%s", c.values, c.want, content)
		}
	}
}
