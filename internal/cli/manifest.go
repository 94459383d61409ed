package cli

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/internal/source"
)

// manifestRun lists what a run made and from what.
func manifestRun(files map[string][]byte, t target, in input) (manifest.Run, error) {
	carried, err := corrections()
	if err != nil {
		return manifest.Run{}, err
	}
	r := manifest.Run{
		Generator: tool,
		Package:   t.pkg,
		Support:   t.cfnImport,
		Overlays:  manifest.Sum([]byte(names(append(carried, in.overlays...)))),
	}
	for i, doc := range in.docs {
		wanted := slices.DeleteFunc(slices.Clone(in.types[i]), func(t string) bool { return !in.sel.wants(t) })
		if len(wanted) > 0 {
			r.Types = append(r.Types, wanted...)
			r.Sources = append(r.Sources, manifest.Source{Name: doc.Name, SHA256: manifest.Sum(doc.Data)})
		}
	}
	r.SetFiles(files)
	return r, nil
}

// history gives the earlier runs into a folder, one that was killed among them.
func (c *command) history(dir string) []manifest.Run {
	// Where it cannot be read, comparing says so: it is one of the files.
	text, _ := output.Read(dir, manifest.Name)
	m, err := manifest.Parse(text)
	if err != nil && output.IsGenerated(text) {
		c.notices.Add(diag.Warningf(diag.Position{File: fileName(dir, manifest.Name)},
			"what earlier runs made and no run makes now is not removed, because the list of it is damaged: %v", err))
	}
	if notes, ok := output.Unfinished(dir); ok {
		if unfinished, err := manifest.Parse(notes); err == nil {
			m.Runs = append(m.Runs, unfinished.Runs...)
		}
	}
	return m.Runs
}

// succeed adds the manifest to a run's files and plans what becomes of the files
// of earlier runs. The run replaces those that made one of its types; the others
// belong to other lines of go generate and stay, unless the folder is pruned.
func (c *command) succeed(was []manifest.Run, made manifest.Run, files map[string][]byte, dir string, prune bool) (output.Set, manifest.Manifest, error) {
	set := output.Set{Files: files, Made: map[string][]string{}, Record: manifest.Name}
	list := manifest.Manifest{Runs: []manifest.Run{made}}
	for _, r := range was {
		if !prune && !made.Replaces(r) {
			list.Runs = append(list.Runs, r)
			continue
		}
		for name, sum := range r.Files {
			set.Made[name] = append(set.Made[name], sum)
		}
	}
	for _, r := range list.Runs {
		for name := range r.Files {
			delete(set.Made, name)
		}
	}
	if others := list.Runs[1:]; len(others) > 0 && len(others) == len(was) {
		c.notices.Add(diag.Warningf(diag.Position{File: filepath.ToSlash(dir)}, "the folder also holds files of %s, such as that of %s, which stay; "+
			"where no run makes them any more, -prune removes them", plural(len(others), "other run"), firstType(others)))
	}
	var err, err2 error
	files[manifest.Name], err = list.Encode()
	set.Notes, err2 = manifest.Manifest{Runs: slices.Concat(list.Runs, was)}.Encode()
	return set, list, errors.Join(err, err2)
}

func firstType(runs []manifest.Run) string {
	for _, r := range runs {
		if len(r.Types) > 0 {
			return r.Types[0]
		}
	}
	return "no type"
}

// readList reads the manifest of a folder where it is as Encode writes it.
func readList(dir string) (manifest.Manifest, string, bool) {
	text, err := output.Read(dir, manifest.Name)
	if err != nil {
		return manifest.Manifest{}, "", false
	}
	m, err := manifest.Parse(text)
	if err != nil {
		return manifest.Manifest{}, "", false
	}
	again, err := m.Encode()
	return m, manifest.Sum(text), err == nil && bytes.Equal(again, text)
}

// sums gives the checksums of a run's files and of the manifest.
func sums(r manifest.Run, list string) map[string]string {
	out := maps.Clone(r.Files)
	out[manifest.Name] = list
	return out
}

// names gives a line with the name and the checksum of each document: where it
// lies is no part of what a run depends on.
func names(docs []source.Document) string {
	var b strings.Builder
	for _, doc := range docs {
		fmt.Fprintf(&b, "%q %s\n", doc.Name, manifest.Sum(doc.Data))
	}
	return b.String()
}
