// Package spec holds the specification that the generator reads when it is
// given none, and what it corrects specifications with: overlays and facts.
//
// It is data: package spec exposes files and knows nothing of what is in them.
// The descriptions are this project's own words; the facts are those of AWS's
// specification and documentation.
package spec

import "embed"

// Files holds five folders. "registry" has the default types as registry
// schemas, which is what a run without -spec reads; "resourcespec" has the same
// types as Resource Specification documents; "overlays" has the corrections of
// the model, each with its reason (see package internal/frontend/overlay); "facts" has
// attributes.json, the attributes that the Resource Specification has and the
// registry schemas lack. Nobody edits it: internal/facts/cmd/attributes makes it
// from the two, and reports what of it no longer holds. "relations" has relations.json,
// what properties refer to and what Ref returns: facts of the npm package
// @aws-cdk/aws-service-spec (https://github.com/cdklabs/awscdk-service-spec), which is
// under the Apache License 2.0. internal/facts/cmd/relations makes it.
//
//go:embed registry/*.json resourcespec/*.json overlays/*.json facts/*.json relations/*.json
var Files embed.FS
