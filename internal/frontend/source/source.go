package source

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// Document is the bytes of one specification file.
type Document struct {
	// Name is the base name without a folder and without ".gz", "stdin" for
	// standard input and "pipe" for /dev/fd/N: fit to stand in generated code on
	// every machine.
	Name string
	// Path is what the user knows the document by, "specs.zip/aws-x.json" for
	// a member of an archive and "-" for standard input: for diagnostics.
	Path string
	// Data is the content, uncompressed.
	Data []byte
	// Packed is how many bytes of what the user gave the document takes: its share where
	// that is compressed. What may be made of it is in proportion to that.
	Packed int
	// Found reports whether the document was found in a folder or an archive, and not
	// named by the user: it may be something else than a specification.
	Found bool
}

// Stdin is the name that stands for standard input.
const Stdin = "-"

// The limits, in proportion to what AWS publishes: its largest document has 10 MB and
// shrinks to a twentieth, and all of its schemas together have 13 MB.
const (
	// MaxSize bounds a file and a document, in bytes.
	MaxSize = 64 << 20
	// MaxTotal bounds the documents of a folder, of an archive and of a run, in bytes.
	MaxTotal = 256 << 20

	maxFiles = 50_000
	// maxRatio bounds how far a file may expand, all members of an archive together.
	maxRatio = 50
	// free is up to what size the ratio does not count: what is small can be
	// compressed well and does no harm.
	free = 8 << 20
)

// allowance returns how many bytes compressed data may expand to.
func allowance(compressed int) int64 {
	return max(free, min(int64(compressed)*maxRatio, MaxTotal))
}

// Open reads everything that a name stands for: "-" is standard input, a folder
// is its *.json files, a zip archive its *.json members, a file is itself. gzip
// is undone. The documents are sorted by path. Errors are diag.Diagnostics that
// name the file.
func Open(name string, stdin io.Reader) ([]Document, error) {
	if name == Stdin {
		if stdin == nil {
			return nil, fail(name, "standard input is not available")
		}
		data, err := readLimited(name, stdin, 0)
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
	if openFiles.MatchString(name) {
		return unpack("pipe", name, data) // whatever its number is
	}
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
		docs = append(docs, Document{Name: e.Name(), Path: name, Data: data, Packed: len(data)})
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
	total := 0
	for _, e := range entries {
		if e.IsDir() || !isJSON(e.Name()) {
			continue
		}
		file := filepath.Join(name, e.Name())
		data, err := ReadFile(file)
		if err != nil {
			return nil, err
		}
		if total += len(data); total > MaxTotal {
			return nil, fail(name, "the folder's .json files are larger than %d MiB together", MaxTotal>>20)
		}
		docs = append(docs, Document{Name: e.Name(), Path: filepath.ToSlash(file), Data: data, Packed: len(data), Found: true})
	}
	if len(docs) == 0 {
		return nil, fail(name, "the folder holds no .json file")
	}
	return docs, nil
}

// unpack undoes gzip and zip, which it recognizes by the first bytes.
func unpack(base, file string, data []byte) ([]Document, error) {
	packed := len(data)
	limit := allowance(packed)
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
		docs, err := unzip(file, data, limit)
		share(docs, packed)
		return docs, err
	}
	return []Document{{Name: base, Path: filepath.ToSlash(file), Data: data, Packed: packed}}, nil
}

// share sets Packed: the bytes that documents were compressed to are shared out
// by their sizes, because what an archive states of them need not be true.
func share(docs []Document, packed int) {
	total := 0
	for _, doc := range docs {
		total += len(doc.Data)
	}
	for i := range docs {
		docs[i].Packed = int(int64(packed) * int64(len(docs[i].Data)) / int64(max(total, 1)))
	}
}

func isGzip(data []byte) bool { return bytes.HasPrefix(data, []byte{0x1f, 0x8b}) }

