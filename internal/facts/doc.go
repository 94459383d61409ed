// Package facts adds what one specification knows of resource types to what was
// read from another one, and makes the documents that the generator carries for
// that purpose.
//
// The Resource Specification has attributes that no registry schema has, such
// as AvailabilityZone of AWS::EC2::Instance: most are properties that
// Fn::GetAtt reads, too. The generator carries them as an excerpt of the
// Resource Specification, so that those who generate from the registry schemas
// alone get the same attributes as those who generate from both. What the
// schema itself has, or an overlay states, comes first.
//
// The command cmd/attributes makes the excerpt. [Lacking] and [Excerpt] decide
// what is in it, [Stale] what of the last one no longer holds. What properties
// refer to, what Ref returns and what ARNs look like is in no specification at
// all: [Relations] are the list of it, which cmd/relations makes.
//
// The package knows the model and the layout of the Resource Specification's
// attributes. It does not know where documents come from.
package facts
