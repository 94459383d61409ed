// Package version is the name and the version of this program, as generated code, manifests and locks have
// them. It knows nothing of the rest of the program.
package version
