package corpus

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/checksum"
)

// Env is the environment variable that names the corpus.
const Env = "CFNGEN_CORPUS"

// File is a file of the corpus: its path in a whole one.
type File string

// The files of a whole corpus.
const (
	Registry           File = "registry/2026-08.zip"          // all registry schemas
	RegistryBefore     File = "registry/2025-08.zip"          // those of a year before
	ResourceSpec       File = "resourcespec/130.1.0.json.gz"  // the Resource Specification
	ResourceSpecBefore File = "resourcespec/117.0.0.json.gz"  // an older version of it
	JSONSuite          File = "suites/json-parsing.zip"       // JSONTestSuite
	SchemaSuite        File = "suites/json-schema-draft7.zip" // the JSON Schema Test Suite
	Templates          File = "templates/templates.zip"       // real templates
	Relations          File = "relations/relations.json.gz"   // what properties refer to
	Torture            File = "torture.md"                    // resource types with unusual features
)

// snapshot returns the checksum of the contents of the file that the project's
// figures were counted on, "" where there are no figures.
func snapshot(f File) string {
	return map[File]string{
		Registry:           "2ff5060ebf779355cec664cf2edba8e99c11d7c25ced8b2f3a6de0cef173d7d3",
		RegistryBefore:     "323caa5ee9b65c876bfb8d03e41a6d67f12c18c14af613d5f37ad2b68829a144",
		ResourceSpec:       "0c9d6bfec3eece9c33719001e1836b38fb7d25f228e8ae87c5d28821507900cf",
		ResourceSpecBefore: "02ba14c5f8ca45a7837101f42daa2251d6aa468b026cd622d6415d6e5a3521fa",
		JSONSuite:          "8843e7701a2a7c484c41e03d5f8a4b17d38c2d8b88f615da87cc0eceacacc998",
		SchemaSuite:        "3be25df8c73079b3d57476d69e1599092487bccc71881af34e5b322ab913a06a",
		Templates:          "d9c96f8db2f564a5db2798df657b95dd53b7e4cc7f4de7c9029b2831ed467efa",
	}[f]
}

// IndexName is the name of the index of a corpus that was made.
const IndexName = "index.json"

// Index lists what is in a corpus that was made.
type Index struct {
	Comment string         `json:"comment"`
	Files   map[File]Entry `json:"files"`
}

// Entry is a file of a corpus that was made.
type Entry struct {
	// Path is where the file lies below the corpus, with slashes.
	Path string `json:"path"`
	// SHA256 is the checksum of the file, Contents that of what it holds,
	// decompressed and by name.
	SHA256   string `json:"sha256"`
	Contents string `json:"contents"`
}

// Corpus is a folder of specifications.
type Corpus struct {
	dir string
	// index is nil for a whole corpus.
	index *Index
}

// ErrNotIn is the error for a file that a made corpus does not have.
var ErrNotIn = errors.New("the corpus was made without it")

// Open reads the index of a corpus, if it has one.
func Open(dir string) (*Corpus, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder", dir)
	}
	text, err := os.ReadFile(filepath.Join(dir, IndexName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Corpus{dir: dir}, nil
	case err != nil:
		return nil, err
	}
	c := &Corpus{dir: dir, index: new(Index)}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(c.index); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, IndexName), err)
	}
	if len(c.index.Files) == 0 {
		return nil, fmt.Errorf("%s lists no files", filepath.Join(dir, IndexName))
	}
	return c, nil
}

// Whole reports whether the corpus has every file.
func (c *Corpus) Whole() bool { return c.index == nil }

// Path returns the path of a file. The error is ErrNotIn where the index of a made
// corpus does not list the file, and another one where the file should be there and
// is not as it should be.
func (c *Corpus) Path(f File) (string, error) {
	if c.Whole() {
		file := filepath.Join(c.dir, filepath.FromSlash(string(f)))
		_, err := os.Stat(file)
		return file, err
	}
	e, ok := c.index.Files[f]
	if !ok {
		return "", ErrNotIn
	}
	if !filepath.IsLocal(filepath.FromSlash(e.Path)) {
		return "", fmt.Errorf("%s: the path %q is not below the corpus", IndexName, e.Path)
	}
	file := filepath.Join(c.dir, filepath.FromSlash(e.Path))
	content, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if checksum.Of(content) != e.SHA256 {
		return "", fmt.Errorf("%s has not the checksum that %s lists", file, IndexName)
	}
	return file, nil
}

// IsSnapshot reports whether a file is the one that the project's figures were
// counted on.
func (c *Corpus) IsSnapshot(f File) bool {
	return c.Whole() || snapshot(f) != "" && c.index.Files[f].Contents == snapshot(f)
}

// Contents returns a checksum of what a file holds. For a zip archive these are its
// members' base names and contents in any order, for a file that is compressed with
// gzip it is the decompressed content.
func Contents(file string, content []byte) (string, error) {
	switch path.Ext(file) {
	case ".zip":
		members, err := unzip(content)
		if err != nil {
			return "", err
		}
		var lines []string
		for name, text := range members {
			lines = append(lines, checksum.Of(text)+" "+path.Base(name)+"\n")
		}
		slices.Sort(lines)
		return checksum.Of([]byte(strings.Join(lines, ""))), nil
	case ".gz":
		z, err := gzip.NewReader(bytes.NewReader(content))
		if err != nil {
			return "", err
		}
		text, err := io.ReadAll(z)
		return checksum.Of(text), err
	}
	return checksum.Of(content), nil
}

// unzip returns the members of a zip archive by name.
func unzip(content []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, err
	}
	members := map[string][]byte{}
	for _, f := range z.File {
		if f.FileInfo().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		text, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		members[f.Name] = text
	}
	return members, nil
}
