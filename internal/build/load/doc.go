// Package load reads the specification of a run: it opens what the flags name, what is pinned or what the
// program carries, reads the selected types into the model, and corrects them by the facts and overlays
// that the program carries and by the user's. It does not know what is made from the model.
package load
