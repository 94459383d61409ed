package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/registry"
	"github.com/cfngen/cfngen/internal/frontend/resourcespec"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// registrySchemas returns a zip archive of registry schemas.
func registrySchemas(name string) ([]byte, string, error) {
	docs, summary, err := specification(name, registry.Format)
	if err != nil {
		return nil, "", err
	}
	members := map[string][]byte{}
	for _, doc := range docs {
		base := path.Base(doc.Path)
		if members[base] != nil {
			return nil, "", fmt.Errorf("%s is there twice", base)
		}
		members[base] = doc.Data
	}
	content, err := archive(members)
	return content, summary, err
}

// resourceSpec returns a Resource Specification, compressed with gzip.
func resourceSpec(name string) ([]byte, string, error) {
	docs, summary, err := specification(name, resourcespec.Format)
	if err != nil {
		return nil, "", err
	}
	if len(docs) != 1 {
		return nil, "", fmt.Errorf("a Resource Specification is one document, and there are %d", len(docs))
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err = z.Write(docs[0].Data)
	err = errors.Join(err, z.Close())
	return b.Bytes(), summary, err
}

// specification returns the documents of a specification of one format that gen can
// read, and the number of its resource types.
func specification(name, format string) ([]source.Document, string, error) {
	docs, err := source.Open(name, nil)
	if err != nil {
		return nil, "", err
	}
	read, found := frontend.Read(docs, nil)
	if err := found.Err(); err != nil {
		return nil, "", err
	}
	if len(read.Resources) == 0 {
		return nil, "", errors.New("there are no resource types")
	}
	for _, s := range read.Sources {
		if s.Format != format {
			return nil, "", fmt.Errorf("it is a %s, not a %s", s.Format, format)
		}
	}
	return docs, fmt.Sprintf("%d resource types", len(read.Resources)), nil
}

// folder returns a function that makes a zip archive of a folder: the one of this
// name below what the flag names, which is a folder or a zip archive with or
// without one folder around everything.
func folder(within string) func(string) ([]byte, string, error) {
	return func(name string) ([]byte, string, error) {
		files, err := open(name)
		if err != nil {
			return nil, "", err
		}
		if c, ok := files.(interface{ Close() error }); ok {
			defer c.Close()
		}
		root := within
		if _, err := fs.Stat(files, root); err != nil {
			found, err := fs.Glob(files, path.Join("*", within))
			if err != nil || len(found) != 1 {
				return nil, "", fmt.Errorf("there are %d folders %s", len(found), within)
			}
			root = found[0]
		}
		if files, err = fs.Sub(files, root); err != nil {
			return nil, "", err
		}
		members := map[string][]byte{}
		err = fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() {
				return err
			}
			content, err := fs.ReadFile(files, name)
			members[path.Join(within, name)] = content
			return err
		})
		if err != nil {
			return nil, "", err
		}
		if len(members) == 0 {
			return nil, "", errors.New("there are no files")
		}
		content, err := archive(members)
		return content, fmt.Sprintf("%d files", len(members)), err
	}
}

// open opens a folder or a zip archive.
func open(name string) (fs.FS, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return os.DirFS(name), nil
	}
	return zip.OpenReader(name)
}

// archive returns a zip archive with members in the order of their names.
func archive(members map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(members[name]); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
