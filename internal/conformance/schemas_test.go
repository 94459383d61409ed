package conformance

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/corpus"
)

// TestSchemas compares the schema that gen jsonschema writes of each type with the one of
// the registry, on the documents of TestDifferential: a schema that was read and written means
// what it meant.
func TestSchemas(t *testing.T) {
	schemas := readSchemas(t, corpus.Registry)
	dir := t.TempDir()
	args := []string{"jsonschema", "-per-type", "-spec", corpus.Path(t, corpus.Registry), "-out", dir}
	if *onlyTypes != "" {
		args = append(args, "-type", *onlyTypes)
	}
	var stderr strings.Builder
	if code := cli.Do(args, nil, io.Discard, &stderr, func(string) string { return "" }); code != 0 {
		t.Fatalf("%.4000s", stderr.String())
	}
	all := newTally()
	eachType(slices.Sorted(maps.Keys(schemas)), func(name string) {
		all.compareSchemas(t, name, schemas[name], readWritten(t, dir, name))
	})
	all.counts["types"] = len(schemas)
	all.report(t, corpus.Registry)
	if *onlyTypes == "" && !*everyDocument {
		all.hold(t, filepath.Join("testdata", "schemas.txt"), corpus.Registry)
	}
}

// readWritten returns the schema of a type that was written into a folder, with what it marks as
// read-only forbidden.
func readWritten(t *testing.T, dir, typeName string) map[string]any {
	text, err := os.ReadFile(filepath.Join(dir, strings.ToLower(strings.ReplaceAll(typeName, "::", "-"))+".json"))
	if err != nil {
		t.Error(err)
		return nil
	}
	parsed, err := parse(string(text))
	root, ok := parsed.(map[string]any)
	if err != nil || !ok {
		t.Errorf("%s: %v", typeName, err)
	}
	forbidReadOnly(root)
	return root
}

// forbidReadOnly has no value satisfy the properties that are marked as read-only.
func forbidReadOnly(v any) {
	switch v := v.(type) {
	case map[string]any:
		properties, _ := v["properties"].(map[string]any)
		for _, name := range sortedKeys(properties) {
			if p, ok := properties[name].(map[string]any); ok && p["readOnly"] == true {
				forbid(v, name)
			}
		}
		for _, inner := range v {
			forbidReadOnly(inner)
		}
	case []any:
		for _, inner := range v {
			forbidReadOnly(inner)
		}
	}
}

// compareSchemas makes the documents of a type and notes how the verdicts of the two schemas
// compare.
func (a *tally) compareSchemas(t *testing.T, typeName string, root, made map[string]any) {
	meant(root)
	theirs, err := newOracle(root)
	if err != nil {
		t.Errorf("%s: %v", typeName, err)
		return
	}
	ours, err := newOracle(made)
	if err != nil {
		t.Errorf("%s: as written: %v", typeName, err)
		return
	}
	one := newTally()
	for _, d := range sample(explore(theirs).documents) {
		parsed, err := parse(d.text)
		if err != nil {
			t.Errorf("%s: %v: %s", typeName, err, d.text)
			continue
		}
		one.judge(typeName, d, ours.check(parsed), theirs.check(parsed), func() bool { return false })
	}
	a.add(one)
}
