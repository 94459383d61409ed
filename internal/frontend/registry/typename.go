package registry

import "bytes"

// TypeNameOf returns the resource type that a document describes without parsing it. It returns
// false where that is not certain: in a schema of a hook or of a configuration, in one that has
// a property or a text "typeName", and in what is no schema. A document of which it returns
// a name can still be wrong JSON.
func TypeNameOf(data []byte) (string, bool) {
	const key = `"typeName"`
	at := bytes.Index(data, []byte(key))
	if at < 0 || bytes.Contains(data[at+len(key):], []byte(key)) || !isMemberOfRoot(data[:at]) {
		return "", false
	}
	has := func(name string) bool { return bytes.Contains(data, []byte(`"`+name+`"`)) }
	if !has("primaryIdentifier") || has("Schema") && has("TypeName") {
		return "", false
	}
	rest := trimSpace(data[at+len(key):])
	if len(rest) == 0 || rest[0] != ':' {
		return "", false
	}
	rest = trimSpace(rest[1:])
	if len(rest) == 0 || rest[0] != '"' {
		return "", false
	}
	for i, b := range rest[1:] {
		switch {
		case b == '"':
			return string(rest[1 : i+1]), true
		case b == '\\' || b <= ' ' || b >= 0x7f:
			return "", false
		}
	}
	return "", false
}

// isMemberOfRoot reports whether what comes after the begin of a document is the name of a
// member of the document's object.
func isMemberOfRoot(begin []byte) bool {
	begin = trimSpace(bytes.TrimPrefix(begin, []byte("\ufeff")))
	if len(begin) == 0 || begin[0] != '{' {
		return false
	}
	depth, last := 0, byte(0)
	for i := 0; i < len(begin); i++ {
		switch b := begin[i]; b {
		case ' ', '\t', '\r', '\n':
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			for i++; i < len(begin) && begin[i] != '"'; i++ {
				if begin[i] == '\\' {
					i++
				}
			}
		}
		last = begin[min(i, len(begin)-1)]
	}
	return depth == 1 && (last == '{' || last == ',')
}

func trimSpace(data []byte) []byte { return bytes.TrimLeft(data, " \t\r\n") }
