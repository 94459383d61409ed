package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
)

// notesName is the file that a folder has while a run writes into it. The go
// command does not see it.
const notesName = ".cfngen-unfinished"

// temporary matches the names that hiddenName gives.
var temporary = regexp.MustCompile(`\A\.cfngen-(new|old)-[A-Z2-7]{12}\z`)

// Unfinished gives the notes that a run left which was killed in the folder,
// false where none was. The next plan that is applied removes them, together
// with the temporary files of that run.
func Unfinished(dir string) ([]byte, bool) {
	text, err := Read(dir, notesName)
	return text, !errors.Is(err, fs.ErrNotExist)
}

// writeNotes replaces the notes of a killed run, if there are any, by renaming:
// where it fails, those are still there.
func writeNotes(root folder, notes []byte) error {
	temp := hiddenName(notesName, "new")
	if err := create(root, temp, notes, 0o666, false); err != nil {
		return err
	}
	if err := root.Rename(temp, notesName); err != nil {
		_ = root.Remove(temp)
		return err
	}
	return nil
}

// removeLeftovers removes the temporary files of a killed run, wherever below
// the folder they are: the plan of that run is not known. What cannot be removed
// is hidden and harms nobody.
func removeLeftovers(root *os.Root) {
	_ = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d != nil && d.IsDir():
			return fs.SkipDir
		case err != nil || !d.Type().IsRegular() || !temporary.MatchString(path.Base(name)):
			return nil
		}
		content, err := root.ReadFile(filepath.FromSlash(name))
		if err == nil && (len(content) == 0 || IsGenerated(content)) {
			_ = root.Remove(filepath.FromSlash(name))
		}
		return nil
	})
}

// removeBeside removes the temporary files in the folders of files. Nobody needs
// them: while a run is under way, no other one may write there.
func removeBeside(root *os.Root, files map[string][]byte) {
	folders := map[string]bool{}
	for name := range files {
		folders[path.Dir(name)] = true
	}
	for folder := range folders {
		entries, _ := fs.ReadDir(root.FS(), folder) // what cannot be read stays
		for _, e := range entries {
			if e.Type().IsRegular() && temporary.MatchString(e.Name()) {
				_ = root.Remove(filepath.Join(filepath.FromSlash(folder), e.Name()))
			}
		}
	}
}
