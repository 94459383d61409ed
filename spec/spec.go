// Package spec holds the specification that the generator reads when it is
// given none, and the overlays that correct specifications.
//
// It is data: package spec exposes files and knows nothing of what is in them.
// The descriptions are this project's own words; the facts are those of AWS's
// specification and documentation.
package spec

import "embed"

// Files holds three folders. "registry" has the default types as registry
// schemas, which is what a run without -spec reads; "resourcespec" has the same
// types as Resource Specification documents; "overlays" has the corrections of
// the model, each with its reason (see package internal/overlay).
//
//go:embed registry/*.json resourcespec/*.json overlays/*.json
var Files embed.FS
