// Package cfn has the values that generated CloudFormation types are made of, and reads,
// writes and checks them. Whole templates are in package template below it.
//
// # Values
//
// A scalar property is a [Value]: absent (the zero value), a literal, or an intrinsic
// function. So false, 0 and "" are values like any other, and optional properties
// need no pointers. [Val] makes a literal; [Ref], [GetAtt], [Sub], [If] and their kin
// make intrinsic functions, and [Fn] those that have no constructor. [Get] returns the
// literal, [IntrinsicOf] the function.
//
// [List] and [Map] are the same for collections. A nested object is a pointer to its
// struct, nil where it is absent; the embedded [Node] holds an intrinsic function in
// the object's place, see [ObjectIf] and [ObjectFn]. A free-form property is [JSON]: what
// was read is kept as it came, and [JSONOf] makes one from Go values with values of this
// package in them.
//
// # Resources
//
// The struct of a resource type holds the properties alone. Package template has the resource,
// with the attributes beside them such as DependsOn and Condition, and the template, with all
// sections; it reads and checks whole templates. [Known] names the resource types whose
// properties are read into their structs.
//
// Fn::Transform and Fn::ForEach::Name may stand beside the members of every object;
// they are kept and written again, and what they can supply is not reported as absent.
//
// # Reading
//
// Generated resource types have UnmarshalJSON; [Unmarshal] takes options, and with
// [Nested] it reads a nested struct by itself. Reading is strict: a property that is
// not declared, a key that stands twice, bad UTF-8 and null are errors. Names are
// case-sensitive. A scalar that does not fit its property is converted as CloudFormation
// does: "3" is read as 3, "true" as true and 3 as "3".
//
// # Checking
//
// Validate checks all that the specification demands of the values. What only the
// deployment can know, the value of a Ref or of a dynamic reference, is no error; both
// branches of an Fn::If are checked. [Skip] and [Enable] turn rules off and on.
//
// Reading and checking report all that is wrong at once, as [Errors]: at most 1,000
// errors of a template, and where there are more, a last one of [RuleMore] has how
// many. Each [Error] has a JSON pointer, a [Rule] and a sentence, and where a text was
// read, line and column.
//
// Texts need not be trusted: beyond the structs that it fills, reading and checking a
// text allocates at most 64 bytes for each byte of it, and takes time linear in it.
//
// # Comparing and printing
//
// [Equal] reports whether two values, structs, resources or templates are the same. ==
// does not compile for them, and [reflect.DeepEqual] finds two readings of one Fn::If
// different. [Diff] returns how they differ, for a test's message, and [Format] what one
// is: %v prints where things lie in memory, but for a *Resource, a *Template and a JSON.
//
// With github.com/google/go-cmp, this option compares what a resource type or a
// resource is written as:
//
//	cmp.Options{
//		cmp.Transformer("cfn.Properties", func(x cfn.Properties) string { return cfn.Format(x) }),
//		cmp.Transformer("template.Resource", func(x *template.Resource) string { return cfn.Format(x) }),
//	}
//
// # Writing
//
// MarshalJSON writes the properties in the order of the schema, with text as it is: <,
// > and & are not escaped. AppendJSON into a buffer that is used again is the fastest
// way to write, because encoding/json scans again what a MarshalJSON method returns.
package cfn
