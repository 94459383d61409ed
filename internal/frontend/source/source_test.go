package source

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cfngen/cfngen/internal/diag"
)

type member struct {
	name, content string
	mode          fs.FileMode
}

func makeZip(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		if m.mode != 0 {
			h.SetMode(m.mode)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(m.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func makeGzip(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	archive := makeZip(t, member{name: "b.json", content: "B"}, member{name: "sub/"}, member{name: "sub/a.json", content: "A"}, member{name: "README", content: "no"})
	write("one.json", []byte("1"))
	write("two.json.gz", makeGzip(t, []byte("2")))
	write("misnamed.txt", makeGzip(t, []byte("3")))
	write("specs.zip", archive)
	write("specs.gz", makeGzip(t, archive))
	for _, c := range []struct{ name, want string }{
		{"one.json", "one.json one.json 1"},
		{"two.json.gz", "two.json two.json.gz 2"},
		{"misnamed.txt", "misnamed.txt misnamed.txt 3"},
		{"specs.zip", "b.json specs.zip/b.json B, a.json specs.zip/sub/a.json A"},
		{"specs.gz", "b.json specs.gz/b.json B, a.json specs.gz/sub/a.json A"},
		{".", "one.json one.json 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs, err := Open(filepath.Join(dir, c.name), nil)
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				return
			}
			if got := describe(docs, filepath.ToSlash(dir)+"/"); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		})
	}
}

func describe(docs []Document, prefix string) string {
	var parts []string
	for _, d := range docs {
		parts = append(parts, d.Name+" "+strings.TrimPrefix(d.Path, prefix)+" "+string(d.Data))
	}
	return strings.Join(parts, ", ")
}

func TestOpenStdin(t *testing.T) {
	for what, data := range map[string][]byte{
		"stdin - x":          []byte("x"),
		"stdin - y":          makeGzip(t, []byte("y")),
		"a.json -/a.json zz": makeZip(t, member{name: "a.json", content: "zz"}),
	} {
		t.Run(what, func(t *testing.T) {
			docs, err := Open("-", bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(docs, ""); got != what {
				t.Errorf("%s, want %s", got, what)
			}
		})
	}
}

func TestOpenErrors(t *testing.T) {
	bomb := strings.Repeat(" ", free+1)
	for _, c := range []struct {
		data []byte
		want string
	}{
		{makeZip(t, member{name: "../a.json"}), `-: member "../a.json": not a plain path below the archive's root`},
		{makeZip(t, member{name: "/a.json"}), `-: member "/a.json": absolute paths and backslashes are refused`},
		{makeZip(t, member{name: `C:\a.json`}), `-: member "C:\\a.json": absolute paths and backslashes are refused`},
		{makeZip(t, member{name: "a.json"}, member{name: "a.json"}), `-: member "a.json" occurs twice`},
		{makeZip(t, member{name: "a.json", mode: fs.ModeSymlink | 0o777}), `-: member "a.json" is a link or a special file`},
		{makeZip(t, member{name: "a.txt"}), `-: the archive holds no .json file`},
		{makeZip(t), `-: the archive holds no .json file`},
		{makeZip(t, member{name: "sub/../../a.json"}), `-: member "sub/../../a.json": not a plain path below the archive's root`},
		{makeZip(t, member{name: `..\a.json`}), `-: member "..\\a.json": absolute paths and backslashes are refused`},
		{makeZip(t, member{name: "c:a.json"}), `-: member "c:a.json": absolute paths and backslashes are refused`},
		{makeZip(t, member{name: "a\x00.json"}), `-: member "a\x00.json": control characters are refused`},
		{makeZip(t, member{name: "a.json"}, member{name: "A.JSON"}), `-: member "a.json" and member "A.JSON" differ in case only`},
		{makeZip(t, member{name: "x.txt"}, member{name: "x.txt/"}), `-: member "x.txt/" occurs twice`},
		{makeZip(t, member{name: "x", mode: fs.ModeDevice | 0o666}), `-: member "x" is a link or a special file`},
		{makeZip(t, member{name: "p", mode: fs.ModeNamedPipe | 0o666}), `-: member "p" is a link or a special file`},
		{makeZip(t, member{name: "a.json"}, member{name: "more.ZIP"}), `-: member "more.ZIP" is an archive itself, which is not opened`},
		{makeZip(t, member{name: "a.json", content: string(makeZip(t))}), `-/a.json: is an archive itself, which is not opened`},
		{makeGzip(t, makeGzip(t, []byte("{}"))), `-: compressed with gzip twice`},
		{makeGzip(t, []byte("{}"))[:20], `-: truncated: it ends in the middle`},
		{encrypted(t), `-: member "a.json" is encrypted`},
		{crowd(t, maxFiles+1), `-: the archive has 50001 members, more than the 50000 allowed`},
		{makeZip(t, member{name: "a.json", content: "{}"})[:60], `-: not a readable zip archive: zip: not a valid zip file`},
		{damaged(t, "x"), `-/a.json: cannot be read: zip: checksum error`},
		{cutMember(t), `-/a.json: truncated: it ends in the middle`},
		{overlapping(t), `-: expands more than 50 times: refused as a decompression bomb`},
		{makeZip(t, member{name: "a.json", content: bomb}), `-: expands more than 50 times: refused as a decompression bomb`},
		{makeGzip(t, []byte(bomb)), `-: expands more than 50 times: refused as a decompression bomb`},
		{[]byte("PK\x03\x04nothing"), `-: not a readable zip archive: zip: not a valid zip file`},
		{[]byte("\x1f\x8b"), `-: not a gzip file after all: unexpected EOF`},
		{[]byte("\x1f\x8bxx"), `-: not a gzip file after all: unexpected EOF`},
	} {
		t.Run(c.want, func(t *testing.T) {
			_, err := Open("-", bytes.NewReader(c.data))
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none.json"), nil); err == nil || !strings.HasSuffix(err.Error(), "none.json: no such file or directory") {
		t.Errorf("missing file: %v", err)
	}
	if _, err := Open(t.TempDir(), nil); err == nil || !strings.HasSuffix(err.Error(), "the folder holds no .json file") {
		t.Errorf("empty folder: %v", err)
	}
	if _, err := Open("-", nil); err == nil {
		t.Error("no standard input: no error")
	}
}

// directory returns where the first entry of an archive's directory begins.
func directory(t *testing.T, archive []byte) int {
	t.Helper()
	at := bytes.Index(archive, []byte("PK\x01\x02"))
	if at < 0 {
		t.Fatal("no directory")
	}
	return at
}

func encrypted(t *testing.T) []byte {
	archive := makeZip(t, member{name: "a.json", content: "{}"})
	archive[directory(t, archive)+8] |= 1 // the flags
	return archive
}

// crowd returns an archive of n empty members, cheaper than a writer makes it.
func crowd(t *testing.T, n int) []byte {
	one := makeZip(t, member{name: "a.json"})
	at := directory(t, one)
	end := bytes.Index(one, []byte("PK\x05\x06"))
	return slices.Concat(one[:at], bytes.Repeat(one[at:end], n), one[end:])
}

// damaged returns an archive with other content than its checksum says.
func damaged(t *testing.T, content string) []byte {
	archive := makeZip(t, member{name: "a.json", content: content})
	archive[directory(t, archive)+16] ^= 1 // the checksum
	return archive
}

// cutMember returns an archive with a member that declares less compressed data
// than it has.
func cutMember(t *testing.T) []byte {
	archive := makeZip(t, member{name: "a.json", content: "0123456789abcdefghij"})
	archive[directory(t, archive)+20] -= 10
	return archive
}

// overlapping returns an archive whose members all have the same data: none expands
// too far by itself.
func overlapping(t *testing.T) []byte {
	one := makeZip(t, member{name: "a000.json", content: strings.Repeat(" ", free/8)})
	at, end := directory(t, one), bytes.Index(one, []byte("PK\x05\x06"))
	out := slices.Clone(one[:at])
	for i := range 9 {
		entry := bytes.Replace(one[at:end], []byte("a000"), fmt.Appendf(nil, "a%03d", i), 1)
		out = append(out, entry...)
	}
	size := len(out) - at
	tail := slices.Clone(one[end:])
	binary.LittleEndian.PutUint16(tail[8:], 9)
	binary.LittleEndian.PutUint16(tail[10:], 9)
	binary.LittleEndian.PutUint32(tail[12:], uint32(size))
	return append(out, tail...)
}

func TestFromFS(t *testing.T) {
	fsys := fstest.MapFS{"r/b.json": {Data: []byte("B")}, "r/a.json": {Data: []byte("A")}, "r/x.txt": {}}
	docs, err := FromFS(fsys, "r")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := describe(docs, ""), "a.json r/a.json A, b.json r/b.json B"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// FuzzZip: no archive panics or leaves its root, every error names the file.
func FuzzZip(f *testing.F) {
	f.Add(makeZip(f, member{name: "a.json", content: "{}"}))
	f.Add(makeZip(f, member{name: "../a.json", content: "{}"}))
	f.Add(makeGzip(f, []byte("{}")))
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := Open("-", bytes.NewReader(data))
		if err != nil {
			var d diag.Diagnostic
			if !errors.As(err, &d) || d.Pos.File == "" {
				t.Fatalf("error without a file: %v", err)
			}
		}
		for _, d := range docs {
			if strings.Contains(d.Name, "/") || strings.Contains(d.Path, "..") && !fs.ValidPath(strings.TrimPrefix(d.Path, "-/")) {
				t.Fatalf("document %q at %q", d.Name, d.Path)
			}
		}
	})
}
