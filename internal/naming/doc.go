// Package naming turns CloudFormation's names into Go identifiers and file names.
//
// A name is the same whichever other types are generated with it. The rule, for a
// resource type AWS::Service::Resource:
//
//	package    service                       in lower case; with "service" behind it
//	                                         where Go or Windows keep the name for themselves
//	file       resource.go                   in lower case, without underscores, so
//	                                         that no suffix means a platform or a test;
//	                                         doc_resource.go leaves doc.go to the package
//	struct     Resource                      of the properties
//	struct     Resource + Definition         of a nested object
//	field      Property                      with an upper-case initial; Property +
//	                                         "Property" where a method has the name
//	enum       Resource + Definition         where a definition declares it, else
//	           Resource + Object + Property  of the property that declares it
//	constant   Enum + Value                  the value's words, each capitalized; "Minus"
//	                                         for a sign, "Empty" and "Symbol" where there
//	                                         are no words, a number where words are taken
//	constants  Resource + "TypeName", Resource + "Ref", Resource + "Attr" + Attribute
//
// The name of a resource type never changes. What belongs to one gives way to it,
// and to what belongs to a resource type with a longer name: of Flow's definition
// Source and the resource type FlowSource, the definition is FlowSourceProperty,
// and what follows from that name follows. A constant of the last line above gets
// "Const". A definition called as such a constant is gives way to it, whether or
// not there is one (TypeName, Ref, Attr + upper-case letter). Which names give way
// is decided among all types of the specification, selected or not; the known ones
// are listed in yields.txt, and give way where the specification has one type
// alone, too.
//
// Where all types go into one package that is not named after the service, every
// name has the service before it.
//
// The package knows names only: no types, no values, no Go syntax beyond
// identifiers.
package naming
