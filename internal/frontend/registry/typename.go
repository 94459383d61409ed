package registry

import "bytes"

// TypeNameOf returns the resource type that a document describes without parsing it. It returns
// false where that is not certain: in a schema of a hook or of a configuration, in one that has
// a property or a text "typeName", and in what is no schema. A document of which it returns
// a name can still be wrong JSON.
func TypeNameOf(data []byte) (string, bool) {
	const key = `"typeName"`
	has := func(text string) bool { return bytes.Contains(data, []byte(text)) }
	at := bytes.Index(data, []byte(key))
	if at < 0 || bytes.Contains(data[at+len(key):], []byte(key)) ||
		has(`"Schema"`) && has(`"TypeName"`) || has(`"CloudFormationConfiguration"`) || has(`"pre`) {
		return "", false
	}
	value, hasIdentifier := -1, false
	eachMember(data, func(name []byte, end int) bool {
		switch string(name) {
		case "typeName":
			value = end
		case "primaryIdentifier":
			hasIdentifier = true
		}
		return value < 0 || !hasIdentifier
	})
	if value < 0 || !hasIdentifier {
		return "", false
	}
	return plainText(data[value:])
}

// plainText returns the text of the value of a member, which begins behind the member's name.
// It returns false for one that has escapes, for an empty one, and for another value.
func plainText(rest []byte) (string, bool) {
	rest, ok := bytes.CutPrefix(trimSpace(rest), []byte(":"))
	if !ok {
		return "", false
	}
	if rest, ok = bytes.CutPrefix(trimSpace(rest), []byte(`"`)); !ok {
		return "", false
	}
	for i, b := range rest {
		switch {
		case b == '"':
			return string(rest[:i]), i > 0
		case b == '\\' || b <= ' ' || b >= 0x7f:
			return "", false
		}
	}
	return "", false
}

// eachMember calls visit for the members of a document's object, as long as it returns true: with the
// name as it stands in the text, and where it ends. The document need not be right.
func eachMember(data []byte, visit func(name []byte, end int) bool) {
	depth, last := 0, byte(0)
	for i := len(data) - len(trimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))); i < len(data); i++ {
		switch b := data[i]; b {
		case ' ', '\t', '\r', '\n':
			continue
		case '{', '[':
			if depth == 0 && b != '{' {
				return
			}
			depth++
		case '}', ']':
			depth--
		case '"':
			begin := i + 1
			i = endOfText(data, begin)
			if depth == 1 && (last == '{' || last == ',') && !visit(data[begin:i], i+1) {
				return
			}
		}
		if last = data[min(i, len(data)-1)]; depth == 0 {
			return
		}
	}
}

// endOfText returns where the quotation mark stands that ends a text, or where the data ends.
func endOfText(data []byte, i int) int {
	for i < len(data) && data[i] != '"' {
		if data[i] == '\\' {
			i++
		}
		i++
	}
	return min(i, len(data))
}

func trimSpace(data []byte) []byte { return bytes.TrimLeft(data, " \t\r\n") }
