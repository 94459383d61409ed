package build

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/cache"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// inputs are what the result of a run into an output folder depends on. They identify the
// run.
type inputs struct {
	dir string
	// program is a checksum of what all types depend on: the program itself, since
	// a version is the same for a build from changed source or with other
	// libraries, and the options. It is "" where the program cannot read itself.
	program string
	// docs are checksums of the documents and their names.
	docs []string
	// sum is a checksum of program, selection and docs, "" without program.
	sum string
}

func inputsOf(t target, in load.Input) inputs {
	r := inputs{dir: t.Dir}
	program, err := executable()
	if err != nil {
		return r
	}
	for _, doc := range in.Documents {
		r.docs = append(r.docs, checksum.Of([]byte(load.Digest([]source.Document{doc}))))
	}
	r.program = checksum.Of(fmt.Appendf(nil, "program %s\nformat %q\nfunctions %t\npackage %q\ncfn %q\nown %t\n%s", program, t.made(), t.Functions, t.Package, t.support.importPath, !in.Selection.Carried, load.Digest(in.Overlays)))
	types, excluded := in.Selection.Key()
	r.sum = checksum.Of(fmt.Appendf(nil, "%s\n%q\n%q\n%q\n%q\n%q\n", r.program, t.All, t.Optional, types, excluded, r.docs))
	return r
}

// executable returns what identifies the running program: its build ID, which has
// checksums of what it is made of and of itself, or else a checksum.
func executable() (string, error) {
	// The path may lead to a newer build by now; on Linux there is a name that
	// cannot.
	f, err := os.Open("/proc/self/exe")
	if err != nil {
		path, err := os.Executable()
		if err != nil {
			return "", err
		}
		if f, err = os.Open(path); err != nil {
			return "", err
		}
	}
	defer f.Close()
	if id := buildID(f); id != "" {
		return id, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// buildID returns the build ID that the go command has put into a program, "" where there is
// none, and for formats of programs other than ELF. It is read in no time, and a checksum of
// the whole program takes a tenth of what a run for one type does.
func buildID(program io.ReaderAt) string {
	f, err := elf.NewFile(program)
	if err != nil {
		return ""
	}
	section := f.Section(".note.go.buildid")
	if section == nil {
		return ""
	}
	note, err := section.Data()
	const header = 16 // the lengths of the name and of the text, a type, "Go" and two zeros
	if err != nil || len(note) <= header {
		return ""
	}
	return strings.TrimRight(string(note[header:]), "\x00")
}

// upToDate reports whether the last run into the folder, or that of its line among
// several, was this one and everything that it left is still there, and so is the
// support package. It returns the files and what that run found.
func (r inputs) upToDate(t target) ([]string, diag.List, bool) {
	all := cache.Load(r.dir)
	i := slices.IndexFunc(all, func(e cache.Entry) bool { return e.Inputs == r.sum })
	if i < 0 {
		return nil, nil, false
	}
	m, list, ok := readList(r.dir)
	if !ok || t.prune && len(m.Runs) > 1 {
		return nil, nil, false
	}
	if _, interrupted := output.Interrupted(r.dir); interrupted {
		return nil, nil, false
	}
	own := slices.IndexFunc(m.Runs, func(run manifest.Run) bool { return run.Sum() == all[i].Run })
	if own < 0 {
		return nil, nil, false
	}
	m.Runs[0], m.Runs[own] = m.Runs[own], m.Runs[0]
	if shared, err := t.shared(m.Runs); err != nil || t.IsGo() && !maps.Equal(manifest.Sums(shared), m.Shared) {
		return nil, nil, false
	}
	s := t.support
	files := maps.Clone(m.Runs[0].Files)
	maps.Copy(files, m.Shared)
	files[manifest.Name] = list
	if !output.Matches(r.dir, files) || !s.upToDate(s.optional(m.Runs)) {
		return nil, nil, false
	}
	if s.dir == r.dir {
		maps.Copy(files, m.SupportPackage.Files)
	} else if had := m.SupportPackage; had != nil {
		if left := needed(r.dir, m.Runs, had); left == nil || len(left.Files) != len(had.Files) {
			return nil, nil, false
		}
	}
	return slices.Sorted(maps.Keys(files)), all[i].Found, true
}

// remember keeps what done asks for, beside what is remembered of the other runs
// whose files are in the folder.
func (r inputs) remember(in load.Input, run manifest.Run, list manifest.Manifest, found diag.List) {
	if r.sum == "" {
		return
	}
	own := cache.Entry{Inputs: r.sum, Run: run.Sum(), Program: r.program, Found: found}
	for i, sum := range r.docs {
		own.Documents = append(own.Documents, cache.Document{Sum: sum, Types: slices.Sorted(slices.Values(in.Types[i]))})
	}
	entries := []cache.Entry{own}
	others := map[string]bool{}
	for _, other := range list.Runs[1:] {
		others[other.Sum()] = true
	}
	for _, e := range cache.Load(r.dir) {
		if others[e.Run] {
			entries = append(entries, e)
		}
	}
	// Where it cannot be stored, the next run takes as long as this one.
	_ = cache.Store(r.dir, entries)
}
