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

// plainText keeps a paragraph from having a meaning for the go command that it
// does not have in the specification: a heading, a list, a link's definition, a
// build constraint or a deprecation.
func plainText(part string) string {
	for {
		marker, rest, ok := strings.Cut(part, " ")
		if !ok || strings.Trim(marker, "#") != "" && marker != "*" && marker != "-" && marker != "+" {
			break
		}
		part = rest
	}
	part = strings.ReplaceAll(part, "+build", "+ build")
	if strings.HasPrefix(part, "[") {
		part = strings.ReplaceAll(part, "]:", "] :")
	}
	if rest, ok := strings.CutPrefix(part, "Deprecated:"); ok {
		part = "Deprecated -" + rest
	}
	return sentence(part)
}

// sentence ends a paragraph that begins like a sentence with a stop. Without it
// gofmt takes a short one for a heading.
func sentence(part string) string {
	first, _ := utf8.DecodeRuneInString(part)
	last, _ := utf8.DecodeLastRuneInString(part)
	if unicode.IsUpper(first) && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
		return part + "."
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

// propertyDoc documents a field of a resource type or of a nested object.
func propertyDoc(p *model.Property, nested bool) []string {
	lines := paragraphs(p.Doc)
	if words := facts(p, nested); words != "" {
		lines = append(lines, "")
		lines = append(lines, wrap(words)...)
	}
	if p.Deprecated {
		lines = append(lines, "", "Deprecated: it still works, but new templates should not use it.")
	}
	if len(lines) > 0 {
		lines = lines[1:] // the blank line before the first paragraph
	}
	return lines
}

// facts says in words what the flags and the type do not show. That an update
// replaces nothing is said of a resource's own properties only: of a nested one
// the property that holds it may say otherwise.
func facts(p *model.Property, nested bool) string {
	var words []string
	if p.Required {
		words = append(words, "Required.")
	}
	switch {
	case p.Update == model.UpdateImmutable:
		words = append(words, "Update requires replacement.")
	case p.Update == model.UpdateConditional:
		words = append(words, "Update requires replacement in some cases.")
	case !nested:
		words = append(words, "Update requires no replacement.")
	}
	if p.WriteOnly {
		words = append(words, "Write-only: reading the resource does not return it.")
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
