// Package cfn is what generated CloudFormation types are made of: values that
// are absent, literal or an intrinsic function, the resources and templates
// that hold them, and the tables from which they are written, read and checked.
//
// # Values
//
// A scalar property is a [Value]: its zero value is absent, so false, 0 and ""
// are values like any other and optional properties need no pointers. [Val]
// makes a literal, [Ref], [GetAtt], [Sub], [If] and their kin make intrinsic
// functions. [List] and [Map] are the same for collections, nested objects are
// pointers to their struct, and free-form properties are [JSON], kept as it came.
//
// # Reading, writing, checking
//
// Generated resource types have Validate, AppendJSON, MarshalJSON and
// UnmarshalJSON; [Validate], [AppendJSON] and [Unmarshal] do the same, and with
// [Nested] for a nested struct by itself. AppendJSON into a reused buffer is the fastest way to write,
// because encoding/json scans again what a MarshalJSON method returns.
// Reading is strict: unknown properties, duplicate keys, bad UTF-8 and null are
// errors, and the scalar conversions of CloudFormation apply ("3" for 3).
// Every error is an [Error] with a JSON pointer, a [Rule] and a sentence.
//
// # What it costs to compile
//
// Everybody who vendors the package compiles it, and every generated package reads
// its types. Small functions off the fast paths say go:noinline, because a copy of
// each at every call was a third of the cost; what is the same for all types is no
// generic function; and exported types and their methods, unexported ones included,
// mention neither package reflect nor generic types of others, which importing
// packages would compile once more.
//
// # What it must not know
//
// The package knows no resource type: those register nowhere and import it.
// It depends on the standard library alone, not on encoding/json, regexp or
// fmt, so that it can be vendored and costs a program little. It uses reflect
// once per type, to learn where a struct's fields lie, and to allocate nested
// structs, and unsafe to reach them; generated code uses neither.
package cfn
