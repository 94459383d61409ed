package output

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
)

// journalName is the file that a folder has while a run writes into it. The go
// command does not see it.
const journalName = ".cfngen-unfinished"

// temporary matches the names that hiddenName returns.
var temporary = regexp.MustCompile(`\A\.cfngen-(new|old)-[A-Z2-7]{12}\z`)

// Interrupted returns the journal of a run that was killed in the folder, false
// where none was. The next plan that is applied removes it, together with the
// temporary files of that run.
func Interrupted(dir string) ([]byte, bool) {
	text, err := Read(dir, journalName)
	return text, !errors.Is(err, fs.ErrNotExist)
}

// writeJournal writes the journal under its own name, by which it is found from the
// first moment. That of a killed run, if there is one, is replaced by renaming: where
// that fails, it is still there.
func writeJournal(root folder, journal []byte) error {
	made, err := create(root, journalName, journal, 0o666, false)
	if !errors.Is(err, fs.ErrExist) {
		if made && err != nil {
			_ = root.Remove(journalName)
		}
		return err
	}
	temp := hiddenName(journalName, "new")
	if made, err = create(root, temp, journal, 0o666, false); err == nil {
		err = root.Rename(temp, journalName)
	}
	if made && err != nil {
		_ = root.Remove(temp) // or the next run does, by the journal before
	}
	return err
}

// removeLeftovers removes the temporary files of a killed run, wherever below the
// folder they are, since the plan of that run is not known. It reports whether it
// could. In the folders of the plan's own files they are known by their names: a
// file that was being written can lack the line of generated files. Elsewhere they
// could be another folder's.
func (p Plan) removeLeftovers(root folder) bool {
	own := p.folders()
	clean := true
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d != nil && d.IsDir():
			return fs.SkipDir
		case err != nil || !d.Type().IsRegular() || !temporary.MatchString(path.Base(name)):
			return nil
		}
		if !own[path.Dir(name)] {
			if info, err := d.Info(); err != nil || info.Size() > maxFile {
				return nil
			}
			content, err := root.ReadFile(filepath.FromSlash(name))
			clean = clean && !mayWork(err)
			if err != nil || len(content) > 0 && !IsGenerated(content) {
				return nil
			}
		}
		clean = !mayWork(root.Remove(filepath.FromSlash(name))) && clean
		return nil
	})
	return clean && err == nil
}

// folders returns the folders of the plan's files and that of its journal.
func (p Plan) folders() map[string]bool {
	out := map[string]bool{".": true}
	for _, c := range p.Changes {
		out[path.Dir(c.Name)] = true
	}
	for _, name := range p.gone {
		out[path.Dir(name)] = true
	}
	return out
}

// removeTemporary removes the temporary files in the folders of files. Nobody needs
// them: while a run is under way, no other one may write there.
func removeTemporary(root folder, files map[string][]byte) {
	folders := map[string]bool{}
	for name := range files {
		folders[path.Dir(name)] = true
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		entries, _ := fs.ReadDir(root.FS(), folder) // what cannot be read stays
		for _, e := range entries {
			if e.Type().IsRegular() && temporary.MatchString(e.Name()) {
				_ = root.Remove(filepath.Join(filepath.FromSlash(folder), e.Name()))
			}
		}
	}
}
