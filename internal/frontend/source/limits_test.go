package source

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// repeated returns gzip of about so many bytes that expands as far as can be: a
// member with a megabyte of the text, again and again.
func repeated(t *testing.T, text string, size int) []byte {
	t.Helper()
	one := makeGzip(t, []byte(strings.Repeat(text, 1<<20/len(text))))
	return bytes.Repeat(one, max(size/len(one), 1))
}

// crowded returns an archive of about so many bytes whose members expand as far as
// can be, none of them large by itself.
func crowded(t *testing.T, text string, size int) []byte {
	t.Helper()
	content := []byte(strings.Repeat(text, 1<<20/len(text)))
	var packed bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	f.Close()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; b.Len() < size; i++ {
		m, err := w.CreateRaw(&zip.FileHeader{
			Name: fmt.Sprintf("%d.json", i), Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(content),
			CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(content)),
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write(packed.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// allocated returns how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestMemory: what data can expand to takes memory in proportion to the data, however
// well it is compressed. It ends with an error.
func TestMemory(t *testing.T) {
	const margin = 32 << 20 // for what is small
	for _, c := range []struct {
		name string
		make func(t *testing.T, text string, size int) []byte
		text string
		want string
	}{
		{"gzip of spaces", repeated, " ", "expands more than 50 times"},
		{"gzip of objects", repeated, "{},", "expands more than 50 times"},
		{"zip of spaces", crowded, " ", "expands more than 50 times"},
		{"zip of numbers", crowded, "1,", "expands more than 50 times"},
		{"zip in gzip", func(t *testing.T, text string, size int) []byte {
			return makeGzip(t, crowded(t, text, 20*size))
		}, " ", "expands more than 50 times"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, size := range []int{128 << 10, 256 << 10, 1 << 20} {
				data := c.make(t, c.text, size)
				var err error
				n := allocated(func() { _, err = Unpack("bomb", data) })
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("%d bytes: error is %v", len(data), err)
				}
				if most := uint64(maxRatio*len(data) + margin); n > most {
					t.Errorf("%d bytes: %d are allocated, more than %d", len(data), n, most)
				}
			}
		})
	}
}

// TestAllowed: what is within the limits is read, and takes little more than its size.
func TestAllowed(t *testing.T) {
	plain := []byte(strings.Repeat(" ", 30<<20))
	for _, c := range []struct {
		name string
		data []byte
		size int
	}{
		{"small and well compressed", repeated(t, " ", 1), 1 << 20},
		{"the free megabytes", makeGzip(t, plain[:free]), free},
		{"plain", plain, len(plain)},
	} {
		t.Run(c.name, func(t *testing.T) {
			var docs []Document
			var err error
			n := allocated(func() { docs, err = Unpack("x.json", c.data) })
			if err != nil || len(docs) != 1 || len(docs[0].Data) != c.size {
				t.Fatalf("%d documents, %v", len(docs), err)
			}
			if most := uint64(c.size + 1<<20); n > most {
				t.Errorf("%d bytes are allocated for %d", n, c.size)
			}
		})
	}
}

// TestFolderLimits: the files of a folder are bounded together, however each came
// there.
func TestFolderLimits(t *testing.T) {
	dir := t.TempDir()
	large, err := os.Create(filepath.Join(dir, "large"))
	if err != nil {
		t.Fatal(err)
	}
	if err := large.Truncate(MaxSize); err != nil { // takes no room on the disk
		t.Fatal(err)
	}
	large.Close()
	for i := range MaxTotal/MaxSize + 1 {
		if err := os.Symlink("large", filepath.Join(dir, fmt.Sprintf("%d.json", i))); err != nil {
			t.Skip(err)
		}
	}
	_, err = Open(dir, nil)
	if want := "the folder's .json files are larger than 256 MiB together"; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error is %v", err)
	}
}

// TestCorpus: what AWS publishes is far from all limits.
func TestCorpus(t *testing.T) {
	const growth = 2 // in how far files are compressed
	for _, file := range []corpus.File{corpus.RegistryBefore, corpus.Registry, corpus.ResourceSpecBefore, corpus.ResourceSpec} {
		t.Run(string(file), func(t *testing.T) {
			name := corpus.Path(t, file)
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			docs, err := Open(name, nil)
			if err != nil {
				t.Fatal(err)
			}
			total := 0
			for _, d := range docs {
				if total += len(d.Data); len(d.Data) > MaxSize/5 {
					t.Errorf("%s has %d bytes", d.Path, len(d.Data))
				}
			}
			if int64(total)*growth > allowance(int(info.Size())) && total > free || total > MaxTotal/10 || len(docs) > maxFiles/10 {
				t.Errorf("%d documents, %d bytes out of %d", len(docs), total, info.Size())
			}
		})
	}
}
