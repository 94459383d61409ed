package output

import (
	"errors"
	"maps"
	"slices"
)

// Replace brings files that were not generated, such as downloads, to a folder, by
// their slash-separated paths: all or none, and those that have the right content
// already are not touched. It overwrites whatever files have these names, so the
// caller has to know that it may. What a killed Replace left beside them is
// removed: unlike a plan with a journal, it leaves no other trace.
func Replace(dir string, files map[string][]byte) (Summary, error) {
	return replace(system{}, dir, files)
}

func replace(disk disk, dir string, files map[string][]byte) (Summary, error) {
	plan := Plan{Dir: dir}
	if err := checkSet(files); err != nil {
		return Summary{}, err
	}
	root, err := openRoot(dir)
	if err != nil {
		return Summary{}, err
	}
	if root != nil {
		defer root.Close()
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(files)) {
		c := Change{Name: name, Kind: Create, New: files[name]}
		if root != nil {
			if err := c.compare(root); err != nil && !errors.Is(err, errNotGenerated) {
				errs = append(errs, fileError(dir, name, err))
			}
		}
		plan.Changes = append(plan.Changes, c)
	}
	if len(errs) > 0 {
		return Summary{}, errors.Join(errs...)
	}
	sum, err := plan.applyTo(disk)
	if err != nil {
		return sum, err
	}
	if folder, err := disk.OpenRoot(dir); err == nil {
		defer folder.Close()
		removeTemporary(folder, files)
	}
	return sum, nil
}
