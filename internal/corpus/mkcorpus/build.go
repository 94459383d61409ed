package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/corpus"
)

// build makes the folder out from what names has for each file, and prints what is
// in it. The folder appears when all is in it.
func build(out string, names map[corpus.File]*string, stdout io.Writer) error {
	if _, err := os.Lstat(out); err == nil {
		return fmt.Errorf("%s is there already", out)
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(out), ".mkcorpus-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	index := corpus.Index{
		Comment: "Written by mkcorpus: what is in this corpus. Tests that need more are skipped.",
		Files:   map[corpus.File]corpus.Entry{},
	}
	for _, p := range parts() {
		if p.flag == "" || *names[p.file] == "" {
			fmt.Fprintf(stdout, "%-30s left out: %s\n", p.file, p.usage)
			continue
		}
		summary, err := add(dir, p, *names[p.file], &index)
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "%-30s %s\n", p.path, summary)
	}
	text, err := json.MarshalIndent(index, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, corpus.IndexName), append(text, '\n'), 0o666); err != nil {
		return err
	}
	return os.Rename(dir, out)
}

// add writes a file and its entry in the index, and returns a summary of it.
func add(dir string, p part, name string, index *corpus.Index) (string, error) {
	content, summary, err := p.read(name)
	if err != nil {
		return "", fmt.Errorf("-%s %s: %w", p.flag, name, err)
	}
	contents, err := corpus.Contents(p.path, content)
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, filepath.FromSlash(p.path))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return "", err
	}
	index.Files[p.file] = corpus.Entry{Path: p.path, SHA256: checksum.Of(content), Contents: contents}
	return summary, os.WriteFile(file, content, 0o666)
}
