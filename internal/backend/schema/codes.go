package schema

import "github.com/cfngen/cfngen/internal/diag"

// PatternLeftOut is a pattern that no regular expression with the flag u equals.
const PatternLeftOut diag.Code = "schema-pattern-left-out"
