package write

import "strings"

// Indent returns JSON text with a line for each member and each item.
func Indent(text string) string {
	var out strings.Builder
	depth := 0
	line := func() {
		const most = 50 // levels, so that deep text has no long lines
		out.WriteString("\n" + strings.Repeat("  ", min(depth, most)))
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case ' ', '\t', '\n', '\r':
		case '{', '[':
			out.WriteByte(c)
			if rest := strings.TrimLeft(text[i+1:], " \t\r\n"); rest == "" || rest[0] != c+2 { // "}" and "]"
				depth++
				line()
			}
		case '}', ']':
			if last := out.String(); last[len(last)-1] != c-2 {
				depth = max(depth-1, 0)
				line()
			}
			out.WriteByte(c)
		case ',':
			out.WriteByte(c)
			line()
		case ':':
			out.WriteString(": ")
		case '"':
			end := stringEnd(text, i)
			out.WriteString(text[i:end])
			i = end - 1
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// stringEnd returns where the string ends that begins at an offset.
func stringEnd(text string, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// Spaced returns JSON text on one line, with space behind each comma and colon.
func Spaced(text, space string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case ' ', '\t', '\n', '\r':
		case ',', ':':
			out.WriteByte(c)
			out.WriteString(space)
		case '"':
			end := stringEnd(text, i)
			out.WriteString(text[i:end])
			i = end - 1
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}
