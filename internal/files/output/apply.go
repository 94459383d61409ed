package output

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
)

// defaultWriters is how many files are written at a time. More only wait for each
// other: file systems make new files one by one.
const defaultWriters = 2

// Apply carries out the plan. It first writes every file beside its place
// and only then renames them all, so that a full disk is noticed before
// anything has changed. Where a step fails, all that was done is undone. Where
// that fails, too, or the process is killed, each file has its old content or its
// new one, and the next run does the rest.
func (p Plan) Apply() (Summary, error) { return p.applyTo(system{}) }

func (p Plan) applyTo(d disk) (Summary, error) {
	var sum Summary
	var todo []*staged
	for _, c := range p.Changes {
		switch c.Kind {
		case Same:
			sum.Unchanged = append(sum.Unchanged, c.Name)
			continue
		case Remove:
			sum.Removed = append(sum.Removed, c.Name)
		default:
			sum.Written = append(sum.Written, c.Name)
		}
		todo = append(todo, &staged{Change: c})
	}
	if len(todo) == 0 && !p.Interrupted {
		return sum, nil
	}
	slices.SortStableFunc(todo, func(a, b *staged) int { return p.turn(a.Change) - p.turn(b.Change) })
	created, err := makeFolders(d, p.Dir)
	if err != nil {
		return Summary{}, err
	}
	root, err := d.OpenRoot(p.Dir)
	if err != nil {
		return Summary{}, errors.Join(fileError(p.Dir, "", err), removeFolders(d, created))
	}
	defer root.Close()
	if err := p.applyJournaled(root, todo); err != nil {
		return Summary{}, errors.Join(err, removeFolders(d, created))
	}
	return sum, nil
}

// turn orders changes: files appear before others go, and the record is last.
func (p Plan) turn(c Change) int {
	switch {
	case c.Name == p.record:
		return 2
	case c.Kind == Remove:
		return 1
	}
	return 0
}

// applyJournaled applies the changes, with the journal in the folder until they are
// done. The journal stays where something is left behind, for the next run.
func (p Plan) applyJournaled(root folder, todo []*staged) error {
	clean := true
	if p.Interrupted {
		clean = p.removeLeftovers(root)
	}
	if len(todo) > 0 && p.journal != nil {
		if err := writeJournal(root, p.journal); err != nil {
			return fileError(p.Dir, "", err)
		}
	}
	if err := p.apply(root, todo); err != nil {
		// That of a killed run stays in any case: its work is not done.
		if !p.Interrupted && !errors.Is(err, errNotUndone) {
			_ = root.Remove(journalName)
		}
		return err
	}
	for _, s := range todo {
		if s.backup != "" {
			clean = !mayWork(root.Remove(s.backup)) && clean
		}
	}
	for _, d := range emptied(p.gone) {
		info, err := root.Lstat(d)
		if err == nil && info.IsDir() {
			err = root.Remove(d)
		}
		clean = clean && !mayWork(err)
	}
	if clean {
		_ = root.Remove(journalName)
	}
	return nil
}

// mayWork reports whether an operation can work the next time that failed now. It
// does not where nothing is there, or where somebody has put something into a folder
// or forbidden the operation.
func mayWork(err error) bool {
	return err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrPermission)
}

// makeFolders makes the output folder and returns what had to be made for it, the
// outermost first. What another run makes meanwhile is there and that run's.
func makeFolders(disk disk, dir string) ([]string, error) {
	var missing []string
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		_, err := disk.Stat(d)
		if err == nil || d == filepath.Dir(d) {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fileError(d, "", err)
		}
		missing = append(missing, d)
	}
	var created []string
	for _, d := range slices.Backward(missing) {
		err := disk.Mkdir(d, 0o777)
		switch {
		case err == nil:
			created = append(created, d)
			continue
		case isFolder(disk, d):
			continue
		case errors.Is(err, fs.ErrExist):
			err = errors.New("is a link to nowhere, or a file where a folder should be")
		}
		return nil, errors.Join(fileError(d, "", err), removeFolders(disk, created))
	}
	return created, nil
}

func isFolder(disk disk, name string) bool {
	info, err := disk.Stat(name)
	return err == nil && info.IsDir()
}

// removeFolders undoes makeFolders. What is not empty is somebody else's by now.
func removeFolders(disk disk, created []string) error {
	var errs []error
	for _, d := range slices.Backward(created) {
		if err := disk.Remove(d); err != nil {
			errs = append(errs, fmt.Errorf("%w: %w", errNotUndone, fileError(d, "", err)))
		}
	}
	return errors.Join(errs...)
}

// staged is a change under way.
type staged struct {
	Change
	// temp holds the new content, backup the old one; both lie in the file's
	// own folder, since renaming works within a file system only.
	temp, backup string
	renamed      bool
}

func (p Plan) apply(root folder, todo []*staged) error {
	dir := p.Dir
	created, err := makeParents(root, dir, todo)
	if err == nil {
		err = stageAll(root, dir, todo, cmp.Or(p.writers, defaultWriters))
	}
	for i := 0; err == nil && i < len(todo); i++ {
		err = todo[i].commit(root, dir)
	}
	if err != nil {
		return errors.Join(err, rollBack(root, dir, todo, created))
	}
	return nil
}