// Gunzip undoes gzip, up to MaxSize bytes and no further than a specification can
// shrink. It takes no more memory than the result has. file names the data in errors.
func Gunzip(file string, data []byte) ([]byte, error) {
	limit := allowance(len(data))
	size := min(declaredSize(data), limit, MaxSize)
	plain, err := gunzip(file, data, size)
	if err != nil || int64(len(plain)) <= size {
		return plain, err
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, notGzip(file, err)
	}
	// gunzip reports what cannot be read.
	switch size, _ = io.Copy(io.Discard, io.LimitReader(r, limit+1)); {
	case size > limit:
		return nil, bomb(file)
	case size > MaxSize:
		return nil, tooLarge(file)
	}
	return gunzip(file, data, size)
}

// declaredSize returns the length of the content that gzip states, which is right
// in an honest file of one part.
func declaredSize(data []byte) int64 {
	const trailer = 4
	if len(data) < trailer {
		return 0
	}
	return int64(binary.LittleEndian.Uint32(data[len(data)-trailer:]))
}

// gunzip returns up to a byte more than are expected.
func gunzip(file string, data []byte, size int64) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, notGzip(file, err)
	}
	return readLimited(file, io.LimitReader(r, size+1), size)
}

func notGzip(file string, err error) error {
	return fail(file, "not a gzip file after all: %v", err)
}

// openFiles matches the names of files that are open already, as a shell's <(…) has
// one: reading them waits for whoever writes, as reading standard input does.
var openFiles = regexp.MustCompile(`\A(/dev/stdin|/dev/fd/[0-9]+|/proc/self/fd/[0-9]+)\z`)

// Dir returns the folder of a file, to which paths in the file are relative: the current
// one where the file is one that is open already.
func Dir(name string) string {
	if openFiles.MatchString(name) {
		return "."
	}
	return filepath.Dir(name)
}

// checkRegular refuses what is no regular file and was not opened by whoever started
// the program, before it is opened: a pipe waits for a writer, a device need not end.
func checkRegular(name string) error {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return fail(name, "%v", cause(err))
	case info.IsDir():
		return fail(name, "is a folder where a file should be")
	case !info.Mode().IsRegular() && !openFiles.MatchString(name):
		return fail(name, "is a pipe, a device or a socket, and no regular file; of these only - and /dev/fd/N are read")
	}
	return nil
}

// ReadFile returns a file's content as it is, up to MaxSize bytes. What is no regular
// file is an error, unless it is open already: /dev/fd/N.
func ReadFile(name string) ([]byte, error) {
	if err := checkRegular(name); err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fail(name, "%v", cause(err))
	}
	defer f.Close()
	size := int64(0)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	return readLimited(name, f, size)
}

// readLimited reads up to MaxSize bytes. size is how many there are expected to be.
func readLimited(name string, r io.Reader, size int64) ([]byte, error) {
	data, err := readAll(io.LimitReader(r, MaxSize+1), min(size, MaxSize))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fail(name, "truncated: it ends in the middle")
	}
	if err != nil {
		return nil, fail(name, "%v", cause(err))
	}
	if len(data) > MaxSize {
		return nil, tooLarge(name)
	}
	return data, nil
}

func bomb(file string) error {
	return fail(file, "expands more than %d times: refused as a decompression bomb", maxRatio)
}

func tooLarge(name string) error { return fail(name, "larger than %d MiB", MaxSize>>20) }

// readAll is io.ReadAll with memory for as many bytes as are expected.
func readAll(r io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead)
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

func isJSON(name string) bool { return strings.HasSuffix(name, ".json") }

// cause drops the path from a file system error: the position has it already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func fail(file, format string, args ...any) error {
	return diag.Errorf(diag.Position{File: filepath.ToSlash(file)}, Unreadable, format, args...)
}

func sortByPath(docs []Document) {
	slices.SortFunc(docs, func(a, b Document) int { return strings.Compare(a.Path, b.Path) })
}
