package pattern

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
)

// Check gives an error for a pattern that the support package cannot compile.
func Check(pattern string) error {
	if _, err := cfn.CompilePattern(pattern); err != nil {
		// The caller says that it is about a pattern.
		return errors.New(strings.TrimPrefix(err.Error(), "pattern: "))
	}
	return nil
}
