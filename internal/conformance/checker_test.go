package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/model"
)

// modulePath is the module that generated code is compiled in.
const modulePath = "example.com/conformance"

// finding is one thing that is wrong with a document.
type finding struct {
	// Path is a JSON pointer. A property that is absent has the path it would have.
	Path string
	// Rule is the keyword, or the generated code's name for its own rules.
	Rule string
	// Read reports whether reading found it, not Validate.
	Read bool
}

// checker is a running program that is made of generated types.
type checker struct {
	mu  sync.Mutex
	in  io.Writer
	out *bufio.Reader
}

// generate runs the command in a new module and returns its folder and what it
// said. The exit code is 0 or 1.
func generate(t *testing.T, spec string, types []string) (dir, said string, ok bool) {
	t.Helper()
	dir = t.TempDir()
	write(t, dir, "go.mod", []byte("module "+modulePath+"\n\ngo 1.23\n"))
	args := []string{"-spec", spec, "-out", dir}
	for _, name := range types {
		args = append(args, "-type", name)
	}
	var stderr strings.Builder
	code := cli.Do(args, strings.NewReader(""), io.Discard, &stderr, func(string) string { return "" })
	return dir, stderr.String(), code == 0
}

// newChecker compiles the types that were generated in a folder and starts the
// program. Its paths are trimmed, so that the build cache knows the packages of
// an earlier run, which lay elsewhere.
func newChecker(t *testing.T, dir string, types []string) *checker {
	t.Helper()
	write(t, dir, "main.go", program(types))
	build := exec.Command("go", "build", "-trimpath", "-o", "checker", ".")
	build.Dir = dir
	build.Env = append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOTOOLCHAIN=local", "GOWORK=off", "GOEXPERIMENT=", "PWD="+dir)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%.4000s", err, out)
	}
	cmd := exec.Command(filepath.Join(dir, "checker"))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the program of generated types: %v", err)
		}
	})
	return &checker{in: in, out: bufio.NewReaderSize(out, 1<<16)}
}

// registryChecker compiles the types of the registry.
func registryChecker(t *testing.T, types []string) *checker {
	t.Helper()
	dir, said, ok := generate(t, corpus.Path(t, corpus.Registry), types)
	if !ok {
		t.Fatalf("%.4000s", said)
	}
	return newChecker(t, dir, types)
}

// check returns what is wrong with each of the documents, which hold no line feed.
func (c *checker) check(typeName string, documents []string) ([][]finding, error) {
	return ask[[]finding](c, "check", typeName, documents)
}

// ask has the program answer questions on a type, each of which holds no line feed.
func ask[T any](c *checker, what, typeName string, questions []string) ([]T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	go func() {
		var b bytes.Buffer
		for _, q := range questions {
			b.WriteString(what + "\t" + typeName + "\t" + q + "\n")
		}
		_, _ = c.in.Write(b.Bytes()) // an error shows where the answer is read
	}()
	answers := make([]T, len(questions))
	for i := range answers {
		line, err := c.out.ReadBytes('\n')
		if err != nil {
			return nil, fmt.Errorf("%s: no answer: %w", questions[i], err)
		}
		if err := json.Unmarshal(line, &answers[i]); err != nil {
			return nil, fmt.Errorf("%s: %w: %s", questions[i], err, line)
		}
	}
	return answers, nil
}

