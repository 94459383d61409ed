package policy

import (
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// maxErrors is how many errors there are at most, as in package cfn.
const maxErrors = 1000

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
	p.errs = append(p.errs, &cfn.Error{Path: path, Rule: rule, Value: write.Shorten(value), Message: message})
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
	case p.beyond > 0:
		return append(p.errs, &cfn.Error{Rule: cfn.RuleMore, Message: "and " + write.Plural(p.beyond, "more error")})
	}
	return p.errs
}

// member returns the path of a member of an object.
func member(path, key string) string {
	key = strings.ReplaceAll(write.ShortenTo(key, write.MaxKey), "~", "~0")
	return path + "/" + strings.ReplaceAll(key, "/", "~1")
}

// item returns the path of an item of a list.
func item(path string, i int) string { return path + "/" + strconv.Itoa(i) }
