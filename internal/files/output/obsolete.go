package output

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/relpath"
)

// obsolete plans the removal of what earlier runs made and nobody wants now.
// That a list names a file is not enough: lists come from anywhere, and people
// edit files. One that cfngen did not generate, or is not what was made, stays.
func (p *Plan) obsolete(root *os.Root, set Set) error {
	folded := make(map[string]string, len(set.Files))
	for name := range set.Files {
		folded[strings.ToLower(name)] = name
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(set.Made)) {
		if _, wanted := set.Files[name]; wanted || !relpath.IsBelow(name) {
			continue
		}
		info, err := root.Lstat(filepath.FromSlash(name))
		if errors.Is(err, fs.ErrNotExist) {
			p.gone = append(p.gone, name)
			continue
		}
		if other, ok := folded[strings.ToLower(name)]; ok && err == nil && isSame(root, info, other) {
			continue // where case does not count, it is the wanted file
		}
		if err != nil || !info.Mode().IsRegular() || info.Size() > maxFile {
			p.Kept = append(p.Kept, name) // among others, a link or a file stands somewhere in its path
			continue
		}
		old, err := root.ReadFile(filepath.FromSlash(name))
		switch {
		case err != nil:
			errs = append(errs, fileError(p.Dir, name, err))
		case !IsGenerated(old) || !slices.Contains(set.Made[name], checksum.Of(old)):
			p.Kept = append(p.Kept, name)
		default:
			p.gone = append(p.gone, name)
			p.Changes = append(p.Changes, Change{Name: name, Kind: Remove, Old: old, mode: info.Mode().Perm()})
		}
	}
	return errors.Join(errs...)
}

func isSame(root *os.Root, info fs.FileInfo, name string) bool {
	other, err := root.Lstat(filepath.FromSlash(name))
	return err == nil && os.SameFile(info, other)
}

// emptied returns the folders of files, the innermost first.
func emptied(names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, parents(name)...)
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(b, a) })
	out = slices.Compact(out)
	for i := range out {
		out[i] = filepath.FromSlash(out[i])
	}
	return out
}
