// Package compare finds what changed between two specifications, and for whom:
// those who compile against the generated code, those whose templates were
// valid, and those whose resources are deployed.
//
// Every change is breaking, risky or safe. Breaking is what makes something that
// was right wrong: code that no longer compiles, a template that is refused, a
// resource that is replaced. Risky is what can, where the specification alone does
// not decide it: of two regular expressions, it is not known in general whether
// one allows all that the other does. The rest is safe.
//
// Objects are paired by the properties that lead to them, not by their names: a
// definition that was renamed is a change for those who compile, and none for
// templates.
//
// What the new specification demands beyond the old one breaks nothing where all that
// was valid satisfies it anyway: it is then stated, which is safe. A small prover finds
// that in most cases (required that becomes alternatives of which the others are new,
// a length beside values that all have it, an alternative that is the old type). It
// never finds it where it is not so.
//
// A constraint that the model has no words for is "not compared", and risky, where
// it was added or demands something else. A change in a definition is reported once,
// on the shortest path that leads there, with the others or how many there are.
//
// The package knows the model. Its caller passes what the generated code exports,
// as a list; it knows no input format, no Go syntax beyond comparing the text of
// types, and no disk.
package compare
