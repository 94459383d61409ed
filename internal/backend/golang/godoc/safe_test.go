package godoc

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"go/doc"
	"go/doc/comment"
	"go/format"
	"go/parser"
	"go/token"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// checkSafe checks what every comment must be, whatever the description says:
// comments alone, as gofmt writes them, without a meaning for a tool.
func checkSafe(t *testing.T, lines []string) {
	t.Helper()
	for i, line := range lines {
		checkLine(t, line)
		if line == "" && (i == 0 || i == len(lines)-1) {
			t.Errorf("a blank line at an end of %q", lines)
		}
	}
	if len(lines) == 0 {
		return
	}
	source := "package p\n\n" + commented(lines, "") + "var X struct {\n" + commented(lines, "\t") + "\tF int\n}\n"
	formatted, err := format.Source([]byte(source))
	if err != nil {
		t.Fatalf("%v in\n%s", err, source)
	}
	if !bytes.Equal(formatted, []byte(source)) {
		t.Errorf("gofmt makes of\n%s\nthis:\n%s", source, formatted)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	if len(file.Comments) != 2 || len(file.Decls) != 1 {
		t.Errorf("%d comments and %d declarations in\n%s", len(file.Comments), len(file.Decls), source)
	}
	for _, c := range file.Comments[0].List {
		if constraint.IsPlusBuild(c.Text) || constraint.IsGoBuild(c.Text) {
			t.Errorf("a build constraint: %s", c.Text)
		}
	}
	text := file.Decls[0].(*ast.GenDecl).Doc.Text()
	checkText(t, text)
	pkg, err := doc.NewFromFiles(fset, []*ast.File{file}, "example.com/p")
	if err != nil {
		t.Fatal(err)
	}
	if len(pkg.Notes) > 0 {
		t.Errorf("notes %v in\n%s", pkg.Notes, source)
	}
}

// commented puts the comment marker before each line.
func commented(lines []string, indent string) string {
	var b strings.Builder
	for _, line := range lines {
		if line != "" && line[0] != '\t' {
			line = " " + line
		}
		b.WriteString(indent + "//" + line + "\n")
	}
	return b.String()
}

// checkLine checks the characters and the width of a line.
func checkLine(t *testing.T, line string) {
	t.Helper()
	code := strings.HasPrefix(line, "\t")
	if i := strings.IndexFunc(strings.TrimPrefix(line, "\t"), func(r rune) bool {
		return r != ' ' && (unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r))
	}); i >= 0 || !utf8.ValidString(line) || strings.TrimRight(line, " ") != line {
		t.Errorf("a line holds what is not seen: %q", line)
	}
	if code {
		return
	}
	content := strings.TrimPrefix(strings.TrimLeft(line, " "), "- ")
	words := strings.Fields(content)
	last := len(words) - 1
	for last > 0 && isMarker(words[last]) {
		last-- // it stays where it has no meaning
	}
	width := utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.Join(words[min(last+1, len(words)):], " ")) - (len(words) - 1 - last)
	if last > 0 && width > lineWidth+1 && !listMarker(words[0]) {
		t.Errorf("a line of %d characters: %q", width, line)
	}
}

func listMarker(word string) bool { return isMarker(word) && !isNote(word) }

// checkText checks what go/doc/comment sees in a comment of a package where every
// name exists.
func checkText(t *testing.T, text string) {
	t.Helper()
	for p := range strings.SplitSeq(text, "\n\n") {
		if len(p) >= len("deprecated:") && strings.EqualFold(p[:len("deprecated:")], "deprecated:") {
			t.Errorf("a deprecation: %q", p)
		}
	}
	p := comment.Parser{LookupSym: func(_, name string) bool { return name != "" }}
	d := p.Parse(text)
	if len(d.Links) > 0 {
		t.Errorf("links are defined in\n%s", text)
	}
	for _, block := range d.Content {
		checkBlock(t, block, text)
	}
}

func checkBlock(t *testing.T, block comment.Block, text string) {
	t.Helper()
	switch b := block.(type) {
	case *comment.Heading:
		t.Errorf("a heading in\n%s", text)
	case *comment.Code:
		if !strings.Contains(text, "\t") {
			t.Errorf("code in\n%s", text)
		}
	case *comment.List:
		for _, item := range b.Items {
			for _, inner := range item.Content {
				checkBlock(t, inner, text)
			}
		}
	case *comment.Paragraph:
		for _, x := range b.Text {
			switch x := x.(type) {
			case *comment.DocLink:
				t.Errorf("a link to %q in\n%s", x.Text, text)
			case *comment.Link:
				if !x.Auto {
					t.Errorf("a link %q in\n%s", x.Text, text)
				}
			}
		}
	}
}
