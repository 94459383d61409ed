package lock

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/diag"
)

// Name is the lock's usual file name.
const Name = "cfngen.lock"

// version is the form of the file that this package reads and writes.
const version = 1

// maxSources bounds how many files a lock pins: two for each region are under a
// hundred.
const maxSources = 1000

const comment = "Written by gen fetch: what gen reads, and the checksums that it must have."

// Lock is what is pinned.
type Lock struct {
	// Comment is a sentence on what the file is; Encode sets it, and Version.
	Comment string `json:"comment"`
	// Version is that of the file's form.
	Version int `json:"version"`
	// Generator is the name and version of the program that pinned, Overlays the
	// checksum of the corrections that it carries.
	Generator string `json:"generator"`
	Overlays  string `json:"overlays"`
	// Types are the resource types to generate, names or patterns, in the order in
	// which they were given; none means all.
	Types []string `json:"types,omitempty"`
	// Sources are sorted by their files.
	Sources []Source `json:"sources"`
}

// Source is a file that is pinned.
type Source struct {
	// File is a slash-separated path below the lock's folder.
	File string `json:"file"`
	// URL is where the file came from, https or file. One with a relative path
	// begins in the lock's folder.
	URL string `json:"url"`
	// Version is the specification's own, "" where it has none.
	Version string `json:"version,omitempty"`
	// LastModified and ETag are what the server sent with the content.
	LastModified string `json:"lastModified,omitempty"`
	ETag         string `json:"etag,omitempty"`
	// SHA256 is the content's checksum in hexadecimal, Size its bytes.
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Check reports whether content is what is pinned; the error names both checksums, or
// both sizes where somebody has changed that in the lock.
func (s Source) Check(content []byte) error {
	if sum := checksum.Of(content); sum != s.SHA256 {
		return fmt.Errorf("sha256 is %s, pinned is %s", sum, s.SHA256)
	}
	if size := int64(len(content)); size != s.Size {
		return fmt.Errorf("the size is %d, pinned is %d", size, s.Size)
	}
	return nil
}

// Find returns the source with a file, and whether there is one.
func (l Lock) Find(file string) (Source, bool) {
	i := slices.IndexFunc(l.Sources, func(s Source) bool { return s.File == file })
	if i < 0 {
		return Source{}, false
	}
	return l.Sources[i], true
}

// Pin sets the source of a file.
func (l *Lock) Pin(s Source) {
	l.Sources = slices.DeleteFunc(slices.Clone(l.Sources), func(old Source) bool { return old.File == s.File })
	l.Sources = append(l.Sources, s)
}

// Encode returns the lock's text: the same for equal locks. One that Parse would not
// read is an error.
func (l Lock) Encode() ([]byte, error) {
	l.Comment, l.Version = comment, version
	l.Sources = slices.SortedFunc(slices.Values(l.Sources), func(a, b Source) int { return strings.Compare(a.File, b.File) })
	if err := l.validate(); err != nil {
		return nil, err
	}
	text, err := json.Marshal(l, jsontext.WithIndent("  "))
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

// Parse reads a lock that nobody vouches for. Where one thing in it is not what
// Encode writes, nothing in it is believed. Errors are diagnostics in the file of
// this name.
func Parse(name string, text []byte) (Lock, error) {
	var l Lock
	if err := json.Unmarshal(text, &l, json.RejectUnknownMembers(true)); err != nil {
		return Lock{}, broken(name, text, err)
	}
	if err := l.validate(); err != nil {
		return Lock{}, diag.Errorf(diag.Position{File: name}, Invalid, "%v", err)
	}
	return l, nil
}

func (l Lock) validate() error {
	if l.Version != version {
		return fmt.Errorf("version %d of the lock's form is not understood, %d is: use the version of gen that wrote it", l.Version, version)
	}
	switch {
	case len(l.Sources) == 0:
		return errors.New("nothing is pinned: delete the file")
	case len(l.Sources) > maxSources:
		return fmt.Errorf("%d files are pinned, more than the %d allowed", len(l.Sources), maxSources)
	}
	seen := map[string]bool{}
	for _, s := range l.Sources {
		if err := s.validate(); err != nil {
			return fmt.Errorf("%q: %w", s.File, err)
		}
		// Where case does not count, they are one file.
		folded := strings.ToLower(s.File)
		if seen[folded] {
			return fmt.Errorf("%q is pinned twice", s.File)
		}
		seen[folded] = true
	}
	return nil
}

func (s Source) validate() error {
	if err := CheckFile(s.File); err != nil {
		return err
	}
	if err := checkURL(s.URL); err != nil {
		return err
	}
	if !checksum.Is(s.SHA256) || s.SHA256 != strings.ToLower(s.SHA256) {
		return fmt.Errorf("%q is no SHA-256 checksum in lower case", s.SHA256)
	}
	// They are sent in headers.
	if strings.ContainsFunc(s.ETag+s.LastModified, unicode.IsControl) {
		return errors.New("control characters in etag or lastModified")
	}
	return nil
}

// broken words what is wrong with the text, with its place.
func broken(name string, text []byte, err error) error {
	pos := diag.Position{File: name}
	var offset int64
	var syntax *jsontext.SyntacticError
	var semantic *json.SemanticError
	switch {
	case errors.As(err, &syntax):
		offset, err, pos.Pointer = syntax.ByteOffset, syntax.Err, diag.PointerTo(string(syntax.JSONPointer))
	case errors.As(err, &semantic):
		offset, pos.Pointer = semantic.ByteOffset, diag.PointerTo(string(semantic.JSONPointer))
		if semantic.Err != nil {
			err = semantic.Err
		} else {
			err = fmt.Errorf("a %s is not what stands here", semantic.JSONKind)
		}
	}
	before := text[:min(max(offset, 0), int64(len(text)))]
	pos.Line = bytes.Count(before, []byte("\n")) + 1
	pos.Column = len(before) - bytes.LastIndexByte(before, '\n')
	return diag.Errorf(pos, NoLock, "not a lock file: %v", err)
}
