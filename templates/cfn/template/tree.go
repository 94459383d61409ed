package template

import (
	"errors"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

var errNoSource = errors.New("template: the template was not read from a text")

// jsonOf returns the value of a tree.
func jsonOf(n *scan.Tree) cfn.JSON {
	j, err := cfn.ParseJSON(n.Text())
	if err != nil {
		return cfn.JSON{} // which cannot be: the text was written by package cfn
	}
	return j
}
