package yaml

import (
	"math/big"
	"strings"

	library "go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// kind is what a plain scalar is to CloudFormation.
type kind uint8

const (
	text kind = iota
	boolean
	null
	number
)

// scalar writes a scalar without a tag.
func (c *converter) scalar(n *node) error {
	if n.Style&(library.SingleQuotedStyle|library.DoubleQuotedStyle|library.LiteralStyle|library.FoldedStyle) != 0 {
		c.out = append(c.out, write.Quote(n.Value)...)
		return nil
	}
	k, value, warning := plainScalar(n.Value)
	if warning != "" && c.inAlias == 0 {
		c.warn(n, warning)
	}
	if k == text {
		value = write.Quote(value)
	}
	c.out = append(c.out, value...)
	return nil
}

// maxOctal is how many digits an octal number has.
const maxOctal = 22

// plainScalar returns what a scalar without quotes is, its text in JSON, of a text the text
// itself, and what is surprising in that.
func plainScalar(s string) (k kind, value, warning string) {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return null, "null", ""
	case "true", "True", "TRUE":
		return boolean, "true", ""
	case "false", "False", "FALSE":
		return boolean, "false", ""
	case "yes", "Yes", "YES", "on", "On", "ON":
		return boolean, "true", s + " is read as true; write true, or \"" + s + "\" for the text"
	case "no", "No", "NO", "off", "Off", "OFF":
		return boolean, "false", s + " is read as false; write false, or \"" + s + "\" for the text"
	}
	sign, digits := "", s
	if s[0] == '-' || s[0] == '+' {
		sign, digits = strings.TrimPrefix(s[:1], "+"), s[1:]
	}
	whole, fraction, point := strings.Cut(digits, ".")
	switch {
	case !areDigits(whole) || !areDigits(fraction) || whole+fraction == "" || point && fraction == "":
		return text, s, ""
	case point:
		if whole = strings.TrimLeft(whole, "0"); whole == "" {
			whole = "0"
		}
		return number, sign + whole + "." + fraction, ""
	case len(whole) > 1 && whole[0] == '0' && (strings.ContainsAny(whole, "89") || len(whole) > maxOctal):
		return text, s, write.Shorten(s) + " is read as text because of its zero; put it in quotes"
	case len(whole) > 1 && whole[0] == '0':
		n, _ := new(big.Int).SetString(whole, 8)
		return number, sign + n.String(), s + " is read as the octal number " + sign + n.String() + "; put it in quotes"
	}
	return number, sign + whole, ""
}

func areDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// typed writes a scalar whose tag names its type.
func (c *converter) typed(n *node, typ string) error {
	if n.Kind != library.ScalarNode {
		return c.errorAt(n.Line, n.Column, "a scalar is expected for !!"+typ)
	}
	k, value, _ := plainScalar(n.Value)
	fits := typ == "str" || typ == "bool" && k == boolean || typ == "null" && k == null ||
		typ == "float" && k == number || typ == "int" && k == number && !strings.Contains(value, ".")
	switch {
	case typ == "str":
		value = write.Quote(n.Value)
	case !fits:
		return c.errorAt(n.Line, n.Column, write.Quoted(n.Value)+" is none of the type !!"+typ)
	}
	c.out = append(c.out, value...)
	return nil
}
