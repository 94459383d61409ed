package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"github.com/cfngen/cfngen/internal/diag"
)

// Entry is what is remembered of the last successful run into a folder.
type Entry struct {
	// Inputs is a checksum of all that the result depended on.
	Inputs string
	// Manifest is the checksum of the list of files that the run left.
	Manifest string
	// Found are the warnings of the run, to be given again.
	Found diag.List
}

// Load gives what is remembered of a folder, false where nothing is.
func Load(folder string) (Entry, bool) {
	name, err := file(folder)
	if err != nil {
		return Entry{}, false
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return Entry{}, false
	}
	var e Entry
	err = json.Unmarshal(text, &e)
	return e, err == nil && e.Inputs != "" && e.Manifest != ""
}

// Store remembers the last run into a folder in place of the one before. An
// error says that there is no place to remember it, which harms nobody.
func Store(folder string, e Entry) error {
	name, err := file(folder)
	if err != nil {
		return err
	}
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	// Renamed into place, so that no run reads half of it.
	temp, err := os.CreateTemp(filepath.Dir(name), ".new-")
	if err != nil {
		return err
	}
	_, err = temp.Write(text)
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}

// file is where a folder's entry lies: one for each folder, so that the cache
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
	sum := sha256.Sum256([]byte(abs))
	return filepath.Join(dir, "cfngen", hex.EncodeToString(sum[:16])+".json"), nil
}
