// Package build is a run of the generator. It makes the files of the selected types from what was
// loaded, and decides which files of earlier runs in the output folder it writes, leaves and
// removes. It finds the support package of the module, and which of the last run's files can stay.
// It knows the formats of outputs with their keys in configuration files. It knows no command line,
// and does not print.
package build
