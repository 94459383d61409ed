package cli

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with a value in the configuration file.
const (
	// invalidSetting is a text in the configuration file that is no value of the flag.
	invalidSetting diag.Code = "invalid-setting"
)
