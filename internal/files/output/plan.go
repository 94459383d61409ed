package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/relpath"
)

// Kind is what a run does to a file.
type Kind int

// The kinds of change.
const (
	// Same files have the wanted content already; they are not touched.
	Same Kind = iota
	// Create files do not exist yet.
	Create
	// Update files exist with other content.
	Update
	// Remove files were made by an earlier run and are not wanted any more.
	Remove
)

// Change is one file of a plan.
type Change struct {
	// Name is the slash-separated path below the folder.
	Name string
	Kind Kind
	// Old is the content before, nil for a new file; New is the content after, nil
	// for a file that is removed.
	Old, New []byte

	mode fs.FileMode
}

// Set is what a folder should hold.
type Set struct {
	// Files are the contents by slash-separated path below the folder.
	Files map[string][]byte
	// Made are the checksums, SHA-256 in hexadecimal, that the files of earlier
	// runs had, by slash-separated path. Those that are not among Files are
	// removed.
	Made map[string][]string
	// Record is the one of Files that lists the others, "" for none. It is written
	// after all else is done, so that it never has what did not happen.
	Record string
	// Journal is what Interrupted returns after a run that was killed. Without it such a
	// run leaves its temporary files for good.
	Journal []byte
}

// Plan is what a run would do to a folder.
type Plan struct {
	// Dir is the folder, as it was given.
	Dir string
	// Changes are sorted by name.
	Changes []Change
	// Kept are files of earlier runs that are not wanted any more and stay: they
	// are not what was made, so somebody has edited them. Sorted.
	Kept []string
	// Interrupted reports whether the last run was killed: applying the plan removes what
	// it left, even where nothing changes.
	Interrupted bool

	record  string
	journal []byte
	// writers is how many files are written at a time, 0 for the default.
	writers int
	// gone are the files of earlier runs that are not wanted, removed already or
	// not: their folders may be empty now.
	gone []string
}

// Summary is what a run did.
type Summary struct {
	// Written, Removed and Unchanged are file names, sorted.
	Written, Removed, Unchanged []string
}

// Write brings a set to a folder. Where it fails, the folder is as it was.
func Write(dir string, set Set) (Summary, error) {
	plan, err := Compare(dir, set)
	if err != nil {
		return Summary{}, err
	}
	return plan.Apply()
}

// Compare returns what would change in a folder, and refuses what must not happen:
// a path that leaves the folder, and a file in the way that was not generated.
// The error joins everything that was found.
func Compare(dir string, set Set) (Plan, error) {
	plan := Plan{Dir: dir, record: set.Record, journal: set.Journal}
	if err := checkSet(set.Files); err != nil {
		return plan, err
	}
	root, err := openRoot(dir)
	if err != nil {
		return plan, err
	}
	if root != nil {
		defer root.Close()
		_, err := root.Lstat(journalName)
		plan.Interrupted = err == nil
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(set.Files)) {
		c := Change{Name: name, Kind: Create, New: set.Files[name]}
		if root != nil {
			if err := c.compare(root); err != nil {
				errs = append(errs, fileError(dir, name, err))
				continue
			}
		}
		plan.Changes = append(plan.Changes, c)
	}
	if root != nil {
		errs = append(errs, plan.obsolete(root, set))
	}
	slices.SortFunc(plan.Changes, func(a, b Change) int { return strings.Compare(a.Name, b.Name) })
	return plan, errors.Join(errs...)
}

// openRoot returns nil for a folder that does not exist yet.
func openRoot(dir string) (*os.Root, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fileError(dir, "", err)
	case !info.IsDir():
		return nil, fileError(dir, "", errors.New("is a file where a folder should be"))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fileError(dir, "", err)
	}
	return root, nil
}

