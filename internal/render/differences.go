package render

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/output"
)

// The limits of what -check shows without -v: the lines of a file that is missing or
// orphaned, of which more would not help, the lines of all files, and the files that
// get an annotation.
const (
	shownOfFile      = 20
	shownLines       = 100
	shownAnnotations = 50
)

// Summary returns the line of what a run did to a folder.
func Summary(dir string, s output.Summary) string {
	removed := ""
	if n := len(s.Removed); n > 0 {
		removed = fmt.Sprintf(", %d removed", n)
	}
	return fmt.Sprintf("%s: %s written, %d unchanged%s\n", diag.Printable(dir), diag.Plural(len(s.Written), "file"), len(s.Unchanged), removed)
}

// Differences are the files of folders that are not as they would be generated.
type Differences struct {
	all    []difference
	dirs   []string
	counts map[output.Kind]int
}

// DifferencesOf returns those of plans, first what was changed, which matters more than what
// is missing.
func DifferencesOf(plans []output.Plan) Differences {
	d := Differences{counts: map[output.Kind]int{}}
	for _, plan := range plans {
		for _, change := range plan.Changes {
			if change.Kind != output.Same {
				d.counts[change.Kind]++
				d.all = append(d.all, difference{plan.Dir, change})
				d.dirs = append(d.dirs, plan.Dir)
			}
		}
	}
	slices.SortStableFunc(d.all, func(a, b difference) int { return cmp.Compare(rank(a.Kind), rank(b.Kind)) })
	return d
}

// IsEmpty reports whether there are none.
func (d Differences) IsEmpty() bool { return len(d.all) == 0 }

// Error returns how many there are.
func (d Differences) Error() diag.Diagnostic {
	differ, them := "differ", "them"
	if len(d.all) == 1 {
		differ, them = "differs", "it"
	}
	return diag.Errorf(diag.Position{}, FilesDiffer,
		"%s in %s %s from what would be generated: %d changed, %d missing, %d orphaned; gen without -check brings %s up to date",
		diag.Plural(len(d.all), "file"), strings.Join(slices.Compact(d.dirs), " and "), differ,
		d.counts[output.Update], d.counts[output.Create], d.counts[output.Remove], them)
}

// Differences returns the diff of all files, of some lines unless it is wanted whole, and as a
// terminal can show it unless exact.
func (p *Printer) Differences(d Differences, whole, exact bool) string {
	text := differences(d.all, whole, exact)
	if p.GitHub {
		return p.annotated(text, d.all, whole)
	}
	return text
}

// difference is a file that is not as it would be generated.
type difference struct {
	dir string
	output.Change
}

// name returns the file as the user knows it.
func (d difference) name() string { return diag.FileName(d.dir, d.Name) }

// rank orders the kinds of change for -check.
func rank(k output.Kind) int {
	return slices.Index([]output.Kind{output.Update, output.Create, output.Remove}, k)
}

// differences returns the diff of all files, of shownLines lines unless it is wanted
// whole, and as a terminal can show it unless exact.
func differences(all []difference, whole, exact bool) string {
	var b strings.Builder
	room := shownLines
	for i, d := range all {
		text := d.diff(whole)
		if !exact {
			text = visible(text)
		}
		lines := strings.Count(text, "\n")
		if whole || lines <= room {
			b.WriteString(text)
			room -= lines
			continue
		}
		shown := strings.Join(strings.SplitAfterN(text, "\n", room+1)[:room], "")
		rest := diag.Plural(lines-room, "more line")
		if others := len(all) - i - 1; others > 0 {
			rest += " and " + diag.Plural(others, "more file")
		}
		return b.String() + shown + "… " + rest + "; -v shows all\n"
	}
	return b.String()
}

// annotated returns the diff for GitHub, and annotations. A line of the diff could
// look like a command to GitHub's runner, so it is told to stop looking for some; the
// word that makes it start again is none that the text can hold.
func (p *Printer) annotated(text string, all []difference, whole bool) string {
	var b strings.Builder
	token := checksum.Of([]byte(text))
	fmt.Fprintf(&b, "::stop-commands::%s\n%s::%s::\n", token, text, token)
	for i, change := range all {
		if i == shownAnnotations && !whole {
			d := diag.Errorf(diag.Position{}, "", "%s; -v shows all", diag.Plural(len(all)-i, "more file"))
			b.WriteString(p.annotation(d) + "\n")
			break
		}
		b.WriteString(p.annotation(change.diagnostic()) + "\n")
	}
	return b.String()
}

// diff returns the unified diff from what is there to what would be generated, of a
// file that is missing or orphaned cut short unless whole.
func (d difference) diff(whole bool) string {
	was := diag.Printable(d.name())
	is := was
	switch d.Kind {
	case output.Create:
		was = "/dev/null"
	case output.Remove:
		is = "/dev/null"
	}
	text := string(diff.Diff(was, d.Old, is, d.New))
	if whole || d.Kind == output.Update {
		return text
	}
	const head = 4 // diff, ---, +++, @@
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	if rest := len(lines) - head - shownOfFile; rest > 0 {
		return strings.Join(lines[:head+shownOfFile], "") + fmt.Sprintf("… %s; -v shows all\n", diag.Plural(rest, "more line"))
	}
	return text
}

// diagnostic returns what check has against the file, for GitHub: at the first line
// that differs.
func (d difference) diagnostic() diag.Diagnostic {
	pos := diag.Position{File: d.name(), Line: 1, Column: 1}
	what := "is missing"
	switch d.Kind {
	case output.Update:
		what = "is not what would be generated"
		was, is := bytes.Split(d.Old, []byte("\n")), bytes.Split(d.New, []byte("\n"))
		n := min(len(was), len(is))
		for pos.Line-1 < n-1 && bytes.Equal(was[pos.Line-1], is[pos.Line-1]) {
			pos.Line++
		}
	case output.Remove:
		what = "is not generated any more"
	}
	return diag.Errorf(pos, FileDiffers, "the file %s; gen without -check brings it up to date", what)
}
