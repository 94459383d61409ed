package golang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cfngen/cfngen/internal/model"
)

// lineWidth is where comments are wrapped.
const lineWidth = 76

// oneLine makes of any text a line that is safe in a comment: white space and
// what breaks or hides a line becomes a space, bad UTF-8 a replacement character.
func oneLine(text string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		if unicode.Is(unicode.Cf, r) {
			return -1 // such as the marks that change the direction of text
		}
		return r
	}, strings.ToValidUTF8(text, string(utf8.RuneError)))
	return strings.Join(strings.Fields(clean), " ")
}

// paragraphs splits a description at its line ends and wraps each part.
func paragraphs(text string) []string {
	var lines []string
	for _, part := range strings.Split(text, "\n") {
		if part = oneLine(part); part == "" {
			continue
		}
		lines = append(lines, "")
		lines = append(lines, wrap(plainText(part))...)
	}
	return lines
}

// plainText keeps a paragraph from having a meaning for go doc that it does not
// have in the specification: a heading, a list or a deprecation.
func plainText(part string) string {
	part = strings.TrimLeft(part, "#*+- ")
	if rest, ok := strings.CutPrefix(part, "Deprecated:"); ok {
		return "Deprecated -" + rest
	}
	return part
}

// wrap breaks a paragraph into lines at spaces.
func wrap(text string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > lineWidth {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// lead begins a comment with the name that it documents, followed by text.
func lead(name, text string) []string { return wrap(name + " " + text) }

// resourceDoc documents a resource type's struct.
func (f *file) resourceDoc() []string {
	r := f.resource
	lines := lead(f.names.Prefix, "holds the properties of a resource of type "+r.TypeName+".")
	lines = append(lines, paragraphs(r.Doc)...)
	return append(lines, see(r.DocURL)...)
}

// structDoc documents a nested object's struct.
func (f *file) structDoc(o *model.Object) []string {
	lines := lead(f.structName(o), "is the definition "+o.Name+" of "+f.resource.TypeName+".")
	lines = append(lines, paragraphs(o.Doc)...)
	return append(lines, see(o.DocURL)...)
}

// see refers to the documentation.
func see(url string) []string {
	if url == "" {
		return nil
	}
	return []string{"", "See " + oneLine(url)}
}

// propertyDoc documents a field.
func propertyDoc(p *model.Property) []string {
	lines := paragraphs(p.Doc)
	if len(lines) > 0 {
		lines = lines[1:] // the blank line before the first paragraph
		lines = append(lines, "")
	}
	lines = append(lines, wrap(facts(p))...)
	if p.Deprecated {
		lines = append(lines, "", "Deprecated: it still works; use no new one.")
	}
	return lines
}

// facts says in words what the flags and the type do not show.
func facts(p *model.Property) string {
	var words []string
	if p.Required {
		words = append(words, "Required.")
	}
	switch p.Update {
	case model.UpdateImmutable:
		words = append(words, "Update requires replacement.")
	case model.UpdateConditional:
		words = append(words, "Update requires replacement in some cases.")
	case model.UpdateMutable:
		words = append(words, "Update requires no replacement.")
	}
	if p.WriteOnly {
		words = append(words, "Write-only.")
	}
	if p.Default != "" {
		words = append(words, "Default: "+oneLine(p.Default)+".")
	}
	return strings.Join(words, " ")
}

// attributeDoc documents an attribute's constant.
func attributeDoc(name string, a *model.Attribute) []string {
	lines := lead(name, "makes an Fn::GetAtt of "+a.Name+".")
	return append(lines, paragraphs(a.Doc)...)
}
