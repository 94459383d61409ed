// Package arn makes the ARNs of resources in a template, and takes ARNs apart.
//
// [Of] returns the ARN of a resource, for what has no constant for it: a program that works on
// any resource type, and types that have no attribute for their ARN. [FromProperties] returns
// it without a reference to the resource, which then can have it in its own properties, or in
// those of what it depends on. [Parse] returns the parts of an ARN by the names of the
// resource type's properties and attributes, and [Format] puts them together.
//
// What the ARNs of a resource type look like is no part of the specification of
// CloudFormation: it is in the [schema.Facts] of the type's table. A part that is no property
// and no attribute has the name that the documentation of AWS's permissions has for it, such
// as RoleNameWithPath.
package arn
