// Package build is a run that generates: from what was loaded, the files of the selected types, and from what
// earlier runs left in the output folder, what this one writes, leaves and removes. It finds the
// support package of the module, and what of the last run's files can stay. It knows no flags,
// and does not print.
package build
