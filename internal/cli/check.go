package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/output"
)

// The limits of what -check shows without -v: the lines of a file that is missing or
// orphaned, of which more would say nothing, the lines of all files, and the files
// that get an annotation.
const (
	shownOfFile      = 20
	shownLines       = 100
	shownAnnotations = 50
)

// check prints how folders differ from what would be generated. It is an error where
// one does.
func (c *command) check(o *options, plans []output.Plan) error {
	var differing []difference
	var dirs []string
	counts := map[output.Kind]int{}
	for _, plan := range plans {
		for _, change := range plan.Changes {
			if change.Kind != output.Same {
				counts[change.Kind]++
				differing = append(differing, difference{plan.Dir, change})
				dirs = append(dirs, plan.Dir)
			}
		}
	}
	if len(differing) == 0 {
		return unfinished(plans)
	}
	differ, them := "differ", "them"
	if len(differing) == 1 {
		differ, them = "differs", "it"
	}
	// Before the diff, which can be long.
	c.lines(diag.List{diag.Errorf(diag.Position{},
		"%s in %s %s from what would be generated: %d changed, %d missing, %d orphaned; gen without -check brings %s up to date",
		plural(len(differing), "file"), strings.Join(slices.Compact(dirs), " and "), differ,
		counts[output.Update], counts[output.Create], counts[output.Remove], them)})
	// What was changed says more than what is missing.
	slices.SortStableFunc(differing, func(a, b difference) int { return cmp.Compare(rank(a.Kind), rank(b.Kind)) })
	// With -v it is for patch, unless somebody looks at it.
	text := differences(differing, o.verbose, o.verbose && !isTerminal(c.stdout))
	if c.github {
		text = c.annotated(text, differing, o.verbose)
	}
	return cmp.Or(c.print(text), errFailed)
}

// difference is a file that is not as it would be generated.
type difference struct {
	dir string
	output.Change
}

// name returns the file as the user knows it.
func (d difference) name() string { return fileName(d.dir, d.Name) }

// rank orders the kinds of change for -check.
func rank(k output.Kind) int {
	return slices.Index([]output.Kind{output.Update, output.Create, output.Remove}, k)
}

// unfinished is an error where a run was killed after all files had got their
// contents: a commit should not take what else it left.
func unfinished(plans []output.Plan) error {
	for _, plan := range plans {
		if plan.Unfinished {
			return fmt.Errorf("a run in %s was killed and left temporary files; gen without -check removes them", plan.Dir)
		}
	}
	return nil
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
		rest := plural(lines-room, "more line")
		if others := len(all) - i - 1; others > 0 {
			rest += " and " + plural(others, "more file")
		}
		return b.String() + shown + "… " + rest + "; -v shows all\n"
	}
	return b.String()
}

// annotated returns the diff for GitHub, and annotations. A line of the diff could
// look like a command to GitHub's runner, so that it is told not to look; the word by
// which it starts again is none that the text can hold.
func (c *command) annotated(text string, all []difference, whole bool) string {
	var b strings.Builder
	token := manifest.Sum([]byte(text))
	fmt.Fprintf(&b, "::stop-commands::%s\n%s::%s::\n", token, text, token)
	for i, change := range all {
		if i == shownAnnotations && !whole {
			d := diag.Errorf(diag.Position{}, "%s; -v shows all", plural(len(all)-i, "more file"))
			b.WriteString(c.annotation(d) + "\n")
			break
		}
		b.WriteString(c.annotation(change.diagnostic()) + "\n")
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
		return strings.Join(lines[:head+shownOfFile], "") + fmt.Sprintf("… %s; -v shows all\n", plural(rest, "more line"))
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
	return diag.Errorf(pos, "the file %s; gen without -check brings it up to date", what)
}
