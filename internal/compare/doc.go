// Package compare tells what changed between two specifications, and for whom:
// those who compile against the generated code, those whose templates were
// valid, and those whose resources are deployed.
//
// Every change is breaking, risky or safe. Breaking is what makes something that
// was right wrong: code that no longer compiles, a template that is refused, a
// resource that is replaced. Risky is what can, where the specification alone does
// not decide it: of two regular expressions, nobody can say in general whether one
// allows all that the other does. The rest is safe.
//
// Objects are paired by the properties that lead to them, not by their names: a
// definition that was renamed is a change for those who compile, and none for
// templates.
//
// The package knows the model. What the generated code exports it is given by its
// caller, as a list; it knows no input format, no Go syntax beyond comparing the
// text of types, and no disk.
package compare
