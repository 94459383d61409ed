package selection

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with a selection.
const (
	// NoSuchType is a name or a pattern in the configuration file that no resource type has.
	NoSuchType diag.Code = "no-such-type"
	// InvalidPattern is a text in the configuration file or a lock that is no name or pattern.
	InvalidPattern diag.Code = "invalid-pattern"
)
