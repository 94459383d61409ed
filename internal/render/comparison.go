package render

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/diag"
)

// Comparison returns a comparison in a format: Text, JSON or Markdown. Of the last two, people
// read the changes that matter, unless verbose.
func Comparison(r compare.Report, format string, verbose bool) string {
	switch format {
	case JSON:
		return jsonLines([]comparison{comparisonOf(r)}) + jsonLines(changesOf(r))
	case Markdown:
		return markdown(r, verbose)
	}
	return diffText(r, verbose)
}

// comparison is the first line of -format json, change one of those after it.
type comparison struct {
	Bump string `json:"bump"`
	// Changes are counts by layer and class.
	Changes map[string]map[string]int `json:"changes"`
}

type change struct {
	Type    string `json:"type"`
	Layer   string `json:"layer"`
	Class   string `json:"class"`
	Subject string `json:"subject"`
	Kind    string `json:"kind"`
	Old     string `json:"old,omitempty"`
	New     string `json:"new,omitempty"`
	Hint    string `json:"hint,omitempty"`
	Follows string `json:"follows,omitempty"`
	// Paths and Also are as in compare.Change.
	Paths  int      `json:"paths,omitempty"`
	Also   []string `json:"also,omitempty"`
	OldPos *site    `json:"oldPosition,omitempty"`
	NewPos *site    `json:"newPosition,omitempty"`
}

type site struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Pointer string `json:"pointer"`
}

func comparisonOf(r compare.Report) comparison {
	out := comparison{Bump: r.Bump(), Changes: make(map[string]map[string]int)}
	for _, l := range compare.Layers() {
		counts := make(map[string]int)
		for _, c := range compare.Classes() {
			counts[c.String()] = r.Count(l, c)
		}
		out.Changes[l.String()] = counts
	}
	return out
}

func changesOf(r compare.Report) []change {
	out := make([]change, len(r))
	for i, c := range r {
		out[i] = change{
			Type: c.Resource, Layer: c.Layer.String(), Class: c.Class.String(), Subject: c.Subject, Kind: c.Kind,
			Old: c.Old, New: c.New, Hint: c.Hint, Follows: c.Follows,
			Paths: c.Paths, Also: c.Also, OldPos: siteOf(c.OldPos), NewPos: siteOf(c.NewPos),
		}
	}
	return out
}

func siteOf(p diag.Position) *site {
	if p == (diag.Position{}) {
		return nil
	}
	return &site{p.File, p.Line, p.Column, p.Pointer.Printed()}
}

// forPeople returns the changes that people read: without -v, the safe ones, and those
// that only follow from another one, are counted.
func forPeople(r compare.Report, verbose bool) compare.Report {
	if verbose {
		return r
	}
	var out compare.Report
	for _, c := range r {
		if c.Class != compare.Safe && c.Follows == "" {
			out = append(out, c)
		}
	}
	return out
}

// comeAlong returns how many changes are not listed although they are not safe, "" for
// none.
func comeAlong(r compare.Report, verbose bool) string {
	n := 0
	for _, c := range r {
		if c.Class != compare.Safe && c.Follows != "" {
			n++
		}
	}
	if n == 0 || verbose {
		return ""
	}
	return diag.Plural(n, "more change") + " only because of these, such as constants with their type; -v lists all"
}

// diffText returns a comparison for people: the changes below their types, and
// counts by layer.
func diffText(r compare.Report, verbose bool) string {
	var b strings.Builder
	changes := forPeople(r, verbose)
	for i, c := range changes {
		if i == 0 || c.Resource != changes[i-1].Resource {
			b.WriteString(diag.Printable(c.Resource) + "\n")
		}
		fmt.Fprintf(&b, "  %-8s  %-11s  %s\n", c.Class, c.Layer, sentence(c, diag.Printable))
		if c.Hint != "" {
			fmt.Fprintf(&b, "%25s%s\n", "", diag.Printable(c.Hint))
		}
		if i == len(changes)-1 || c.Resource != changes[i+1].Resource {
			b.WriteString("\n")
		}
	}
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "BREAKING\tRISKY\tSAFE\t  LAYER\n")
	for _, l := range compare.Layers() {
		fmt.Fprintf(w, "%d\t%d\t%d\t  %s\n", r.Count(l, compare.Breaking), r.Count(l, compare.Risky), r.Count(l, compare.Safe), l)
	}
	w.Flush() // a strings.Builder takes everything
	if more := comeAlong(r, verbose); more != "" {
		b.WriteString("\n" + more + "\n")
	}
	fmt.Fprintf(&b, "\nversion bump: %s\n", r.Bump())
	return b.String()
}