// program is the text of a program that reads from each line what is asked, a type's name
// and one or two documents, with tabs between them, and answers with a line of JSON: check with
// findings, changes with what an update from the first document to the second replaces, patch
// with what Cloud Control takes to make the second one of the first; get with the value of
// an attribute, whose name and kind come before the document.
func program(types []string) []byte {
	imports, table := map[string]bool{}, []string(nil)
	for _, name := range types {
		service, resource, _ := model.SplitTypeName(name)
		vendor, _, _ := strings.Cut(name, "::")
		n := naming.ForResource(vendor, service, resource, "")
		imports[fmt.Sprintf("\t%q\n", modulePath+"/"+n.Package)] = true
		table = append(table, fmt.Sprintf("\t%q: func() cfn.Struct { return new(%s.%s) },\n", name, n.Package, n.Prefix))
	}
	return []byte(`package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"

	"` + modulePath + `/cfn"
	"` + modulePath + `/cfn/cloudcontrol"
	"` + modulePath + `/cfn/template"
	"` + modulePath + `/cfn/update"
` + strings.Join(slices.Sorted(maps.Keys(imports)), "") + `)

var types = map[string]func() cfn.Struct{
` + strings.Join(table, "") + `}

type finding struct {
	Path, Rule string
	Read       bool
}

func findings(err error, read bool, to []finding) []finding {
	switch err := err.(type) {
	case nil:
	case cfn.Errors:
		for _, e := range err {
			to = append(to, finding{e.Path, e.Rule.String(), read})
		}
	default:
		to = append(to, finding{"", err.Error(), read})
	}
	return to
}

func check(x cfn.Struct, document string) []finding {
	found := findings(cfn.Unmarshal([]byte(document), x), true, []finding{})
	return findings(cfn.Validate(x, cfn.Enable(cfn.RuleFormat)), false, found)
}

func read(x cfn.Struct, document string) *template.Resource {
	if err := cfn.Unmarshal([]byte(document), x, cfn.KeepUnknown()); err != nil {
		return nil
	}
	return &template.Resource{Properties: x.(cfn.Properties)}
}

func changes(old, new *template.Resource) string {
	if old == nil || new == nil {
		return "unreadable"
	}
	change, err := update.ResourceChanges(old, new)
	switch {
	case err != nil:
		return err.Error()
	case change == nil:
		return "nothing"
	}
	return string(change.Replacement)
}

type answer struct {
	Unreadable, Error string
	Replaced, Drift   []string
	Patch, Converge   cloudcontrol.PatchDocument
}

func patch(current, desired cfn.Properties, a, b string) (out answer) {
	if err := errors.Join(cloudcontrol.Read(a, current), cloudcontrol.Read(b, desired)); err != nil {
		out.Unreadable = err.Error()
		return out
	}
	var err error
	out.Patch, err = cloudcontrol.Patch(current, desired)
	var replacement *cloudcontrol.ReplacementError
	if errors.As(err, &replacement) {
		out.Replaced, err = replacement.Pointers, nil
	}
	differences, driftErr := cloudcontrol.Drift(current, desired)
	for _, d := range differences {
		out.Drift = append(out.Drift, d.Pointer)
	}
	out.Converge, _ = cloudcontrol.Converge(current, desired)
	if err = errors.Join(err, driftErr); err != nil {
		out.Error = err.Error()
	}
	return out
}

func get(x cfn.Properties, name, kind, document string) any {
	if err := cloudcontrol.Read(document, x); err != nil {
		return err.Error()
	}
	if !strings.Contains(name, ".0") && !slices.Contains(x.CFNSchema().Attributes, name) {
		return "no attribute"
	}
	var value any
	var err error
	switch kind {
	case "boolean":
		value, err = cloudcontrol.Get(x, cfn.Attribute[bool](name))
	case "integer":
		value, err = cloudcontrol.Get(x, cfn.Attribute[int64](name))
	case "number":
		value, err = cloudcontrol.Get(x, cfn.Attribute[float64](name))
	case "string":
		value, err = cloudcontrol.Get(x, cfn.Attribute[string](name))
	case "list of boolean":
		value, err = cloudcontrol.GetList(x, cfn.Attribute[bool](name))
	case "list of integer":
		value, err = cloudcontrol.GetList(x, cfn.Attribute[int64](name))
	case "list of number":
		value, err = cloudcontrol.GetList(x, cfn.Attribute[float64](name))
	case "list of string":
		value, err = cloudcontrol.GetList(x, cfn.Attribute[string](name))
	default:
		value, err = cloudcontrol.GetJSON(x, cfn.Attribute[string](name))
	}
	if err != nil {
		return err.Error()
	}
	return value
}

func main() {
	in, out := bufio.NewReaderSize(os.Stdin, 1<<20), bufio.NewWriter(os.Stdout)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			out.Flush()
			return
		}
		words := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		var result any
		switch words[0] {
		case "check":
			result = check(types[words[1]](), words[2])
		case "changes":
			result = changes(read(types[words[1]](), words[2]), read(types[words[1]](), words[3]))
		case "patch":
			one, two := types[words[1]]().(cfn.Properties), types[words[1]]().(cfn.Properties)
			result = patch(one, two, words[2], words[3])
		case "get":
			result = get(types[words[1]]().(cfn.Properties), words[2], words[3], words[4])
		}
		answer, _ := json.Marshal(result)
		out.Write(append(answer, '\n'))
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
}
`)
}

func write(t *testing.T, dir, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
		t.Fatal(err)
	}
}
