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

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/naming"
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

// check returns what is wrong with each of the documents, which hold no line feed.
func (c *checker) check(typeName string, documents []string) ([][]finding, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	go func() {
		var b bytes.Buffer
		for _, d := range documents {
			b.WriteString(typeName + "\t" + d + "\n")
		}
		_, _ = c.in.Write(b.Bytes()) // an error shows where the answer is read
	}()
	answers := make([][]finding, len(documents))
	for i := range answers {
		line, err := c.out.ReadBytes('\n')
		if err != nil {
			return nil, fmt.Errorf("%s: no answer: %w", documents[i], err)
		}
		if err := json.Unmarshal(line, &answers[i]); err != nil {
			return nil, fmt.Errorf("%s: %w: %s", documents[i], err, line)
		}
	}
	return answers, nil
}

// program is the text of a program that reads a type's name, a tab and a
// document from each line, and answers with a line of findings.
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
	"os"
	"strings"

	"` + modulePath + `/cfn"
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

func main() {
	in, out := bufio.NewReaderSize(os.Stdin, 1<<20), bufio.NewWriter(os.Stdout)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			out.Flush()
			return
		}
		name, document, _ := strings.Cut(line, "\t")
		x := types[name]()
		found := findings(cfn.Unmarshal([]byte(document), x), true, []finding{})
		found = findings(cfn.Validate(x, cfn.Enable(cfn.RuleFormat)), false, found)
		answer, _ := json.Marshal(found)
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
