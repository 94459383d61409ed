package render

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// The escapes of GitHub's workflow commands: of a message, and of a parameter,
// which also ends at a comma or colon.
var (
	escapeMessage   = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeParameter = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// IsErrorFormat reports whether errors are printed in a format: Text or GitHub.
func IsErrorFormat(format string) bool { return format == Text || format == GitHub }

// annotation returns a diagnostic as the workflow command by which GitHub shows it
// beside the line.
func (p *Printer) annotation(d diag.Diagnostic) string {
	var parameters []string
	add := func(name, value string) {
		parameters = append(parameters, name+"="+escapeParameter.Replace(diag.Printable(value)))
	}
	message := diag.Printable(Presentable(d.Message()))
	if !d.Pos.Pointer.IsZero() {
		message = diag.Printable(d.Pos.Pointer.Printed()) + ": " + message
	}
	switch {
	case strings.Contains(d.Pos.File, "://"): // an address, and no file that GitHub has
		message = diag.Printable(d.Pos.File) + ": " + message
	case d.Pos.File != "":
		add("file", p.inRepository(d.Pos.File))
	}
	if d.Pos.Line > 0 {
		add("line", fmt.Sprint(d.Pos.Line))
		add("col", fmt.Sprint(d.Pos.Column))
	}
	add("title", strings.TrimSpace("gen "+cmp.Or(d.Subject, d.Keyword))+codeOf(d))
	command := d.Severity.String()
	if d.Severity == diag.Note {
		command = "notice"
	}
	return "::" + command + " " + strings.Join(parameters, ",") + "::" + escapeMessage.Replace(message)
}

// inRepository returns a file as GitHub knows it, from the root of the repository:
// go generate runs in the folder of each package.
func (p *Printer) inRepository(file string) string {
	root := p.Workspace
	abs, err := filepath.Abs(filepath.FromSlash(file))
	if root == "" || err != nil {
		return file
	}
	if rel, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return file
}
