package jsonschema

import "github.com/cfngen/cfngen/internal/backend/schema"

// definition is a schema with its name among the definitions and the reference to it.
type definition struct {
	name, uri string
	schema    obj
}

// equal returns the references to definitions that are the same as another one, with the reference to
// the first that is. Two are the same whose references lead to what is the same, so that it is
// looked for until no more is found.
func equal(all []definition) map[string]string {
	same := make(map[string]string)
	for {
		found := false
		first := make(map[string]string, len(all))
		for _, d := range all {
			if same[d.uri] != "" {
				continue
			}
			text, err := renamed(d.schema, same).Compact()
			if err != nil {
				continue // which writing it reports
			}
			if uri, ok := first[string(text)]; ok {
				same[d.uri], found = uri, true
			} else {
				first[string(text)] = d.uri
			}
		}
		if !found {
			return same
		}
	}
}

// renamed returns a schema whose references to definitions that are the same as another
// one are to that. It changes none.
func renamed(s obj, same map[string]string) obj {
	if len(same) == 0 {
		return s
	}
	return replaced(s, func(uri string) string {
		for same[uri] != "" {
			uri = same[uri]
		}
		return uri
	}).(obj)
}

// replaced returns a value with other references.
func replaced(value any, by func(uri string) string) any {
	switch value := value.(type) {
	case obj:
		out := make(obj, len(value))
		for i, m := range value {
			if uri, ok := m.Value.(string); ok && m.Name == "$ref" {
				m.Value = by(uri)
			} else {
				m.Value = replaced(m.Value, by)
			}
			out[i] = schema.Member{Name: m.Name, Value: m.Value}
		}
		return out
	case list:
		out := make(list, len(value))
		for i, item := range value {
			out[i] = replaced(item, by)
		}
		return out
	}
	return value
}
