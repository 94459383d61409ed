package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/cache"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/internal/source"
)

// run is a run into an output folder, told from others by all that its result
// depends on.
type run struct {
	dir string
	// inputs is a checksum: of the program itself, since a version says nothing
	// of a build from changed source or with other libraries, of the options and
	// of the documents. It is "" where the program cannot read itself.
	inputs string
}

func newRun(t target, in input) run {
	program, err := executable()
	if err != nil {
		return run{dir: t.dir}
	}
	parts := fmt.Sprintf("program %s\npackage %q\ncfn %q\nsupport %t\ntypes %q\n%s\n%s",
		program, t.pkg, t.cfnImport, t.support, in.sel.patterns, digest(in.docs), digest(in.overlays))
	return run{dir: t.dir, inputs: manifest.Sum([]byte(parts))}
}

// digest gives a line with the checksum of each document, and with the names,
// which stand in generated files and in messages.
func digest(docs []source.Document) string {
	var b strings.Builder
	for _, doc := range docs {
		fmt.Fprintf(&b, "%q %q %s\n", doc.Name, doc.Path, manifest.Sum(doc.Data))
	}
	return b.String()
}

// executable gives the checksum of the running program.
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
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// done says whether the last run into the folder was this one and everything
// that it left is still there, with the files and with what that run found.
func (r run) done() ([]string, diag.List, bool) {
	last, ok := cache.Load(r.dir)
	if !ok || r.inputs == "" || last.Inputs != r.inputs {
		return nil, nil, false
	}
	text, err := os.ReadFile(filepath.Join(r.dir, manifest.Name))
	if err != nil || manifest.Sum(text) != last.Manifest {
		return nil, nil, false
	}
	m, err := manifest.Parse(text)
	if err != nil {
		return nil, nil, false
	}
	m.Files[manifest.Name] = last.Manifest
	if !output.Holds(r.dir, m.Files) {
		return nil, nil, false
	}
	return slices.Sorted(maps.Keys(m.Files)), last.Found, true
}

// remember keeps what done asks for.
func (r run) remember(files map[string][]byte, found diag.List) {
	if r.inputs == "" {
		return
	}
	// Without a place to remember it, the next run takes as long as this one.
	_ = cache.Store(r.dir, cache.Entry{Inputs: r.inputs, Manifest: manifest.Sum(files[manifest.Name]), Found: found})
}
