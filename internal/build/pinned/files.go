package pinned

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/build/selection"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/fetch/lock"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/version"
)

// Files are a lock and the files that it pins, or where a lock would be.
type Files struct {
	lock.Lock
	// Path is the lock's path, as the user knows it.
	Path string
	// Exists reports whether there is a lock.
	Exists bool
	// named reports that it is not just the one that is found from the current folder.
	named bool
}

// Command returns the command that gets what is pinned, for a hint. The arguments begin with
// a space.
func (p Files) Command(args string) string {
	text := "gen fetch" + args
	if !p.named {
		return text
	}
	file := filepath.ToSlash(p.Path)
	if strings.ContainsAny(file, " \t") {
		file = strconv.Quote(file)
	}
	return text + " -lock " + file
}

// Find reads the lock that -lock names, or else the nearest one in the current
// folder or above it, up to the module's root. A lock that is nowhere is no error.
func Find(name string) (Files, error) {
	p := Files{Path: LockFile(name), named: name != ""}
	if gomod.IsMissing(p.Path) {
		return p, nil
	}
	text, err := source.ReadFile(p.Path)
	if err != nil {
		return p, err
	}
	if p.Lock, err = lock.Parse(filepath.ToSlash(p.Path), text); err != nil {
		return p, err
	}
	if i := slices.IndexFunc(p.Sources, func(s lock.Source) bool { return strings.EqualFold(s.File, filepath.Base(p.Path)) }); i >= 0 {
		return p, diag.InFile(p.Path, Unusable, "%q: that is the lock itself", p.Sources[i].File)
	}
	p.Exists = true
	_, err = selection.New(p.Types, p.TypesAt())
	return p, err
}

// LockFile returns the path of the lock that -lock names, or else of the nearest one;
// where there is none, of one in the module's root.
func LockFile(name string) string {
	return cmp.Or(name, gomod.FindUp(lock.Name), filepath.Join(gomod.Root(), lock.Name))
}

// TypesAt returns where the lock has each of its types.
func (p Files) TypesAt() []diag.Position {
	at := make([]diag.Position, len(p.Types))
	for i := range at {
		at[i] = diag.Position{File: filepath.ToSlash(p.Path), Pointer: diag.PointerTo(fmt.Sprintf("/types/%d", i))}
	}
	return at
}

// dir is the folder that the files are relative to.
func (p Files) dir() string { return source.Dir(p.Path) }

// path returns where a pinned file lies.
func (p Files) path(s lock.Source) string { return filepath.Join(p.dir(), filepath.FromSlash(s.File)) }

// checkPath refuses a file that is no regular one or lies behind a link: a link can
// lead from a plain name to any other.
func (p Files) checkPath(file string) error {
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
			return diag.InFile(name, Unusable, "%v", gomod.Cause(err))
		case info.Mode()&fs.ModeSymlink != 0:
			return diag.InFile(name, Unusable, "is a link, and gen fetch writes to no file behind one")
		case i < len(file) && !info.IsDir():
			return diag.InFile(name, Unusable, "is a file where a folder should be")
		}
	}
	return nil
}

// read returns the content of a pinned file. Any other content is an error.
func (p Files) read(s lock.Source) ([]byte, error) {
	file := p.path(s)
	if gomod.IsMissing(file) {
		return nil, diag.InFile(file, Unusable, "pinned in %s and not there; `%s` gets it", filepath.ToSlash(p.Path), p.Command(" -locked"))
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

func (p Files) mismatch(file string, err error) error {
	return diag.InFile(file, Unusable, "not what %s pins: %v; `%s` gets it anew", filepath.ToSlash(p.Path), err, p.Command(" -force"))
}

// OpenAll opens everything that is pinned.
func (p Files) OpenAll() ([]source.Document, error) {
	return source.OpenAll(p.Sources, func(s lock.Source) ([]source.Document, error) {
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
func (p Files) present() []pinned {
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

// Open opens what -spec names. What is pinned in it is held to that.
func (p Files) Open(name string, stdin io.Reader) ([]source.Document, error) {
	if scheme, _, ok := strings.Cut(strings.ToLower(name), ":"); ok && (scheme == "https" || scheme == "http" || scheme == "file") {
		name = fetch.Redact(name)
		return nil, fmt.Errorf("-spec %s: it names a file; `%s` gets one from a URL and pins it", name, p.Command(" "+name))
	}
	present := p.present()
	if s, ok := pinnedAt(name, present); ok {
		data, err := p.read(s)
		if err != nil {
			return nil, err
		}
		return source.Unpack(name, data)
	}
	docs, err := source.Open(name, stdin)
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

// Compare returns a warning where another generator than this one pinned, or one with other
// corrections, of which sum is the checksum: the same lock does not lead to the same files then.
func (p Files) Compare(sum string) diag.List {
	var other string
	switch {
	case p.Generator != version.Tool:
		other = "by " + p.Generator
	case p.Overlays != sum:
		other = "with other corrections"
	default:
		return nil
	}
	return diag.List{diag.Warningf(diag.Position{File: filepath.ToSlash(p.Path)}, PinnedByOther,
		"pinned %s, and this is %s: what is generated may differ; `%s` notes it", other, version.Tool, p.Command(" -locked"))}
}