// sentence returns in one line what a change is. quote writes what the
// specification has.
func sentence(c compare.Change, quote func(string) string) string {
	var parts []string
	if c.Subject != "" {
		parts = append(parts, quote(c.Subject))
	}
	parts = append(parts, c.Kind)
	was, is := short(c.Old, c.New)
	switch {
	case was != "" && is != "":
		parts = append(parts, quote(was)+" -> "+quote(is))
	case was != "" || is != "":
		parts = append(parts, quote(was+is))
	}
	return strings.Join(parts, ": ") + otherPaths(c, quote)
}

// otherPaths returns on which other paths a change is, or on how many, "" for none.
func otherPaths(c compare.Change, quote func(string) string) string {
	switch {
	case c.Paths == 0:
		return ""
	case c.Paths == compare.Many:
		return " (on any number of paths)"
	case len(c.Also) == 0:
		return fmt.Sprintf(" (on %d paths)", c.Paths)
	}
	others := make([]string, len(c.Also))
	for i, path := range c.Also {
		others[i] = quote(path)
	}
	return " (also " + strings.Join(others, ", ") + ")"
}

// A line for people has longest characters of a text, such as a pattern or a list of
// allowed values, of which before stand before the first one that differs.
const (
	longest = 100
	before  = 20
)

// short cuts two texts where they are long, and keeps the part in which they differ.
func short(old, now string) (string, string) {
	a, b := []rune(old), []rune(now)
	from := 0
	if len(a) > longest || len(b) > longest {
		for from < min(len(a), len(b)) && a[from] == b[from] {
			from++
		}
		from = max(from-before, 0)
	}
	return window(a, from), window(b, from)
}

// window returns what a line shows of a text from a character on.
func window(text []rune, from int) string {
	var start, end string
	if from > 1 {
		text, start = text[from:], "…"
	}
	if most := longest - len([]rune(start)); len(text) > most {
		text, end = text[:most-1], "…"
	}
	return start + string(text) + end
}

// markdown returns a comparison for a pull request: all that the specification has
// is in code spans, where it means nothing.
func markdown(r compare.Report, verbose bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Version bump: **%s**\n\n| Layer | Breaking | Risky | Safe |\n| --- | ---: | ---: | ---: |\n", r.Bump())
	for _, l := range compare.Layers() {
		fmt.Fprintf(&b, "| %s | %d | %d | %d |\n", l, r.Count(l, compare.Breaking), r.Count(l, compare.Risky), r.Count(l, compare.Safe))
	}
	changes := forPeople(r, verbose)
	for i, c := range changes {
		if i == 0 || c.Resource != changes[i-1].Resource {
			fmt.Fprintf(&b, "\n### %s\n\n", code(c.Resource))
		}
		fmt.Fprintf(&b, "- **%s** (%s) %s\n", c.Class, c.Layer, sentence(c, code))
		if c.Hint != "" {
			fmt.Fprintf(&b, "  - %s\n", code(c.Hint))
		}
	}
	if more := comeAlong(r, verbose); more != "" {
		b.WriteString("\n" + more + "\n")
	}
	return b.String()
}

// code returns a text as a code span, with as many backquotes around it as it takes.
func code(text string) string {
	text = diag.Printable(text)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 || strings.Trim(text, " ") != text {
		text = " " + text + " "
	}
	return fence + text + fence
}

// Totals counts what fails a comparison.
func Totals(r compare.Report) string {
	breaking, risky := 0, 0
	for _, l := range compare.Layers() {
		breaking += r.Count(l, compare.Breaking)
		risky += r.Count(l, compare.Risky)
	}
	return fmt.Sprintf("%d breaking and %s", breaking, diag.Plural(risky, "risky change"))
}
