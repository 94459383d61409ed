// Package merge joins two readings of one resource type into one: what a
// specification knows of it and what another one, in another format, knows
// beyond that.
//
// One of the two is preferred. It decides about all that a value is checked
// against, and about names: types and constraints, required, read-only, closed
// objects, the names of definitions. The other adds what the preferred one
// lacks: properties, definitions and attributes, links to the documentation,
// the update behaviour where the preferred one states none, the format of a
// string, whether a list may hold duplicates. Where the two contradict each
// other, and where the other adds a property or an attribute, a warning names
// both positions and states which one is taken.
//
// Objects are paired by the properties that lead to them, not by their names,
// which differ between formats. An object of the preferred reading is merged with
// the first that it is paired with; another one is a conflict, too.
//
// The package knows the model alone. Which of two readings is the preferred one
// is up to its caller.
package merge