// makeParents makes the folders that the files need and returns those that were
// missing, the outermost first.
func makeParents(root folder, dir string, todo []*staged) ([]string, error) {
	var created []string
	seen := map[string]bool{}
	for _, s := range todo {
		for _, parent := range parents(s.Name) {
			if seen[parent] {
				continue
			}
			seen[parent] = true
			err := root.Mkdir(filepath.FromSlash(parent), 0o777)
			if err == nil {
				created = append(created, parent)
			} else if !errors.Is(err, fs.ErrExist) {
				return created, fileError(dir, parent, err)
			}
		}
	}
	return created, nil
}

// stageAll stages folder by folder, each by one writer alone: two would wait for
// each other in it.
func stageAll(root folder, dir string, todo []*staged, writers int) error {
	var wg sync.WaitGroup
	folders := byFolder(todo)
	errs := make([]error, len(folders))
	slots := make(chan struct{}, writers)
	for i, changes := range folders {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			errs[i] = stageThese(root, dir, changes)
		})
	}
	wg.Wait()
	// A full disk fails for every file that is left; one error is enough.
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// byFolder parts changes by the folder that they are in, in the order in which the
// folders come. The names of a folder's own files need not stand together.
func byFolder(todo []*staged) [][]*staged {
	var folders [][]*staged
	index := make(map[string]int)
	for _, s := range todo {
		dir := path.Dir(s.Name)
		i, ok := index[dir]
		if !ok {
			i = len(folders)
			index[dir] = i
			folders = append(folders, nil)
		}
		folders[i] = append(folders[i], s)
	}
	return folders
}

func stageThese(root folder, dir string, changes []*staged) error {
	for _, s := range changes {
		if err := s.stage(root, dir); err != nil {
			return err
		}
	}
	return nil
}

// stage writes the new content and secures the old one. What is removed is
// secured by its removal, which renames it.
func (s *staged) stage(root folder, dir string) error {
	if s.Kind == Remove {
		return nil
	}
	mode := s.mode
	if s.Kind == Create {
		mode = 0o666
	}
	temp := hiddenName(s.Name, "new")
	// A killed process takes nothing with it: what was written is the system's. It
	// is a power failure soon after the renaming that can leave a file empty under
	// its final name unless the content has reached the disk first. That matters
	// where it replaces another. A new file is missing, empty or all zeros then,
	// which the next run notices and writes it; waiting for the disk 1,700 times
	// would take a first run several times as long.
	made, err := create(root, temp, s.New, mode, s.Kind == Update)
	if made {
		s.temp = temp
	}
	if err != nil {
		return fileError(dir, s.Name, err)
	}
	if s.Kind == Create {
		return nil
	}
	// The file was as executable or as private as its owner wanted it, which the
	// umask need not allow.
	if err := root.Chmod(temp, mode); err != nil {
		return fileError(dir, s.Name, err)
	}
	backup := hiddenName(s.Name, "old")
	// A second name for the old file keeps everything of it, its time too. Not
	// every file system can do it.
	if err := root.Link(filepath.FromSlash(s.Name), backup); err == nil {
		s.backup = backup
		return nil
	}
	if made, err = create(root, backup, s.Old, mode, true); made {
		s.backup = backup
	}
	if err != nil {
		return fileError(dir, s.Name, err)
	}
	return nil
}

// create writes a file that did not exist. It reports whether it made the file,
// which its caller has to remove where it failed later. synced waits until the
// content has reached the disk.
func create(root folder, name string, content []byte, mode fs.FileMode, synced bool) (made bool, err error) {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return false, err
	}
	_, err = f.Write(content)
	if err == nil && synced {
		err = f.Sync()
	}
	return true, errors.Join(err, f.Close())
}

func (s *staged) commit(root folder, dir string) error {
	name := filepath.FromSlash(s.Name)
	if s.Kind == Remove {
		backup := hiddenName(s.Name, "old")
		if err := root.Rename(name, backup); err != nil {
			return fileError(dir, s.Name, err)
		}
		s.backup, s.renamed = backup, true
		return nil
	}
	if s.Kind == Create {
		// Renaming would replace what somebody else put there in the meantime.
		_, err := root.Lstat(name)
		if err == nil {
			err = errors.New("appeared while the files were being written")
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return fileError(dir, s.Name, err)
		}
	}
	if err := root.Rename(s.temp, name); err != nil {
		return fileError(dir, s.Name, err)
	}
	s.temp, s.renamed = "", true
	return nil
}

// errNotUndone is a failure after another one.
var errNotUndone = errors.New("cannot undo")

// rollBack undoes everything that apply did so far. It goes on where a step
// fails and returns what could not be undone.
func rollBack(root folder, dir string, todo []*staged, created []string) error {
	var errs []error
	failed := func(name string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("%w: %w", errNotUndone, fileError(dir, name, err)))
		}
	}
	for _, s := range slices.Backward(todo) {
		name := filepath.FromSlash(s.Name)
		switch {
		case s.renamed && s.Kind == Create:
			failed(s.Name, root.Remove(name))
		case s.renamed:
			failed(s.Name, root.Rename(s.backup, name))
		case s.backup != "":
			failed(s.backup, root.Remove(s.backup))
		}
		if s.temp != "" {
			failed(s.temp, root.Remove(s.temp))
		}
	}
	for _, d := range slices.Backward(created) {
		failed(d, root.Remove(filepath.FromSlash(d)))
	}
	return errors.Join(errs...)
}

// hiddenName returns a name in the same folder that the go command does not see
// and that no other run uses.
func hiddenName(name, what string) string {
	return filepath.FromSlash(path.Join(path.Dir(name), ".cfngen-"+what+"-"+rand.Text()[:12]))
}
