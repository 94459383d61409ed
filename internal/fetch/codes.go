package fetch

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what goes wrong on the network.
const (
	// Failed is an address that is refused, or from which nothing comes.
	Failed diag.Code = "fetch-failed"
)
