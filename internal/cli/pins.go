package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/lock"
	"github.com/cfngen/cfngen/internal/source"
)

// pins is a lock with its place, or the place for one.
type pins struct {
	lock.Lock
	// file is the lock's path, as the user knows it.
	file string
	// exists reports whether there is one.
	exists bool
	// named reports that it is not just the one that is found from the current folder.
	named bool
}

// fetch returns the command that gets what is pinned, for a hint.
func (p pins) fetch(args string) string {
	text := "gen fetch" + args
	if !p.named {
		return text
	}
	file := filepath.ToSlash(p.file)
	if strings.ContainsAny(file, " \t") {
		file = strconv.Quote(file)
	}
	return text + " -lock " + file
}

// findPins reads the lock that -lock names, or else the nearest one in the current
// folder or above it, up to the module's root. A lock that is nowhere is no error.
func findPins(name string) (pins, error) {
	p := pins{file: lockFile(name), named: name != ""}
	if gomod.IsMissing(p.file) {
		return p, nil
	}
	text, err := source.ReadFile(p.file)
	if err != nil {
		return p, err
	}
	if p.Lock, err = lock.Parse(filepath.ToSlash(p.file), text); err != nil {
		return p, err
	}
	if i := slices.IndexFunc(p.Sources, func(s lock.Source) bool { return strings.EqualFold(s.File, filepath.Base(p.file)) }); i >= 0 {
		return p, inFile(p.file, "%q: that is the lock itself", p.Sources[i].File)
	}
	p.exists = true
	_, err = newSelection(p.Types, p.typesAt())
	return p, err
}

// lockFile returns the path of the lock that -lock names, or else of the nearest one;
// where there is none, of one in the module's root.
func lockFile(name string) string {
	return cmp.Or(name, gomod.FindUp(lock.Name), filepath.Join(gomod.Root(), lock.Name))
}

// typesAt returns where the lock has each of its types.
func (p pins) typesAt() []diag.Position {
	at := make([]diag.Position, len(p.Types))
	for i := range at {
		at[i] = diag.Position{File: filepath.ToSlash(p.file), Pointer: diag.PointerTo(fmt.Sprintf("/types/%d", i))}
	}
	return at
}

// dir is the folder that the files are relative to.
func (p pins) dir() string { return source.Dir(p.file) }

// path returns where a pinned file lies.
func (p pins) path(s lock.Source) string { return filepath.Join(p.dir(), filepath.FromSlash(s.File)) }

// checkPlace refuses a file that is no regular one or lies behind a link: a link can
// lead from a plain name to any other.
func (p pins) checkPlace(file string) error {
	for i, b := range file + "/" {
		if b != '/' {
			continue
		}
		name := filepath.Join(p.dir(), filepath.FromSlash(file[:i]))
		info, err := os.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return inFile(name, "%v", gomod.Cause(err))
		case info.Mode()&fs.ModeSymlink != 0:
			return inFile(name, "is a link, and gen fetch writes to no file behind one")
		case i < len(file) && !info.IsDir():
			return inFile(name, "is a file where a folder should be")
		}
	}
	return nil
}

// read returns the content of a pinned file. Any other content is an error.
func (p pins) read(s lock.Source) ([]byte, error) {
	file := p.path(s)
	if gomod.IsMissing(file) {
		return nil, inFile(file, "pinned in %s and not there; `%s` gets it", filepath.ToSlash(p.file), p.fetch(" -locked"))
	}
	data, err := source.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if err := s.Check(data); err != nil {
		return nil, p.mismatch(file, err)
	}
	return data, nil
}

func (p pins) mismatch(file string, err error) error {
	return inFile(file, "not what %s pins: %v; `%s` gets it anew", filepath.ToSlash(p.file), err, p.fetch(" -force"))
}

// inFile returns an error about a file, or what an address has, as a whole.
func inFile(file, format string, args ...any) error {
	return diag.Errorf(diag.Position{File: filepath.ToSlash(file)}, format, args...)
}

// openAll opens everything that is pinned.
func (p pins) openAll() ([]source.Document, error) {
	return openAll(p.Sources, func(s lock.Source) ([]source.Document, error) {
		data, err := p.read(s)
		if err != nil {
			return nil, err
		}
		return source.Unpack(p.path(s), data)
	})
}

// pinned is a pinned file that is there.
type pinned struct {
	lock.Source
	info fs.FileInfo
}

// present returns those of the pinned files that are there.
func (p pins) present() []pinned {
	var out []pinned
	for _, s := range p.Sources {
		if info, err := os.Stat(p.path(s)); err == nil {
			out = append(out, pinned{s, info})
		}
	}
	return out
}

// pinnedAt returns which of pinned files a path leads to.
func pinnedAt(path string, present []pinned) (lock.Source, bool) {
	if len(present) == 0 {
		return lock.Source{}, false
	}
	info, err := os.Stat(path)
	if err != nil {
		return lock.Source{}, false
	}
	i := slices.IndexFunc(present, func(s pinned) bool { return os.SameFile(info, s.info) })
	if i < 0 {
		return lock.Source{}, false
	}
	return present[i].Source, true
}

// open opens what -spec names. What is pinned in it is held to that.
func (p pins) open(c *command, name string) ([]source.Document, error) {
	if scheme, _, ok := strings.Cut(strings.ToLower(name), ":"); ok && (scheme == "https" || scheme == "http" || scheme == "file") {
		name = fetch.Redact(name)
		return nil, fmt.Errorf("-spec %s: it names a file; `%s` gets one from a URL and pins it", name, p.fetch(" "+name))
	}
	present := p.present()
	if s, ok := pinnedAt(name, present); ok {
		data, err := p.read(s)
		if err != nil {
			return nil, err
		}
		return source.Unpack(name, data)
	}
	docs, err := source.Open(name, c.stdin)
	if err != nil || !isFolder(name) {
		return docs, err
	}
	for _, doc := range docs {
		if s, ok := pinnedAt(doc.Path, present); ok {
			if err := s.Check(doc.Data); err != nil {
				return nil, p.mismatch(doc.Path, err)
			}
		}
	}
	return docs, nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// correctionsSum returns the checksum of the corrections that the program carries.
func correctionsSum() (string, error) {
	docs, err := corrections()
	return lock.Sum([]byte(digest(docs))), err
}

// compare returns where another generator than this one pinned: the same lock does
// not give the same files then.
func (p pins) compare(c *command) error {
	sum, err := correctionsSum()
	if err != nil {
		return err
	}
	var other string
	switch {
	case p.Generator != tool:
		other = "by " + p.Generator
	case p.Overlays != sum:
		other = "with other corrections"
	default:
		return nil
	}
	c.notices.Add(diag.Warningf(diag.Position{File: filepath.ToSlash(p.file)},
		"pinned %s, and this is %s: what is generated may differ; `%s` notes it", other, tool, p.fetch(" -locked")))
	return nil
}
