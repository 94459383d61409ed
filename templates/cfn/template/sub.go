package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// sub checks what the text of an Fn::Sub refers to. Variables of its own come first.
func (c *checker) sub(r reference) {
	at := site{u: r.u, end: "/Fn::Sub"}
	text, ok := c.text(r, r.u.Arg)
	var own map[string]bool
	if !ok {
		items := c.items(r, r.u.Arg)
		if len(items) != 2 {
			return
		}
		if text, ok = c.text(r, items[0]); !ok {
			return
		}
		at.end = "/Fn::Sub/0"
		own = map[string]bool{}
		if items[1][0] == '{' {
			scan.EachMember(items[1], func(key string, _, _ int) { own[key] = true })
		} else {
			return
		}
		if len(own) == 1 && strings.HasPrefix(oneOf(own), "Fn::") {
			return // a function or a macro makes the variables
		}
	}
	for _, name := range subNames(text) {
		if own[name] || r.isVariable(name) {
			continue
		}
		if !isSubName(name) && r.lenient {
			continue // a variable that is not followed can stand in it
		}
		if !isSubName(name) {
			c.badSubName(at, name)
			continue
		}
		if id, attribute, dotted := strings.Cut(name, "."); dotted {
			c.attribute(r, at, at, id, attribute)
		} else {
			c.ref(r, at, name)
		}
	}
}

func (c *checker) badSubName(at site, name string) {
	if c.reports(cfn.RuleIntrinsic) {
		c.note(cfn.RuleIntrinsic, at.String(), write.Quoted(name), "a name in ${} has letters, digits, underscores, points and colons alone; ${!"+write.Shorten(name)+"} is text")
	}
}

// subNames returns what stands in ${} of the text of an Fn::Sub. ${!Name} is text.
func subNames(text string) (names []string) {
	for {
		i := strings.Index(text, "${")
		if i < 0 {
			return names
		}
		text = text[i+2:]
		end := strings.IndexByte(text, '}')
		if end < 0 {
			return names
		}
		if name := text[:end]; !strings.HasPrefix(name, "!") {
			names = append(names, name)
		}
		text = text[end+1:]
	}
}

// isSubName reports whether a name has the characters that Fn::Sub takes.
func isSubName(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool {
		return r != '.' && r != ':' && r != '_' && !isAlphanumeric(string(r))
	}) < 0
}
