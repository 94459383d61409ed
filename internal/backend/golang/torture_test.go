package golang_test

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/spec"
)

// more are types beside the corpus's own list: those that templates use most, and
// those whose names give way.
var more = []string{
	"AWS::ECS::TaskDefinition", "AWS::Lambda::Function", "AWS::RDS::DBInstance", "AWS::IoT::TopicRule",
	"AWS::SSM::Document", "AWS::CloudFormation::Stack",
	"AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress",
	"AWS::IAM::Role", "AWS::IAM::RolePolicy", "AWS::IoTSiteWise::AssetModel",
	"AWS::MediaConnect::Flow", "AWS::MediaConnect::FlowSource", "AWS::MediaConnect::FlowVpcInterface",
}

// TestTorture generates the types that the corpus lists for their quirks, in
// both formats. What comes out compiles, go vet and staticcheck have nothing
// against it, and the support package finds each struct as its table says.
func TestTorture(t *testing.T) {
	registry, legacy := torture(t)
	m := newModule(t)
	m.generate(t, "types", documents.Open(t, corpus.Registry), append(registry, more...))
	m.generate(t, "legacy", documents.Open(t, corpus.ResourceSpec), legacy)
	m.run(t, "build", "./...")
	m.run(t, "vet", "./...")
	checkRan(t, m.run(t, "test", "./types", "./legacy"), map[string]bool{modulePath + "/types": true, modulePath + "/legacy": true})
	m.staticcheck(t, "./types/...", "./legacy/...")
}

var (
	tortureRow   = regexp.MustCompile(`^\| (\d+) \| (\w+::\w+::\w+) \|`)
	tortureEntry = regexp.MustCompile(`^- (\w+::\w+::\w+(?:(?: / |, )\w+::\w+::\w+)*): `)
	tortureSplit = regexp.MustCompile(` / |, `)
)

// torture reads the two lists of torture.md: a table of registry types, and
// entries of types of the Resource Specification.
func torture(t *testing.T) (registry, legacy []string) {
	t.Helper()
	content, err := os.ReadFile(corpus.Path(t, corpus.Torture))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		if row := tortureRow.FindStringSubmatch(line); row != nil {
			registry = append(registry, row[2])
		} else if entry := tortureEntry.FindStringSubmatch(line); entry != nil {
			legacy = append(legacy, tortureSplit.Split(entry[1], -1)...)
		} else if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| #") {
			t.Errorf("torture.md: no type in %.80q", line)
		}
	}
	if len(registry) != 48 || len(legacy) < 11 {
		t.Fatalf("torture.md: %d registry types and %d of the Resource Specification", len(registry), len(legacy))
	}
	return registry, legacy
}

// TestCorpusCompiles compiles every type of both formats, checks it with go vet,
// and has the support package look at the table of each struct.
func TestCorpusCompiles(t *testing.T) {
	m := newModule(t)
	m.generate(t, "types", documents.Open(t, corpus.Registry), nil)
	m.generate(t, "legacy", documents.Open(t, corpus.ResourceSpec), nil)
	m.run(t, "vet", "./...")
	checkRan(t, m.run(t, "test", "./types", "./legacy"), map[string]bool{modulePath + "/types": true, modulePath + "/legacy": true})
}

// generate writes types, as the command corrects them, to a folder of the
// module. Each must be there; without any, all types are written.
func (m *module) generate(t *testing.T, folder string, docs []source.Document, types []string) {
	t.Helper()
	overlays, err := source.FromFS(spec.Files, "overlays")
	if err != nil {
		t.Fatal(err)
	}
	read, found := load(docs, overlays, func(name string) bool { return types == nil || slices.Contains(types, name) })
	files, more := golang.Generate(read, options(""))
	if err := append(found, more...).Err(); err != nil {
		t.Fatalf("%.2000s", err)
	}
	have := map[string]bool{}
	for _, r := range read.Resources {
		have[r.TypeName] = true
	}
	for _, name := range types {
		if !have[name] {
			t.Errorf("%s is not generated", name)
		}
	}
	for name, content := range files {
		m.write(t, path.Join(folder, name), string(content))
	}
	m.write(t, folder+"/tables_test.go", tablesTest(folder, read))
}

// staticcheck runs the version that the linter has.
func (m *module) staticcheck(t *testing.T, packages ...string) {
	t.Helper()
	find := exec.Command("go", "tool", "-n", "staticcheck")
	find.Dir, find.Env = filepath.Join("..", "..", "tools"), append(os.Environ(), "GOPROXY=off", "GOFLAGS=")
	tool, err := find.CombinedOutput()
	if err != nil && os.Getenv("CI") == "" {
		t.Skipf("staticcheck is not in the module cache, where `make lint` puts it: what is generated is not checked with it")
	}
	if err != nil {
		t.Fatalf("staticcheck cannot be built: %v\n%s", err, tool)
	}
	lines := strings.Split(strings.TrimSpace(string(tool)), "\n")
	cmd := exec.Command(lines[len(lines)-1], packages...)
	cmd.Dir, cmd.Env = m.dir, append(m.env, "PWD="+m.dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("staticcheck: %v\n%.4000s", err, out)
	}
}
