package editors

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/cli"
)

// cursor marks where the cursor stands in a template.
const cursor = "¦"

// editor is an editor of a workspace whose templates have the schema, for one format.
type editor struct {
	*client
	format string
	root   string
	opened int
}

// diagnostic is what a server says of a part of a document.
type diagnostic struct {
	Range   struct{ Start position }
	Message string
}

// String returns the line, counted from 1, and the message.
func (d diagnostic) String() string { return fmt.Sprintf("%d: %s", d.Range.Start.Line+1, d.Message) }

// position is a place in a document. The columns of UTF-16 are those of ASCII here.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// item is a suggestion.
type item struct {
	Label         string
	Documentation json.RawMessage
}

// npm returns the folder that node_modules is in.
func npm(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("CFNGEN_NPM")
	if dir == "" {
		t.Skip("CFNGEN_NPM is not set: it names the folder with the node_modules of internal/editors")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"yaml-language-server", "vscode-json-languageservice", "vscode-languageserver"} {
		if _, err := os.Stat(filepath.Join(dir, "node_modules", name, "package.json")); err != nil {
			t.Fatalf("CFNGEN_NPM: %v", err)
		}
	}
	return dir
}

// run runs the command, and returns what it prints.
func run(t testing.TB, args ...string) string {
	t.Helper()
	var stdout, stderr strings.Builder
	if code := cli.Do(args, nil, &stdout, &stderr, func(string) string { return "" }); code != 0 {
		t.Fatalf("%v: %.4000s", args, stderr.String())
	}
	return stdout.String()
}

// workspace returns a folder with the schema of types in a specification.
func workspace(t testing.TB, spec string, types ...string) string {
	t.Helper()
	root := t.TempDir()
	args := []string{"jsonschema", "-spec", spec, "-out", filepath.Join(root, "jsonschema")}
	for _, name := range types {
		args = append(args, "-type", name)
	}
	run(t, args...)
	return root
}

// open starts the server for a format and lets it read its settings, which are those that the command
// prints for Visual Studio Code, and one that keeps it from the network.
func open(t testing.TB, root, format string) *editor {
	t.Helper()
	dir := npm(t)
	var settings map[string]any
	if err := json.Unmarshal([]byte(run(t, "jsonschema", "-settings", "vscode")), &settings); err != nil {
		t.Fatal(err)
	}
	settings["yaml.schemaStore"] = map[string]any{"enable": false}
	args := []string{filepath.Join(dir, "node_modules", "yaml-language-server", "bin", "yaml-language-server"), "--stdio"}
	if format == "json" {
		args = []string{"driver.cjs", dir, "--stdio"}
	}
	e := &editor{client: start(t, settings, "node", args...), format: format, root: root}
	var ready struct{ Capabilities struct{ HoverProvider bool } }
	e.call("initialize", map[string]any{
		"processId": os.Getpid(),
		"rootUri":   uriOf(root),
		"workspaceFolders": []any{
			map[string]any{"uri": uriOf(root), "name": "workspace"},
		},
		"capabilities": map[string]any{
			"workspace":    map[string]any{"configuration": true, "workspaceFolders": true},
			"textDocument": map[string]any{"hover": map[string]any{"contentFormat": []string{"markdown"}}},
		},
	}, &ready)
	if !ready.Capabilities.HoverProvider {
		t.Fatal("the server has no hover")
	}
	e.notify("initialized", map[string]any{})
	if e.asked == 0 {
		e.until("the request for settings", func(message) bool { return e.asked > 0 })
	}
	return e
}

// openSmall returns an editor for each format, with the schema of the small specification in testdata.
func openSmall(t testing.TB) map[string]*editor {
	t.Helper()
	npm(t)
	root := workspace(t, filepath.Join("testdata", "spec"))
	return map[string]*editor{"yaml": open(t, root, "yaml"), "json": open(t, root, "json")}
}

// in returns the editor for a test within the one that has opened it.
func (e *editor) in(t testing.TB) *editor {
	e.t = t
	return e
}

func uriOf(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

// show opens a document that is not opened yet, and returns its URI.
func (e *editor) show(text string) string {
	e.t.Helper()
	e.opened++
	uri := uriOf(filepath.Join(e.root, fmt.Sprintf("%d.template.%s", e.opened, e.format)))
	e.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": e.format, "version": 1, "text": text},
	})
	return uri
}

// change replaces the text of a document.
func (e *editor) change(uri, text string, version int) {
	e.t.Helper()
	delete(e.published, uri)
	e.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": version},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// wrong returns what is wrong with a document that was opened or changed.
func (e *editor) wrong(uri string) []string {
	e.t.Helper()
	if _, ok := e.published[uri]; !ok {
		e.until("diagnostics", func(message) bool { _, ok := e.published[uri]; return ok })
	}
	var all []string
	for _, d := range e.published[uri] {
		all = append(all, d.String())
	}
	slices.Sort(all)
	return all
}

// at opens a document with the cursor in it, and returns the arguments of requests about that place.
func (e *editor) at(text string) map[string]any {
	e.t.Helper()
	before, after, ok := strings.Cut(text, cursor)
	if !ok {
		e.t.Fatalf("no cursor in %s", text)
	}
	return map[string]any{
		"textDocument": map[string]any{"uri": e.show(before + after)},
		"position":     position{strings.Count(before, "\n"), len(before) - strings.LastIndex(before, "\n") - 1},
	}
}

// complete returns what is suggested where the cursor stands.
func (e *editor) complete(text string) []string {
	e.t.Helper()
	var found struct{ Items []item }
	e.call("textDocument/completion", e.at(text), &found)
	var all []string
	for _, i := range found.Items {
		all = append(all, strings.Trim(i.Label, `"`))
	}
	return all
}

// hover returns what is shown about the place where the cursor stands.
func (e *editor) hover(text string) string {
	e.t.Helper()
	var found struct{ Contents json.RawMessage }
	e.call("textDocument/hover", e.at(text), &found)
	var parts []string
	var one struct{ Value string }
	switch {
	case json.Unmarshal(found.Contents, &parts) == nil:
		return strings.Join(parts, "\n")
	case json.Unmarshal(found.Contents, &one) == nil:
		return one.Value
	}
	return string(found.Contents)
}
