package conformance

import (
	"archive/zip"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
)

var (
	update        = flag.Bool("update", false, "write testdata anew")
	everyDocument = flag.Bool("all", false, "compare all documents of each type, not some; takes minutes")
	onlyTypes     = flag.String("types", "", "the types to compare, as a pattern such as 'AWS::S3::*'; all by default, which also compares with testdata")
)

// corpus gives the path of a file of the corpus.
func corpus(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("CFNGEN_CORPUS")
	if dir == "" {
		t.Skip("CFNGEN_CORPUS is not set: it names the folder of real specifications that this test reads")
	}
	if testing.Short() {
		t.Skip("compiles what is generated")
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// unzip reads the files of a zip, in its order.
func unzip(t *testing.T, file string, each func(name string, content []byte)) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		if f.FileInfo().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		each(f.Name, content)
	}
}