// compare looks at what has the file's name.
func (c *Change) compare(root *os.Root) error {
	info, err := root.Lstat(filepath.FromSlash(c.Name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return checkParents(root, c.Name)
	case err != nil:
		// The system's word for a file among the parents is hard to understand.
		if parent := checkParents(root, c.Name); parent != nil {
			return parent
		}
		return err
	case info.IsDir():
		return errors.New("is a folder where a file should be")
	case !info.Mode().IsRegular():
		return errors.New("is a link or a special file, and no generated file")
	case info.Size() > maxFile:
		return errLarge
	}
	old, err := root.ReadFile(filepath.FromSlash(c.Name))
	if err != nil {
		return err
	}
	c.Old, c.mode, c.Kind = old, info.Mode().Perm(), Update
	switch {
	case bytes.Equal(old, c.New):
		c.Kind = Same
	case len(bytes.Trim(old, "\x00")) == 0:
		// Nothing is lost. A power failure leaves such files: see stage.
	case !IsGenerated(old):
		return errNotGenerated
	}
	return nil
}

var errNotGenerated = errors.New("was not generated by cfngen (it has no line `// Code generated by cfngen … DO NOT EDIT.`) and is not overwritten")

// checkParents returns which parent of a name is in the way.
func checkParents(root *os.Root, name string) error {
	for _, dir := range parents(name) {
		info, err := root.Stat(filepath.FromSlash(dir))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if _, err := root.Lstat(filepath.FromSlash(dir)); err == nil {
				return fmt.Errorf("%s is a link to nowhere", dir)
			}
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", dir, cause(err))
		case !info.IsDir():
			return fmt.Errorf("%s is a file where a folder should be", dir)
		}
	}
	return nil
}

// parents returns the folders above a name, the outermost first.
func parents(name string) []string {
	var out []string
	for i := range len(name) {
		if name[i] == '/' {
			out = append(out, name[:i])
		}
	}
	return out
}

// checkSet refuses a set that no folder can hold, whatever is in it now.
func checkSet(files map[string][]byte) error {
	var errs []error
	// Windows and macOS ignore the case of names, and what is generated must
	// not depend on the system.
	folded := make(map[string]string, len(files))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !relpath.IsBelow(name) {
			errs = append(errs, fmt.Errorf("%q: not a path below the output folder", name))
			continue
		}
		if other, ok := folded[strings.ToLower(name)]; ok {
			errs = append(errs, fmt.Errorf("%s and %s are the same file where case does not count", other, name))
		}
		folded[strings.ToLower(name)] = name
		if path.Ext(name) == ".go" && !IsGenerated(files[name]) {
			errs = append(errs, fmt.Errorf("%s: the line `// Code generated by cfngen … DO NOT EDIT.` is missing; the next run would refuse to overwrite the file", name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for _, dir := range parents(name) {
			if file, ok := folded[strings.ToLower(dir)]; ok {
				errs = append(errs, fmt.Errorf("%s is a file and the folder of %s", file, name))
			}
		}
	}
	return errors.Join(errs...)
}

// jsonNotice is the line of generated code as JSON, which has no comments, can
// carry it: the value of an object's first member, which is an extension in OpenAPI.
var jsonNotice = regexp.MustCompile(`\A\{\s*"(?:\$|x-)?[a-z]+":\s*"Code generated by cfngen[ ;]([^"\n]* )?DO NOT EDIT\."`)

// goNotice is the line in a Go file.
var goNotice = regexp.MustCompile(`\A// Code generated by cfngen[ ;](.* )?DO NOT EDIT\.\z`)

// IsGenerated reports whether cfngen made a file: a Go file carries the line of
// generated code, `// Code generated by cfngen … DO NOT EDIT.`, before everything
// that is no comment, and a JSON file as the value of its first member. What other
// programs generate is not ours to overwrite or remove.
func IsGenerated(content []byte) bool {
	// The line names the version and the specification. So a merge that failed has
	// it in dispute, and puts its mark above.
	if mark, rest, ok := bytes.Cut(content, []byte("\n")); ok && bytes.HasPrefix(mark, []byte("<<<<<<< ")) {
		content = rest
	}
	if jsonNotice.Match(content) {
		return true
	}
	for line := range bytes.Lines(content) {
		line = bytes.TrimRight(line, "\r\n")
		if goNotice.Match(line) {
			return true
		}
		if !bytes.HasPrefix(line, []byte("//")) && len(bytes.TrimSpace(line)) > 0 {
			return false
		}
	}
	return false
}

// fileError names the file once, as the user knows it.
func fileError(dir, name string, err error) error {
	return fmt.Errorf("%s: %w", filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(name))), cause(err))
}

// cause drops the names of temporary files and system calls from an error: what
// the user asked for stands before it.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		err = l.Err
	}
	if err.Error() == "path escapes from parent" {
		return errors.New("leads out of the folder through a link")
	}
	return err
}
