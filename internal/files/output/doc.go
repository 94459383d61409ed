// Package output brings a set of generated files to a folder: all of them or
// none.
//
// [Compare] returns what a run would change and remove, and refuses what it must not
// touch; [Plan.Apply] does it. Checking that a folder is up to date, or showing a
// difference, is a plan that is not applied. [Matches] reports whether a folder still
// has files as they were written, [Interrupted] whether a run was killed in it.
// [Lock] keeps other runs out.
//
// It knows names and bytes. It does not know what the files hold, beyond the line
// that marks generated files, or which files belong to a type.
package output
