// Package conformance compares the generated types with JSON Schema, which the
// registry's schemas are written in. It holds tests only:
//
//   - TestDifferential makes documents from the schema of every resource type,
//     valid ones and ones broken one rule at a time, and compares what the
//     generated type says of each with what santhosh-tekuri/jsonschema says.
//   - TestSchemas compares the schemas that gen jsonschema writes with the registry's on the
//     same documents.
//     TestDifferential also compares the verdicts of the schema for editors with those of the
//     generated type, and TestEditorTemplates and TestEditorMutations have that schema
//     read real templates, and find what is broken in them.
//   - TestUnicodePatterns compares the patterns of that schema with node's RegExp.
//   - TestSuite puts the cases of the JSON Schema Test Suite into resource types
//     and counts, by keyword, those whose verdict is right.
//   - TestAlternatives puts each keyword into each kind of alternative for values of
//     each type: what the generated type does not check, the report must say.
//   - TestPatch makes patches for Cloud Control between random states of every type, has
//     evanphx/json-patch apply them to what the service has, and compares the results.
//   - TestAttributes reads every read-only property of every type by its type.
//
// All generate with the command as users run it, compile what it wrote into one
// program, and let that program read and check the documents. The results of the
// first ones are in testdata, and may only get better; -update writes them anew.
//
// The package knows the command, the names of what it generates and the public
// side of the support package; it must not know the model or how a schema is read.
package conformance
