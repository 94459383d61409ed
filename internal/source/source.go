package source

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// Document is the bytes of one specification file.
type Document struct {
	// Name is the base name without a folder and without ".gz", "stdin" for
	// standard input: fit to stand in generated code on every machine.
	Name string
	// Path is what the user knows the document by, "specs.zip/aws-x.json" for
	// a member of an archive and "-" for standard input: for diagnostics.
	Path string
	// Data is the content, uncompressed.
	Data []byte
	// Found says that the document was found in a folder or an archive, and not
	// named by the user: it may be something else than a specification.
	Found bool
}

// Stdin is the name that stands for standard input.
const Stdin = "-"

// MaxSize bounds a file and a document, in bytes. The largest specification that
// AWS publishes is under a tenth of it, and of the limits below.
const MaxSize = 256 << 20

const (
	maxTotal   = 1 << 30
	maxMembers = 50_000
	// maxRatio bounds how far a member of an archive may expand. JSON is
	// repetitive and compresses 10 to 40 times.
	maxRatio = 500
	// ratioFrom is the size from which the ratio counts: tiny members can
	// compress well without doing harm.
	ratioFrom = 1 << 20
)

// Open reads everything that a name stands for: "-" is standard input, a folder
// gives its *.json files, a zip archive its *.json members, a file itself. gzip
// is undone. The documents are sorted by path. Errors are diag.Diagnostics that
// name the file.
func Open(name string, stdin io.Reader) ([]Document, error) {
	if name == Stdin {
		if stdin == nil {
			return nil, fail(name, "standard input is not available")
		}
		data, err := readLimited(name, stdin)
		if err != nil {
			return nil, err
		}
		return unpack("stdin", Stdin, data)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fail(name, "%v", cause(err))
	}
	if info.IsDir() {
		return openFolder(name)
	}
	data, err := ReadFile(name)
	if err != nil {
		return nil, err
	}
	return Unpack(name, data)
}

// Unpack is Open for the content of a file that has been read already.
func Unpack(name string, data []byte) ([]Document, error) {
	return unpack(filepath.Base(name), name, data)
}

// FromFS reads the *.json files of a folder of a file system, for embedded
// specifications. A document's path is the folder's name and its own.
func FromFS(fsys fs.FS, dir string) ([]Document, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fail(dir, "%v", cause(err))
	}
	var docs []Document
	for _, e := range entries {
		if e.IsDir() || !isJSON(e.Name()) {
			continue
		}
		name := path.Join(dir, e.Name())
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fail(name, "%v", cause(err))
		}
		docs = append(docs, Document{Name: e.Name(), Path: name, Data: data})
	}
	return docs, nil
}

func openFolder(name string) ([]Document, error) {
	// os.ReadDir sorts by file name.
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, fail(name, "%v", cause(err))
	}
	var docs []Document
	for _, e := range entries {
		if e.IsDir() || !isJSON(e.Name()) {
			continue
		}
		file := filepath.Join(name, e.Name())
		data, err := ReadFile(file)
		if err != nil {
			return nil, err
		}
		docs = append(docs, Document{Name: e.Name(), Path: filepath.ToSlash(file), Data: data, Found: true})
	}
	if len(docs) == 0 {
		return nil, fail(name, "the folder holds no .json file")
	}
	return docs, nil
}

// unpack undoes gzip and zip, told by the first bytes.
func unpack(base, file string, data []byte) ([]Document, error) {
	if isGzip(data) {
		plain, err := Gunzip(file, data)
		if err != nil {
			return nil, err
		}
		if data, base = plain, strings.TrimSuffix(base, ".gz"); isGzip(data) {
			return nil, fail(file, "compressed with gzip twice")
		}
	}
	if isZip(data) {
		return unzip(file, data)
	}
	return []Document{{Name: base, Path: filepath.ToSlash(file), Data: data}}, nil
}

func isGzip(data []byte) bool { return bytes.HasPrefix(data, []byte{0x1f, 0x8b}) }

// Gunzip undoes gzip, up to MaxSize bytes and no further than a specification can
// shrink. file names the data in errors.
func Gunzip(file string, data []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fail(file, "not a gzip file after all: %v", err)
	}
	limit := max(ratioFrom, int64(len(data))*maxRatio)
	plain, err := readLimited(file, io.LimitReader(r, limit+1))
	if err == nil && int64(len(plain)) > limit {
		return nil, fail(file, "expands more than %d times: refused as a decompression bomb", maxRatio)
	}
	return plain, err
}

// ReadFile gives a file's content as it is, up to MaxSize bytes.
func ReadFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fail(name, "%v", cause(err))
	}
	defer f.Close()
	return readLimited(name, f)
}

func readLimited(name string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fail(name, "truncated: it ends in the middle")
	}
	if err != nil {
		return nil, fail(name, "%v", cause(err))
	}
	if len(data) > MaxSize {
		return nil, fail(name, "larger than %d MiB", MaxSize>>20)
	}
	return data, nil
}

func isJSON(name string) bool { return strings.HasSuffix(name, ".json") }

// cause drops the path from a file system error: the position says it already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func fail(file, format string, args ...any) error {
	return diag.Errorf(diag.Position{File: filepath.ToSlash(file)}, format, args...)
}

func sortByPath(docs []Document) {
	slices.SortFunc(docs, func(a, b Document) int { return strings.Compare(a.Path, b.Path) })
}
