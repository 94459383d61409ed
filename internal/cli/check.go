package cli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/output"
)

// shownLines is how many lines -check shows of a file that is missing or
// orphaned: all of it would say nothing more.
const shownLines = 20

// check prints how the folder differs from what would be generated. It is an
// error where it does.
func (c *command) check(o *options, plan output.Plan) error {
	var text strings.Builder
	var found diag.List
	counts := map[output.Kind]int{}
	for _, change := range plan.Changes {
		if change.Kind == output.Same {
			continue
		}
		counts[change.Kind]++
		name := fileName(plan.Dir, change.Name)
		text.WriteString(difference(diag.Printable(name), change, o.verbose))
		found.Add(outdated(name, change))
	}
	if len(found) == 0 {
		return unfinished(plan)
	}
	if err := c.print(c.differences(text.String(), found)); err != nil {
		return err
	}
	differ, them := "differ", "them"
	if len(found) == 1 {
		differ, them = "differs", "it"
	}
	return fmt.Errorf("%s in %s %s from what would be generated: %d changed, %d missing, %d orphaned; gen without -check brings %s up to date",
		plural(len(found), "file"), plan.Dir, differ, counts[output.Update], counts[output.Create], counts[output.Remove], them)
}

// unfinished is an error where a run was killed after all files had got their
// contents: a commit should not take what else it left.
func unfinished(plan output.Plan) error {
	if plan.Unfinished {
		return fmt.Errorf("a run in %s was killed and left temporary files; gen without -check removes them", plan.Dir)
	}
	return nil
}

// differences gives the product of check: the diff, and on GitHub the
// annotations. A line of the diff could look like a command to GitHub's runner,
// so that it is told not to look; the word by which it starts again is none that
// the text can hold.
func (c *command) differences(text string, found diag.List) string {
	if !c.github {
		return text
	}
	var b strings.Builder
	token := manifest.Sum([]byte(text))
	fmt.Fprintf(&b, "::stop-commands::%s\n%s::%s::\n", token, text, token)
	for _, d := range found {
		b.WriteString(c.annotation(d) + "\n")
	}
	return b.String()
}

// difference gives the unified diff from what is there to what would be
// generated, of a file that is there or wanted at all cut short unless whole.
func difference(name string, change output.Change, whole bool) string {
	was, is := name, name
	switch change.Kind {
	case output.Create:
		was = "/dev/null"
	case output.Remove:
		is = "/dev/null"
	}
	text := string(diff.Diff(was, change.Old, is, change.New))
	if whole || change.Kind == output.Update {
		return text
	}
	const head = 4 // diff, ---, +++, @@
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	if rest := len(lines) - head - shownLines; rest > 0 {
		return strings.Join(lines[:head+shownLines], "") + fmt.Sprintf("… %s; -v shows all\n", plural(rest, "more line"))
	}
	return text
}

// outdated is what check has against a file, for GitHub: at the first line that
// differs.
func outdated(name string, change output.Change) diag.Diagnostic {
	pos := diag.Position{File: name, Line: 1, Column: 1}
	what := "is missing"
	switch change.Kind {
	case output.Update:
		what = "is not what would be generated"
		was, is := bytes.Split(change.Old, []byte("\n")), bytes.Split(change.New, []byte("\n"))
		n := min(len(was), len(is))
		for pos.Line-1 < n-1 && bytes.Equal(was[pos.Line-1], is[pos.Line-1]) {
			pos.Line++
		}
	case output.Remove:
		what = "is not generated any more"
	}
	return diag.Errorf(pos, "the file %s; gen without -check brings it up to date", what)
}
