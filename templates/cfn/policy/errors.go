package policy

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn"
)

// The limits that package cfn has for its errors: how many there are, how many bytes of a
// key stand in a path, and how many of a value are shown.
const (
	maxErrors = 1000
	maxKey    = 255
	maxShown  = 64
)

// problems collects what is wrong.
type problems struct {
	errs   cfn.Errors
	beyond int // how many there are beyond maxErrors
}

// add adds an error. value is the JSON text that it is about.
func (p *problems) add(path string, rule cfn.Rule, value, message string) {
	if len(p.errs) == maxErrors {
		p.beyond++
		return
	}
	p.errs = append(p.errs, &cfn.Error{Path: path, Rule: rule, Value: shorten(value, maxShown), Message: message})
}

// text is add for an error that is about a string.
func (p *problems) text(path string, rule cfn.Rule, value, message string) {
	p.add(path, rule, cfn.JSONOf(value).String(), message)
}

// err returns all that is wrong as one error, nil for nothing.
func (p *problems) err() error {
	switch {
	case len(p.errs) == 0:
		return nil
	case p.beyond == 1:
		return append(p.errs, &cfn.Error{Rule: cfn.RuleMore, Message: "and 1 more error"})
	case p.beyond > 1:
		return append(p.errs, &cfn.Error{Rule: cfn.RuleMore, Message: "and " + strconv.Itoa(p.beyond) + " more errors"})
	}
	return p.errs
}

// member returns the path of a member of an object.
func member(path, key string) string {
	key = strings.ReplaceAll(shorten(key, maxKey), "~", "~0")
	return path + "/" + strings.ReplaceAll(key, "/", "~1")
}

// item returns the path of an item of a list.
func item(path string, i int) string { return path + "/" + strconv.Itoa(i) }

// shorten cuts a text to so many bytes, at the start of a code point.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}
