package render

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/cfngen/cfngen/internal/diag"
)

// finding is a warning or a note as -format json prints it.
type finding struct {
	Type     string `json:"type,omitempty"`
	Severity string `json:"severity"`
	Code     string `json:"code,omitempty"`
	Keyword  string `json:"keyword,omitempty"`
	Message  string `json:"message"`
	position
	// Related are the other positions that the message is about.
	Related []position `json:"related,omitempty"`
}

// position is a position as -format json has it.
type position struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Pointer string `json:"pointer"`
}

func positionOf(p diag.Position) position {
	return position{p.File, p.Line, p.Column, p.Pointer.Printed()}
}

// Report returns, type by type, what the specification has and the generated code does not: the
// warnings and notes of what was found, in a format, Text or JSON. types is how many types there
// are.
func Report(all diag.List, types int, format string) string {
	found := reported(all)
	if format == JSON {
		return jsonLines(findingsOf(found))
	}
	return reportText(found, types)
}

// reported returns the warnings and notes, sorted by type and then by position.
func reported(all diag.List) diag.List {
	out := all.Others()
	out.Sort()
	slices.SortStableFunc(out, func(a, b diag.Diagnostic) int { return cmp.Compare(a.Subject, b.Subject) })
	return out
}

func findingsOf(found diag.List) []finding {
	out := make([]finding, len(found))
	for i, d := range found {
		out[i] = finding{
			Type: d.Subject, Severity: d.Severity.String(), Code: string(d.Code), Keyword: d.Keyword, Message: d.Message(),
			position: positionOf(d.Pos),
		}
		for _, p := range d.Related() {
			out[i].Related = append(out[i].Related, positionOf(p))
		}
	}
	return out
}

// reportText returns the report for people: the findings below their types, and
// counts by keyword.
func reportText(found diag.List, types int) string {
	var b strings.Builder
	for i, d := range found {
		if i == 0 || d.Subject != found[i-1].Subject {
			b.WriteString(cmp.Or(diag.Printable(d.Subject), "(no type)") + "\n")
		}
		fmt.Fprintf(&b, "  %s%s [%s]\n", d.Text(Presentable), codeOf(d), diag.Printable(d.Keyword))
		if i == len(found)-1 || d.Subject != found[i+1].Subject {
			b.WriteString("\n")
		}
	}
	if len(found) == 0 {
		return fmt.Sprintf("%s: everything is expressed\n", diag.Plural(types, "type"))
	}
	keywordTable(&b, found)
	return b.String()
}

// count is how often something occurs.
type count struct {
	warnings, notes int
	types           map[string]bool
}

func (c *count) add(d diag.Diagnostic) {
	if d.Severity == diag.Warning {
		c.warnings += cmp.Or(d.More, 1)
	} else {
		c.notes += cmp.Or(d.More, 1)
	}
	if d.Subject != "" {
		c.types[d.Subject] = true
	}
}

func (c *count) row(name string) string {
	return fmt.Sprintf("%d\t%d\t%d\t  %s\n", c.warnings, c.notes, len(c.types), name)
}

// keywordTable counts by keyword, the keyword with the most warnings first.
func keywordTable(b *strings.Builder, found diag.List) {
	total := &count{types: map[string]bool{}}
	keywords := map[string]*count{}
	for _, d := range found {
		if keywords[d.Keyword] == nil {
			keywords[d.Keyword] = &count{types: map[string]bool{}}
		}
		keywords[d.Keyword].add(d)
		total.add(d)
	}
	names := slices.SortedFunc(maps.Keys(keywords), func(x, y string) int {
		a, b := keywords[x], keywords[y]
		return cmp.Or(cmp.Compare(b.warnings, a.warnings), cmp.Compare(b.notes, a.notes), cmp.Compare(x, y))
	})
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "WARNINGS\tNOTES\tTYPES\t  KEYWORD\n")
	for _, name := range names {
		fmt.Fprint(w, keywords[name].row(cmp.Or(diag.Printable(name), "(none)")))
	}
	fmt.Fprint(w, total.row("(all)"))
	w.Flush() // a strings.Builder takes everything
}

// Warnings returns how many warnings there are, and in how many types.
func Warnings(warnings diag.List) string {
	c := count{types: map[string]bool{}}
	for _, d := range warnings {
		c.add(d)
	}
	text := diag.Plural(c.warnings, "warning")
	if len(c.types) > 0 {
		text += " in " + diag.Plural(len(c.types), "type")
	}
	return text
}
