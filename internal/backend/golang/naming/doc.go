// Package naming turns CloudFormation's names into Go identifiers and file names.
//
// A name is the same whichever other types are generated with it, and on every
// run. The rule, for a resource type AWS::Service::Resource:
//
//	package    service                       in lower case, another vendor than AWS
//	                                         before it (alexaask); with "service" behind
//	                                         it where Go, Windows or the support package
//	                                         keep the name for themselves
//	file       resource.go                   in lower case, without underscores, so
//	                                         that no suffix means a platform or a test;
//	                                         doc_resource.go leaves doc.go to the package,
//	                                         and cfngen_resource.go leaves it cfngen.go
//	struct     Resource                      of the properties; with "Resource" behind it
//	                                         where it is Types or Relations, which are
//	                                         functions of every package
//	struct     Resource + Definition         of a nested object; one in place is called
//	                                         as the properties on the way to it are
//	field      Property                      with an upper-case initial
//	enum       Resource + Definition         where a definition declares it, else
//	           Resource + Object + Property  of the property that declares it
//	constant   Enum + Value                  the value's words, each capitalized; "Minus"
//	                                         for a sign, "Empty", or the symbols by name
//	                                         where there are no words (Asterisk); of one of
//	                                         more than 128 bytes the begin and a checksum
//	constants  Resource + "TypeName", Resource + "Ref", Resource + "Attr" + Attribute
//
// Where all types go into one package that is not named after the service, every
// name has the service before it, and the vendor before that.
//
// A name in the specification that begins with a digit, which the registry allows
// (3DSecure), is part of an identifier as it is. Where it would begin one, of a
// field, a resource type's struct or a package, it has an N before it: N3DSecure. A
// property gets another N where there is one called N3DSecure or n3DSecure, too.
//
// # Suffixes
//
// Where two things would have one name, one keeps it and the other gets a
// suffix, in this order:
//
//   - The struct of a resource type keeps its name, always. Types and Relations, the
//     functions of every package, are no names of one: it is TypesResource, and one
//     called so TypesResourceResource.
//   - Its constants get "Const" where a resource type has the name (NameRefConst beside
//     the resource type NameRef), and so does an attribute with dots where one
//     without has it.
//   - A definition gets "Property" where its name is that of a resource type, or of
//     what belongs to one with a longer name, which is the more specific one. Of
//     Flow's definition Source and the resource type FlowSource, the definition is
//     FlowSourceProperty; its enum FlowSourcePropertyProtocol follows. It gets
//     "Property", too, where it is called as a constant of its own type is or can
//     be (TypeName, Ref, Attr, AttrId), and where it could be taken for a name
//     with a suffix.
//   - A definition that begins with a lower-case letter gets "Lower".
//   - An enum in place gets "Inline" where a definition, or an enum in place before
//     it, has the name and is not the same enum; so does an object in place, which
//     the front end sees to.
//   - A constant of an enum is called as constantnames.txt has it, else after the first of
//     its candidates that nothing has: its words; its text with symbols by name and
//     capitals as they are, and "Lower" where it begins in lower case
//     (LowestDashPrice, LowestPriceLower); its words and "Value"; its words and its
//     bytes. Earlier values come first.
//   - A field gets "Property" where a method or the embedded node has the name, on
//     nested structs, too, so that a property is called the same everywhere. A
//     lower-case property gets "Lower" where there is an upper-case twin.
//
// So what a definition is called depends on its own name, and on other resource
// types: one that appears next to an old one never renames the old one, whatever
// its name. Nor does it rename the fields, the attributes and the enums that other
// definitions declare.
//
// What has no name of its own in the specification can move: an enum or object in place, when
// a definition of exactly its Go name appears, and a constant, when a value of the same words
// comes before it. No rule prevents that without a mark on every such name, which is most of
// the enums: who was first is history and not in the specification. So the history is data.
// The constants of the known cases are in constantnames.txt. A definition or an object in
// place can be renamed by an overlay (internal/frontend/overlay), which keeps the old name as
// an alias, or returns it to what is declared in place; gen diff reports where that is
// needed. A suffix for the definition would only turn the case around: it would lose its name
// to what appears in place. TestCorpusStable of internal/backend/golang compares the names in
// the versions of the corpus.
//
// Whether a name gets a suffix because of another resource type is decided among
// all types of the specification whose names are related, selected or not. The
// known names are in suffixes.txt and get it where the specification lacks the
// other type, too. What is left are errors: two resource types that differ in
// case alone, or by an N before a digit, and two services whose packages do.
//
// The package knows names only: no types, no values, no Go syntax beyond
// identifiers.
package naming
