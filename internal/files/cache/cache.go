package cache

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/diag"
)

// Entry is what is remembered of a successful run into a folder.
type Entry struct {
	// Inputs is a checksum of all that the result depended on.
	Inputs string
	// Run is the checksum of what the run left in the folder's manifest.
	Run string
	// Program is a checksum of that part of the inputs of which all types depend:
	// the program and its options.
	Program string
	// Documents are the specification.
	Documents []Document
	// Found are the warnings of the run, to be reported again.
	Found diag.List
}

// stored is an entry as it is stored.
type stored struct {
	Entry
	Found []diag.Record
}

// Document is a document of the specification.
type Document struct {
	// Sum is a checksum of its content and its names.
	Sum string
	// Types are the resource types in it, wanted or not, sorted.
	Types []string
}

// Load returns what is remembered of the runs into a folder.
func Load(folder string) []Entry {
	name, err := file(folder)
	if err != nil {
		return nil
	}
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxSize {
		return nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	all, err := parse(text)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(all, func(e Entry) bool { return e.Inputs == "" || e.Run == "" })
}

// parse reads one entry after the other, so that too many take no memory.
func parse(text []byte) ([]Entry, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if first, err := d.Token(); err != nil || first != json.Delim('[') {
		return nil, errDamaged
	}
	var all []Entry
	for d.More() {
		if len(all) == maxEntries {
			return nil, errDamaged
		}
		var e stored
		if err := d.Decode(&e); err != nil {
			return nil, err
		}
		var err error
		if e.Entry.Found, err = diag.FromRecords(e.Found); err != nil {
			return nil, err
		}
		all = append(all, e.Entry)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errDamaged
	}
	return all, nil
}

var errDamaged = errors.New("damaged")

// The limits of what is remembered of a folder. That of a run over all types that AWS
// publishes has a megabyte.
const (
	maxSize    = 16 << 20
	maxEntries = 1000
)

// Store remembers runs into a folder in place of those before. It returns an
// error where they cannot be stored, which harms nobody.
func Store(folder string, all []Entry) error {
	name, err := file(folder)
	if err != nil {
		return err
	}
	entries := make([]stored, len(all))
	for i, e := range all {
		entries[i] = stored{e, e.Found.Records()}
	}
	text, err := json.Marshal(entries)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	// Renamed into place, so that no run reads half of it. What a killed run leaves, the
	// next one into the folder writes over.
	temp := name + ".new"
	err = os.WriteFile(temp, text, 0o600)
	if err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		_ = os.Remove(temp)
	}
	return err
}

// file is where a folder's entries lie: one file for each folder, so that the cache
// does not grow with the number of runs.
func file(folder string) (string, error) {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "cfngen", checksum.Of([]byte(abs))[:32]+".json"), nil
}
