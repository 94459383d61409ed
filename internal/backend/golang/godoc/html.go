package godoc

import (
	"html"
	"regexp"
	"strings"
)

// Tags are the ones that descriptions use; what else stands in angle brackets is
// a placeholder. Code spans come first: what is in them is no tag.
var (
	tag = regexp.MustCompile("(?is)``.*?``|`[^`]*`|" +
		`<(/?)(p|br|div|span|pre|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|h[1-6]|code|a|i|em|b|strong|note|important)(\s[^<>]*)?/?>`)
	blockTag = regexp.MustCompile(`(?i)<(?:p|br|ul|ol|li|div|note|important)[\s/>]`)
	href     = regexp.MustCompile(`(?i)\shref\s*=\s*[\\"']*([^\s"'\\<>]+)`)
	entity   = regexp.MustCompile(`&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);`)
)

// unmark writes HTML as the Markdown that the reader of lines knows, decodes
// entities and expands placeholders.
func unmark(text string) string {
	if strings.Contains(text, "<") {
		if blockTag.MatchString(text) {
			// In HTML line ends have no meaning.
			text = strings.Join(strings.Fields(text), " ")
		}
		var w tagWriter
		text = tag.ReplaceAllStringFunc(text, w.markdown)
	}
	if strings.Contains(text, "&") {
		text = entity.ReplaceAllStringFunc(text, func(s string) string {
			// The library also decodes a name's first letters: &notify; is no entity.
			if decoded := html.UnescapeString(s); !strings.HasSuffix(decoded, ";") {
				return decoded
			}
			return entityName(s)
		})
	}
	return expand(text)
}

// tagWriter knows which elements are open.
type tagWriter struct {
	link    string // the address that the text of an a refers to
	ordered bool
}

// markdown returns what stands for a tag, and a code span as it is.
func (w *tagWriter) markdown(found string) string {
	if found[0] == '`' {
		return found
	}
	m := tag.FindStringSubmatch(found)
	end, name := m[1] != "", strings.ToLower(m[2])
	switch name {
	case "code", "i", "em", "b", "strong", "span":
		return ""
	case "td", "th", "dd":
		return " "
	case "a":
		return w.anchor(end, m[3])
	case "ul", "ol":
		w.ordered = name == "ol" && !end
	}
	switch {
	case end && name == "dt":
		return ":"
	case end:
		return "\n\n"
	}
	switch name {
	case "li":
		if w.ordered {
			return "\n1. "
		}
		return "\n- "
	case "dt", "tr":
		return "\n- "
	case "note":
		return "\n\nNote: "
	case "important":
		return "\n\nImportant: "
	}
	if name[0] == 'h' {
		return "\n\n# "
	}
	return "\n\n"
}

// anchor writes a link, or nothing where an a has no address.
func (w *tagWriter) anchor(end bool, attributes string) string {
	if !end {
		w.link = ""
		if m := href.FindStringSubmatch(attributes); m != nil {
			w.link = m[1]
			return "["
		}
		return ""
	}
	link := w.link
	w.link = ""
	if link == "" {
		return ""
	}
	return "](" + link + ")"
}
