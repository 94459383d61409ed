package render

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch"
)

// The formats of what is printed for programs and for people.
const (
	Text     = "text"
	JSON     = "json"
	Markdown = "markdown" // for a pull request or a release note
	GitHub   = "github"   // annotations of errors and warnings
)

// Printer prints diagnostics.
type Printer struct {
	W io.Writer
	// GitHub reports whether they are printed as annotations of GitHub; Workspace is then the root
	// of the repository, "" where it is not known.
	GitHub    bool
	Workspace string
}

// ShownErrors is how many errors a run prints, and how many notices.
const ShownErrors = diag.MaxErrors

// longestPart is how many bytes a line has of a file's name and of a message.
const longestPart = 1000

// Lines prints diagnostics. What several types share is printed once. It returns how
// many errors more than ShownErrors there are, which it leaves out.
func (p *Printer) Lines(found diag.List) (more int) {
	var last string
	errs := 0
	for _, d := range found {
		if d.Severity == diag.Error && (errs == ShownErrors || d.More > 0) {
			more += cmp.Or(d.More, 1)
			continue
		}
		line := p.Line(d)
		if line == last {
			continue
		}
		fmt.Fprintln(p.W, line)
		last = line
		if d.Severity == diag.Error {
			errs++
		}
	}
	return more
}

// Line returns a diagnostic as it is printed.
func (p *Printer) Line(d diag.Diagnostic) string {
	switch {
	case p.GitHub:
		d.Pos.File = Presentable(d.Pos.File)
		return p.annotation(d)
	case d.Pos.File == "" && d.Pos.Line == 0 && d.Pos.Pointer.IsZero():
		return "gen: " + d.Text(Presentable) + codeOf(d)
	}
	return d.Text(Presentable) + codeOf(d)
}

// codeOf returns the code as a line has it behind the message, where an overlay can need
// it: of warnings and errors about a resource type.
func codeOf(d diag.Diagnostic) string {
	if d.Subject == "" || d.Code == "" || d.Severity == diag.Note {
		return ""
	}
	return " (" + string(d.Code) + ")"
}

// Say prints what is no diagnostic.
func (p *Printer) Say(format string, args ...any) {
	text := Presentable(fmt.Sprintf(format, args...))
	if p.GitHub {
		text = p.annotation(diag.Notef(diag.Position{}, "", "%s", text))
	} else {
		text = "gen: " + diag.Printable(text)
	}
	fmt.Fprintln(p.W, text)
}

// urls matches what a message has of URLs.
var urls = regexp.MustCompile("[a-zA-Z][a-zA-Z0-9+.-]*:(//|\\\\\\\\)[^\\s\"'<>`]*[^\\s\"'<>`:;,.)]")

// Presentable returns a text as a line shows it: without the credentials of a URL, and
// without its middle where it is long.
func Presentable(text string) string {
	// In a text that is far too long, what is near the cut is not shown in the end.
	text = shorten(text, 16*longestPart)
	return shorten(urls.ReplaceAllStringFunc(text, fetch.Redact), longestPart)
}

// shorten cuts what is in the middle of a text of more than so many bytes.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	head, tail := most*2/3, len(text)-most/3
	for head > 0 && !utf8.RuneStart(text[head]) {
		head--
	}
	for tail < len(text) && !utf8.RuneStart(text[tail]) {
		tail++
	}
	return text[:head] + fmt.Sprintf("… (%d bytes) …", tail-head) + text[tail:]
}

// visible returns lines of a text as a terminal shows them, without what would change
// their look, and long ones cut.
func visible(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		end := ""
		if rest, ok := strings.CutSuffix(line, "\n"); ok {
			line, end = rest, "\n"
		}
		for i, part := range strings.Split(shorten(line, longestPart), "\t") {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(diag.Printable(part))
		}
		b.WriteString(end)
	}
	return b.String()
}
