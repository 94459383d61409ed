package cli

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch"
)

// shownErrors is how many errors a run prints, and how many notices.
const shownErrors = diag.MaxErrors

// longestPart is how many bytes a line has of a file's name and of a message.
const longestPart = 1000

// finish prints what was found, one line each in a fixed order, and returns the exit
// code.
func (c *command) finish(err error) int {
	c.progress.clear()
	if usage := (usageError{}); errors.As(err, &usage) {
		c.lines(diag.List{diag.Errorf(diag.Position{}, "%s", usage.message)})
		fmt.Fprintln(c.stderr, cmp.Or(c.usage, subcommand{}.usage()))
		return exitUsage
	}
	c.diags.Add(diagnostics(err)...)
	c.diags.Sort()
	found := c.diags
	if c.findings != shown {
		found = found.Errors()
	}
	more := c.lines(found)
	n := min(len(c.notices), shownErrors)
	c.lines(c.notices[:n])
	if n < len(c.notices) {
		c.say("%s not shown", plural(len(c.notices)-n, "more warning"))
	}
	if more > 0 {
		c.lines(diag.List{diag.Errorf(diag.Position{}, "%s not shown", plural(more, "more error"))})
	}
	if err != nil || len(c.diags.Errors()) > 0 {
		return exitError
	}
	if warnings := c.diags.Warnings(); c.findings == counted && len(warnings) > 0 {
		c.say("%s; `gen report` with the same -spec and -type lists what is not expressed", inTypes(warnings))
	}
	fmt.Fprint(c.stderr, c.summary)
	return exitOK
}

// lines prints diagnostics. What several types share is printed once. It returns how
// many errors more than shownErrors there are, which it leaves out.
func (c *command) lines(found diag.List) (more int) {
	var last string
	errs := 0
	for _, d := range found {
		if d.Severity == diag.Error && (errs == shownErrors || d.More > 0) {
			more += cmp.Or(d.More, 1)
			continue
		}
		line := c.line(d)
		if line == last {
			continue
		}
		fmt.Fprintln(c.stderr, line)
		last = line
		if d.Severity == diag.Error {
			errs++
		}
	}
	return more
}

// line returns a diagnostic as it is printed.
func (c *command) line(d diag.Diagnostic) string {
	d = presentableDiagnostic(d)
	switch {
	case c.github:
		return c.annotation(d)
	case d.Pos.String() == "":
		return "gen: " + d.Error()
	}
	return d.Error()
}

// say prints what is no diagnostic.
func (c *command) say(format string, args ...any) {
	text := presentable(fmt.Sprintf(format, args...))
	if c.github {
		text = c.annotation(diag.Notef(diag.Position{}, "%s", text))
	} else {
		text = "gen: " + diag.Printable(text)
	}
	fmt.Fprintln(c.stderr, text)
}

// urls matches what a message has of URLs.
var urls = regexp.MustCompile("[a-zA-Z][a-zA-Z0-9+.-]*:(//|\\\\\\\\)[^\\s\"'<>`]*[^\\s\"'<>`:;,.)]")

// presentable returns a text as a line shows it: without the credentials of a URL, and
// without its middle where it is long.
func presentable(text string) string {
	// In a text that is far too long, what is near the cut is not shown in the end.
	text = shorten(text, 16*longestPart)
	return shorten(urls.ReplaceAllStringFunc(text, fetch.Redact), longestPart)
}

func presentableDiagnostic(d diag.Diagnostic) diag.Diagnostic {
	d.Pos.File, d.Message = presentable(d.Pos.File), presentable(d.Message)
	return d
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

// diagnostics takes an error apart, so that each of several joined errors gets
// its own line.
func diagnostics(err error) diag.List {
	if err == nil || errors.Is(err, errFailed) {
		return nil
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var out diag.List
		for _, e := range several.Unwrap() {
			out = append(out, diagnostics(e)...)
		}
		return out
	}
	if one := (diag.Diagnostic{}); errors.As(err, &one) {
		return diag.List{one}
	}
	return diag.List{diag.Errorf(diag.Position{}, "%v", err)}
}
