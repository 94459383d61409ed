// Package overlay applies corrections to the model: data with a reason, in
// place of code that goes stale. One overlay serves both input formats because
// it patches the model and not a document; one that corrects what a single
// format states names it ("registry schema", "resource specification").
//
// An overlay is a JSON file:
//
//	{
//	  "type": "AWS::Service::Resource",
//	  "reason": "why the specification needs this, and where that is known from",
//	  "format": "the one input format that needs it; absent where all do",
//	  "patch": [operations of JSON Patch, RFC 6902],
//	  "suppressions": [{"code": "…", "pointer": "…"}],
//	  "aliases": {"FormerDefinition": "Definition"}
//	}
//
// A suppression settles warnings, such as those about a pointer that leads nowhere, with
// the reason. They become notes. They are those of a code, and more precisely those at a
// JSON pointer into the specification, of a keyword, or with a value among the arguments of
// their sentence:
//
//	{"code": "unresolved-pointer", "keyword": "createOnlyProperties", "value": "/properties/Gone"}
//
// A suppression that settles nothing is a warning itself. Before there were codes,
// suppressions were called "answers" and had a keyword and a value, or a pointer; these are
// still read, with a note that has the present form.
//
// A type that the specification describes wrongly, such as one with a text for a
// number, is read without what is wrong, and fails the run: it has faults. An
// operation that replaces or removes the type of a property, an item or a value in
// which a fault is settles it; one that is not in such a type needs a suppression, with
// its pointer. The faulty parts of the view have what was left to read.
//
// An alias keeps a name that a definition had, of an object or of an enum: code
// that uses it still compiles, and tools report that it is deprecated. A property
// has none, because a field of a Go struct cannot have two names. Both names are
// those of definitions, as the view has them after the patch; the old one must be
// gone. Where it is there and the new one is not, the renaming was undone, and the
// alias is left out with a warning.
//
// The operations work on this view of a resource type, in which members that
// are false or empty are absent unless they are marked with "always":
//
//	resource    description, documentation, open, primaryIdentifier (names), ref (names:
//	            what Ref returns, where that is not the primary identifier), arn (the
//	            template of the ARNs, with the names of properties or attributes in ${}
//	            beside Partition, Region and Account), arnProperty (the property or
//	            attribute that is the ARN, where its name does not show it), stateful, rules;
//	            marks (update, readOnly, writeOnly, deprecated by path, for a property that
//	            has them on one of several paths alone);
//	            always: properties, definitions, attributes (by name)
//	definition  description, documentation, open, rules; always: properties
//	property    type, required, update ("conditional", "immutable"), readOnly,
//	            writeOnly, deprecated, default (any JSON), description, documentation,
//	            relationshipRefs (what the value can refer to, each a typeName and a
//	            propertyPath as a registry schema's relationshipRef has them)
//	attribute   type, description
//	rules       of a resource type or a definition: a type of the kind json, which
//	            restricts the properties that are present
//	unexpressed of a resource type, a definition or a type: the constraints that the
//	            model has no words for (keyword, value), for overlays to remove
//	type        kind; allOf, anyOf, oneOf (types); unexpressed; and by kind:
//	            string   enum, enumName, pattern, format, minLength, maxLength
//	            integer  enum, enumName, format, minimum, maximum, exclusiveMinimum,
//	                     exclusiveMaximum, multipleOf
//	            number   as integer, without enumName
//	            boolean  enum, format
//	            list     items (a type), minItems, maxItems, uniqueItems, contains (a type),
//	                     duplicatesAllowed, unordered
//	            map      values (a type), keys (pattern, values: a type), openKeys,
//	                     minProperties, maxProperties
//	            object   object (the name of a definition)
//	            json     kinds (of string, integer, number, boolean, list, object), all
//	                     constraints of these kinds, required, only (names), closed,
//	                     properties (types by name), dependencies (property, required,
//	                     then: a type)
//
// An enum's values are strings for every kind, for json the values' JSON texts. The patched view is read back
// strictly. An operation whose target is gone, a test that fails and anything
// the view does not have are errors at the operation; an operation that changes
// nothing is a warning, because the specification may have been corrected.
//
// What an overlay costs goes by its size and that of the resource type. So copies come
// to at most 4 MB, a view to 16 MB, a resource type has at most 64 overlays, and the
// former names in one, with those of constants, are at most 10,000.
//
// The package knows the model and nothing of input formats or of output.
package overlay
