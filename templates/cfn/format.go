package cfn

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/formats"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// multipleOf checks that a number is a multiple of another one.
func (v *validator) multipleOf(m *formats.Divisor, text string) {
	if !m.Divides(text) && v.fails(RuleMultipleOf) {
		v.report(RuleMultipleOf, text, "is not a multiple of "+m.String())
	}
}

// format checks a string's format.
func (v *validator) format(format, s string) {
	if format == "" || v.skip&(1<<RuleFormat) != 0 || strings.Contains(s, dynamicReference) {
		return
	}
	if valid, _ := formats.Check(format, s); !valid && v.fails(RuleFormat) {
		v.report(RuleFormat, write.Quoted(s), "is not of the format "+format)
	}
}
