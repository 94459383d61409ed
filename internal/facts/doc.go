// Package facts adds what one specification knows of resource types to what was
// read from another one, and makes the documents that the generator carries for
// that purpose.
//
// The Resource Specification has attributes that no registry schema has, such as
// AvailabilityZone of AWS::EC2::Instance: most are properties that Fn::GetAtt
// reads, too. The generator carries them as an excerpt of the Resource
// Specification, so that who generates from the registry schemas alone gets the
// same attributes as who generates from both. What the schema itself has, or an
// overlay states, comes first.
//
// The command cmd/attributes makes the excerpt. [Lacking] and [Excerpt] decide
// what is in it, [Stale] what of the last one no longer holds.
//
// The package knows the model and the layout of the Resource Specification's
// attributes. It does not know where documents come from.
package facts
