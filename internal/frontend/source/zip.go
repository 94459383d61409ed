package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"
)

func isZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

// unzip reads the *.json members of an archive that nobody vouches for. Every
// name is checked, also of members that are not read: an archive with one
// hostile member is hostile. limit is how many bytes its members may have together.
func unzip(file string, data []byte, limit int64) ([]Document, error) {
	// Counted before they are read: NewReader keeps all there are.
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxFiles {
		return nil, fail(file, "the archive has %d members, more than the %d allowed", n, maxFiles)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if r == nil {
		return nil, fail(file, "not a readable zip archive: %v", err)
	}
	// NewReader may report insecure names with a usable reader; checkMember
	// words those better.
	var docs []Document
	var members []*zip.File
	seen := make(map[string]string, len(r.File))
	total := int64(0)
	for _, f := range r.File {
		if err := checkMember(file, f, seen); err != nil {
			return nil, err
		}
		if f.FileInfo().IsDir() || !isJSON(f.Name) {
			continue
		}
		if f.UncompressedSize64 > MaxSize {
			return nil, tooLarge(memberPath(file, f.Name))
		}
		// By the sizes that the archive declares; readMember does not read more.
		switch total += int64(f.UncompressedSize64); {
		case total > MaxTotal:
			return nil, fail(file, "the archive's members are larger than %d MiB together", MaxTotal>>20)
		case total > limit:
			return nil, bomb(file)
		}
		docs = append(docs, Document{Name: path.Base(f.Name), Path: memberPath(file, f.Name), Found: true})
		members = append(members, f)
	}
	if len(docs) == 0 {
		return nil, fail(file, "the archive holds no .json file")
	}
	errs := make([]error, len(docs))
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range members {
		reading.Go(func() error {
			docs[i].Data, errs[i] = readMember(file, f)
			return nil
		})
	}
	_ = reading.Wait() // errs has them in a fixed order
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	sortByPath(docs)
	return docs, nil
}

func memberPath(file, name string) string { return filepath.ToSlash(file) + "/" + name }

// checkMember refuses a member for its name or its kind. seen has the names of
// the members before, by their lower case: what unpacks on one system must not
// overwrite itself on another.
func checkMember(file string, f *zip.File, seen map[string]string) error {
	name := f.Name
	clean := strings.TrimSuffix(name, "/")
	other, twice := seen[strings.ToLower(clean)]
	switch {
	case strings.HasPrefix(name, "/") || strings.Contains(name, `\`) || (len(name) > 1 && name[1] == ':'):
		return fail(file, "member %q: absolute paths and backslashes are refused", name)
	case !fs.ValidPath(clean) || clean == ".":
		return fail(file, "member %q: not a plain path below the archive's root", name)
	case strings.ContainsFunc(name, unicode.IsControl):
		return fail(file, "member %q: control characters are refused", name)
	case twice && other == clean:
		return fail(file, "member %q occurs twice", name)
	case twice:
		return fail(file, "member %q and member %q differ in case only", other, name)
	case f.Mode()&(fs.ModeType&^fs.ModeDir) != 0:
		return fail(file, "member %q is a link or a special file", name)
	case f.Flags&1 != 0:
		return fail(file, "member %q is encrypted", name)
	case isArchive(name):
		return fail(file, "member %q is an archive itself, which is not opened", name)
	}
	seen[strings.ToLower(clean)] = clean
	return nil
}

// isArchive reports whether a name is that of an archive or a compressed file.
func isArchive(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".7z":
		return true
	}
	return false
}

// readMember reads a member, at most what the archive declares.
func readMember(file string, f *zip.File) ([]byte, error) {
	where := memberPath(file, f.Name)
	r, err := f.Open()
	if err != nil {
		return nil, fail(where, "cannot be read: %v", err)
	}
	defer r.Close()
	size := int64(f.UncompressedSize64)
	content, err := readAll(io.LimitReader(r, size+1), size)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fail(where, "truncated: it ends in the middle")
	}
	if err != nil {
		return nil, fail(where, "cannot be read: %v", err)
	}
	if uint64(len(content)) > f.UncompressedSize64 {
		return nil, fail(where, "larger than the archive declares")
	}
	if isGzip(content) || isZip(content) {
		return nil, fail(where, "is an archive itself, which is not opened")
	}
	return content, nil
}
