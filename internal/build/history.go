package build

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/version"
)

// manifestRun returns what a run made and from what.
func (t target) manifestRun(p backend.Product, in load.Input) (manifest.Run, error) {
	carried, err := load.Corrections()
	if err != nil {
		return manifest.Run{}, err
	}
	r := manifest.Run{
		Generator: version.Tool,
		Format:    t.made(),
		Package:   t.Package,
		Support:   t.support.importPath,
		All:       t.All,
		Optional:  t.Optional,
		Functions: t.Functions,
		Relations: p.Relations,
		Overlays:  checksum.Of([]byte(names(append(carried, in.Overlays...)))),
	}
	for i, doc := range in.Documents {
		wanted := slices.DeleteFunc(slices.Clone(in.Types[i]), func(t string) bool { return !in.Selection.Wants(t) })
		if len(wanted) > 0 {
			r.Types = append(r.Types, wanted...)
			r.Sources = append(r.Sources, manifest.Source{Name: doc.Name, SHA256: checksum.Of(doc.Data)})
		}
	}
	r.Files = manifest.Sums(p.Files)
	return r, nil
}

// history is what earlier runs left in a folder.
type history struct {
	// runs are those into the folder, one that was killed among them.
	runs []manifest.Run
	// support is the support package, nil for none; other files of it are those that a
	// run wrote which was killed.
	support *manifest.SupportPackage
	others  []manifest.Run
	// shared are the checksums of the files that the runs made together.
	shared map[string]string
}

// historyOf returns what earlier runs left in a folder.
func historyOf(ses *session.Session, dir string) history {
	// Where it cannot be read, comparing reports it: it is one of the files.
	text, _ := output.Read(dir, manifest.Name)
	m, err := parseList(text)
	if err != nil && output.IsGenerated(text) {
		ses.Notices.Add(diag.Warningf(diag.Position{File: diag.FileName(dir, manifest.Name)}, DamagedManifest,
			"what earlier runs made and no run makes now is not removed, because the list of it is damaged: %v", err))
	}
	h := history{runs: m.Runs, support: m.SupportPackage, shared: m.Shared}
	if journal, ok := output.Interrupted(dir); ok {
		if m, err := parseList(journal); err == nil {
			for _, r := range m.Runs {
				// What has no types is what remains of a support package.
				if len(r.Types) > 0 {
					h.runs = append(h.runs, r)
				} else {
					h.others = append(h.others, r)
				}
			}
			h.others = slices.Concat(h.others, filesOf(m.SupportPackage), []manifest.Run{{Files: m.Shared}})
		}
	}
	return h
}

// filesOf returns the files of a support package as those of a run, none for nil.
func filesOf(s *manifest.SupportPackage) []manifest.Run {
	if s == nil {
		return nil
	}
	return []manifest.Run{{Generator: s.Generator, Files: s.Files}}
}

// allRuns returns all that list files: the runs, the support package, other files of it
// and the shared ones.
func (h history) allRuns() []manifest.Run {
	return slices.Concat(h.runs, filesOf(h.support), h.others, []manifest.Run{{Files: h.shared}})
}

// next returns what the folder's manifest lists after a run. The run replaces those
// that made one of its types; the others belong to other lines of go generate and
// stay, unless the folder is pruned. A support package that the run does not import stays
// where another one does.
func (t target) next(ses *session.Session, was history, run manifest.Run) manifest.Manifest {
	list := manifest.Manifest{Runs: []manifest.Run{run}}
	for _, r := range was.runs {
		if !t.prune && !run.Replaces(r) {
			list.Runs = append(list.Runs, r)
		}
	}
	if others := list.Runs[1:]; len(others) > 0 && len(others) == len(was.runs) {
		ses.Notices.Add(diag.Warningf(diag.Position{File: filepath.ToSlash(t.Dir)}, OtherRuns, "the folder also holds files of %s, such as that of %s, which stay; "+
			"where no run makes them any more, -prune removes them", diag.Plural(len(others), "other run"), firstType(others)))
	}
	if t.support.dir != t.Dir {
		list.SupportPackage = needed(t.Dir, list.Runs, was.support)
	}
	return list
}

// fileSet returns what a folder is to hold: the files, which the manifest lists, and
// the manifest. What was made before and the manifest does not list is obsolete.
func fileSet(files map[string][]byte, list manifest.Manifest, was history) (output.Set, error) {
	set := output.Set{Files: maps.Clone(files), Made: map[string][]string{}, Record: manifest.Name}
	for _, r := range was.allRuns() {
		for name, sum := range r.Files {
			set.Made[name] = append(set.Made[name], sum)
		}
	}
	for _, r := range slices.Concat(list.Runs, filesOf(list.SupportPackage), []manifest.Run{{Files: list.Shared}}) {
		for name := range r.Files {
			delete(set.Made, name)
		}
	}
	var err, err2 error
	set.Files[manifest.Name], err = list.Encode()
	set.Journal, err2 = manifest.Manifest{SupportPackage: list.SupportPackage, Shared: list.Shared, Runs: slices.Concat(list.Runs, was.allRuns())}.Encode()
	return set, errors.Join(err, err2)
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
	encoded, err := m.Encode()
	return m, checksum.Of(text), err == nil && bytes.Equal(encoded, text)
}

// names returns a line with the name and the checksum of each document: where it
// lies is no part of what a run depends on.
func names(docs []source.Document) string {
	var b strings.Builder
	for _, doc := range docs {
		fmt.Fprintf(&b, "%q %s\n", doc.Name, checksum.Of(doc.Data))
	}
	return b.String()
}
