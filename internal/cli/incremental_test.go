package cli_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/corpus"
)

// partly is what -v says of a run that generated some types only.
var partly = regexp.MustCompile(`(?m)^gen: all but (\d+) types? as the last run left them\n`)

var counts = regexp.MustCompile(`(?m)^\S+: \d+ files? written.*\n`)

// generated runs gen with a cache of its own into a folder and returns what is there
// and what the run said, apart from how much it did, and how many types it
// generated, -1 for all.
func generated(t *testing.T, cache, out string, args ...string) (files map[string]string, said string, types int) {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", cache)
	var stdout, stderr bytes.Buffer
	args = append([]string{"-v", "-cfn", "example.com/m/cfn", "-out", out}, args...)
	code := cli.Do(args, nil, &stdout, &stderr, func(string) string { return "" })
	if code != 0 || stdout.Len() > 0 {
		t.Fatalf("exit code %d\n%s%.2000s", code, stdout.String(), stderr.String())
	}
	types, said = -1, stderr.String()
	if m := partly.FindStringSubmatch(said); m != nil {
		_, _ = fmt.Sscan(m[1], &types)
	}
	said = partly.ReplaceAllString(said, "")
	said = counts.ReplaceAllString(said, "")
	return contents(t, out, true), said, types
}

// sameAsAnew checks that a run after another one leaves and returns what a first one
// does, and returns how many types it generated.
func sameAsAnew(t *testing.T, cache, out string, args ...string) int {
	t.Helper()
	got, said, types := generated(t, cache, out, args...)
	want, wantSaid, all := generated(t, t.TempDir(), filepath.Join(t.TempDir(), "out"), args...)
	if all != -1 {
		t.Fatal("the first run is none")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files: %.2000s", diff)
	}
	if diff := cmp.Diff(wantSaid, said); diff != "" {
		t.Errorf("warnings: %.2000s", diff)
	}
	return types
}

// TestIncrementalIsTheSame changes specifications at random: what is generated
// of some types and taken over of the others is what a first run generates.
func TestIncrementalIsTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 4))
	dir, spec := t.TempDir(), t.TempDir()
	cache, out := filepath.Join(dir, "cache"), filepath.Join(dir, "out")
	// Types whose names are parts of each other's: a nested type gives way to a
	// resource type that appears.
	var names []string
	for _, service := range []string{"Alpha", "Beta", "Gamma"} {
		for _, name := range []string{"Rule", "RuleSet", "RuleSetItem", "Thing", "ThingRule"} {
			names = append(names, "AWS::"+service+"::"+name)
		}
	}
	write := func(name string) {
		file := filepath.Join(spec, strings.ReplaceAll(name, "::", "-")+".json")
		if random.IntN(5) == 0 {
			_ = os.Remove(file)
			return
		}
		text := fmt.Sprintf(`{"typeName": %q, "description": "Number %d.", "surprise": 1, "definitions": {
			"Set": {"type": "object", "properties": {"Mode": {"type": "string", "enum": ["A%d", "B"]}}, "additionalProperties": false},
			"SetItem": {"type": "object", "properties": {"A": {"type": "string"}}, "additionalProperties": false}},
			"properties": {"Set": {"$ref": "#/definitions/Set"}, "Item": {"$ref": "#/definitions/SetItem"}}, "additionalProperties": false}`,
			name, random.IntN(9), random.IntN(9))
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range names {
		write(name)
	}
	some := 0
	for range 40 {
		if n := sameAsAnew(t, cache, out, "-spec", spec); n >= 0 && n < 15 {
			some++
		}
		if t.Failed() {
			return
		}
		for range random.IntN(4) {
			write(names[random.IntN(len(names))])
		}
	}
	if some < 10 {
		t.Errorf("%d runs generated some types only", some)
	}
}

