package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"unicode"
	"unicode/utf16"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// listed is what list prints of a type.
type listed struct {
	Type        string `json:"type"`
	Properties  int    `json:"properties"`
	Definitions int    `json:"definitions"`
	Attributes  int    `json:"attributes"`
	// Sources are two where the type is merged.
	Sources []listedSource `json:"sources"`
}

type listedSource struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Format  string `json:"format"`
}

// Types returns what a specification holds, one type a line, in a format: Text or JSON.
func Types(spec *model.Spec, format string) string {
	types := make([]listed, len(spec.Resources))
	for i, r := range spec.Resources {
		types[i] = listed{
			Type:        r.TypeName,
			Properties:  len(r.Object.Properties),
			Definitions: len(r.Definitions),
			Attributes:  len(r.Attributes),
		}
		for _, s := range r.Sources {
			types[i].Sources = append(types[i].Sources, listedSource{s.Name, s.Version, s.Format})
		}
	}
	if format == JSON {
		return jsonLines(types)
	}
	return table(types)
}

// table returns the types in columns, below their names.
func table(types []listed) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "TYPE\tPROPERTIES\tDEFINITIONS\tATTRIBUTES\tSOURCE\tFORMAT")
	for _, t := range types {
		var names, formats []string
		for _, s := range t.Sources {
			name := diag.Printable(s.Name)
			if s.Version != "" {
				name += "@" + diag.Printable(s.Version)
			}
			names, formats = append(names, name), append(formats, s.Format)
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\t%s\n", diag.Printable(t.Type), t.Properties, t.Definitions, t.Attributes,
			strings.Join(names, " + "), strings.Join(formats, " + "))
	}
	w.Flush() // a strings.Builder takes everything
	return b.String()
}

// jsonLines returns each value as JSON on a line of its own.
func jsonLines[T any](values []T) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, v := range values {
		// Structs of strings and numbers always encode, and the buffer takes
		// everything.
		_ = e.Encode(v)
	}
	return escapeJSON(b.String())
}

// escapeJSON returns JSON text with escapes for characters that would change the look
// of what a terminal shows. Outside of strings there are none but the ends of lines.
func escapeJSON(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n' || unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