// TestIncrementalCorpus goes a year of AWS's changes forward.
func TestIncrementalCorpus(t *testing.T) {
	old, now := corpus.Path(t, corpus.RegistryBefore), corpus.Path(t, corpus.Registry)
	dir := t.TempDir()
	cache, out := filepath.Join(dir, "cache"), filepath.Join(dir, "out")
	spec := filepath.Join(dir, "spec.zip") // the name is part of messages
	pin := func(release string) {
		text, err := os.ReadFile(release)
		if err == nil {
			err = os.WriteFile(spec, text, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	pin(old)
	generated(t, cache, out, "-spec", spec, "-type", "AWS::[A-E]*")
	if n := sameAsAnew(t, cache, out, "-spec", spec, "-type", "AWS::[B-E]*"); n != 0 {
		t.Errorf("%d types are generated again where some are left out", n)
	}
	pin(now)
	n := sameAsAnew(t, cache, out, "-spec", spec, "-type", "AWS::[B-E]*")
	if n <= 0 || n > 600 {
		t.Errorf("%d types are generated after a year", n)
	}
	t.Logf("%d types are generated after a year", n)
}

// TestIncrementalCases has the cases in which more than the changed type, or
// everything, is generated.
func TestIncrementalCases(t *testing.T) {
	one := func(name, more string) txtar.File {
		text := fmt.Sprintf(`{"typeName": "AWS::%s", "description": "One.", %s "properties": {"Name": {"type": "string"}}, "additionalProperties": false}`, name, more)
		return txtar.File{Name: strings.ReplaceAll(name, "::", "-") + ".json", Data: []byte(text)}
	}
	resourceSpec := func(name string) txtar.File {
		return txtar.File{Name: "spec.json", Data: []byte(`{"ResourceSpecificationVersion": "7.0.0", "PropertyTypes": {}, "ResourceTypes": {
			"AWS::A::One": {"Properties": {"` + name + `": {"PrimitiveType": "String", "Required": false, "UpdateType": "Mutable"}}},
			"AWS::A::Two": {"Properties": {}}}}`)}
	}
	before := []txtar.File{one("A::One", ""), one("A::Two", ""), one("A::OneMore", ""), one("B::Three", "")}
	for _, tt := range []struct {
		name         string
		before       []txtar.File
		after        txtar.File
		first, again []string
		edit         func(t *testing.T, out string)
		want         int
	}{
		{name: "one", after: one("B::Three", `"documentationUrl": "https://x",`), want: 1},
		{name: "one and its relative", after: one("A::One", `"documentationUrl": "https://x",`), want: 2},
		{name: "a new one", after: one("A::Four", ""), want: 1},
		{name: "a new one in a new service", after: one("C::Four", ""), want: 1},
		{name: "a new vendor", after: txtar.File{Name: "x.json", Data: bytes.ReplaceAll(one("A::Four", "").Data, []byte("AWS"), []byte("Mine"))}, want: 1},
		{name: "one selected", first: []string{"-type", "AWS::A::Two"}, again: []string{"-type", "AWS::A::*"}, want: 2},
		{name: "another selected", first: []string{"-type", "AWS::A::Two"}, again: []string{"-type", "AWS::A::One"}, want: -1},
		{name: "one package", first: []string{"-package", "p"}, again: []string{"-package", "p"}, after: one("B::Three", `"documentationUrl": "https://x",`), want: -1},
		{name: "other options", again: []string{"-cfn", "example.com/other/cfn"}, want: -1},
		{name: "an edited file", want: 1, edit: func(t *testing.T, out string) {
			if err := os.WriteFile(filepath.Join(out, "b", "three.go"), []byte("// Code generated by cfngen; DO NOT EDIT.\n"), 0o666); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "no manifest", want: -1, edit: func(t *testing.T, out string) {
			if err := os.Remove(filepath.Join(out, "cfngen.manifest.json")); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "merged", before: append(slices.Clone(before), resourceSpec("Name")), after: one("A::Two", `"documentationUrl": "https://x",`), want: 1},
		{name: "the other half of what is merged", before: append(slices.Clone(before), resourceSpec("Name")), after: resourceSpec("Other"), want: 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, spec := t.TempDir(), t.TempDir()
			cache, out := filepath.Join(dir, "cache"), filepath.Join(dir, "out")
			put := func(files ...txtar.File) {
				for _, f := range files {
					if err := os.WriteFile(filepath.Join(spec, f.Name), f.Data, 0o666); err != nil {
						t.Fatal(err)
					}
				}
			}
			if tt.before == nil {
				tt.before = before
			}
			put(tt.before...)
			generated(t, cache, out, append([]string{"-spec", spec}, tt.first...)...)
			if tt.edit != nil {
				tt.edit(t, out)
			}
			if tt.after.Name != "" {
				put(tt.after)
			}
			if tt.name == "another selected" {
				tt.again = append(tt.again, "-prune")
			}
			if n := sameAsAnew(t, cache, out, append([]string{"-spec", spec}, tt.again...)...); n != tt.want {
				t.Errorf("%d types are generated, want %d", n, tt.want)
			}
		})
	}
}
