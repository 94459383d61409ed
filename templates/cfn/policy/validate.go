package policy

import (
	"maps"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
)

// kind is where a policy stands.
type kind uint8

const (
	anyKind kind = iota
	identity
	resource
	trust
)

// Validate checks what holds for all policies. An action must have the form service:Name,
// a resource must be "*" or an ARN, operators of conditions must exist, and no two
// statements have the same Sid. What only the deployment knows, an intrinsic function or a
// dynamic reference, is not checked.
func (d Document) Validate() error { return d.validate(anyKind) }

// ValidateIdentity checks what [Document.Validate] does and what holds for a policy that is
// attached to a user, a group or a role: there is no ID and no principal, all statements
// have resources, and a Sid has letters and digits alone.
func (d Document) ValidateIdentity() error { return d.validate(identity) }

// ValidateResource checks what [Document.Validate] does and that all statements have
// principals, as in a policy that is attached to a resource. A Sid can have any characters:
// services differ in what they allow.
func (d Document) ValidateResource() error { return d.validate(resource) }

// ValidateTrust checks what [Document.Validate] does and what holds for a policy of who
// may assume a role: all statements have a Principal, actions of sts and no resources, and
// a Sid has letters and digits alone.
func (d Document) ValidateTrust() error { return d.validate(trust) }

func (d Document) validate(k kind) error {
	c := checker{kind: k}
	if v := d.version(); v != Version2012 && v != Version2008 {
		c.text("/Version", cfn.RuleEnum, v, "the version is "+Version2012+" or "+Version2008)
	}
	if d.ID != "" && k == identity {
		c.text("/Id", cfn.RuleUnknown, d.ID, "an identity-based policy has no Id")
	}
	if len(d.Statements) == 0 {
		c.add("/Statement", cfn.RuleMinItems, "[]", "a policy has at least one statement")
	}
	sids := make(map[string]bool)
	for i := range d.Statements {
		path := item("/Statement", i)
		c.statement(path, &d.Statements[i])
		sid := d.Statements[i].Sid
		if sid != "" && sids[sid] {
			c.text(path+"/Sid", cfn.RuleUniqueItems, sid, "another statement has the same Sid")
		}
		sids[sid] = true
	}
	return c.err()
}

// checker checks a document.
type checker struct {
	problems
	kind kind
}

func (c *checker) statement(path string, s *Statement) {
	if strict := c.kind == identity || c.kind == trust; strict && strings.IndexFunc(s.Sid, notAlphanumeric) >= 0 {
		c.text(path+"/Sid", cfn.RulePattern, s.Sid, "a Sid has letters and digits alone")
	}
	switch s.Effect {
	case Allow, Deny:
	case "":
		c.add(path+"/Effect", cfn.RuleRequired, "", "a statement has an Effect")
	default:
		c.text(path+"/Effect", cfn.RuleEnum, string(s.Effect), "the effect is Allow or Deny")
	}
	c.who(path, s)
	if c.pair(path, "Action", s.Actions != nil, s.NotActions != nil) == 0 {
		c.add(path+"/Action", cfn.RuleRequired, "", "a statement has Action or NotAction")
	}
	c.actions(path+"/Action", s.Actions, c.kind == trust)
	c.actions(path+"/NotAction", s.NotActions, false)
	c.what(path, s)
	c.conditions(path+"/Condition", s.Conditions)
}

// who checks the principals.
func (c *checker) who(path string, s *Statement) {
	n := c.pair(path, "Principal", s.Principal != nil, s.NotPrincipal != nil)
	switch {
	case c.kind == identity:
		c.forbid(path+"/Principal", s.Principal != nil, "an identity-based policy has no principals: it is attached to them")
		c.forbid(path+"/NotPrincipal", s.NotPrincipal != nil, "an identity-based policy has no principals: it is attached to them")
	case c.kind == trust:
		c.forbid(path+"/NotPrincipal", s.NotPrincipal != nil, "a trust policy has no NotPrincipal")
	case s.NotPrincipal != nil && s.Effect == Allow:
		c.add(path+"/NotPrincipal", cfn.RuleDependencies, "", "NotPrincipal goes with the effect Deny alone")
	}
	if n == 0 && c.kind == resource {
		c.add(path+"/Principal", cfn.RuleRequired, "", "a statement of a resource-based policy has Principal or NotPrincipal")
	}
	if s.Principal == nil && c.kind == trust {
		c.add(path+"/Principal", cfn.RuleRequired, "", "a statement of a trust policy has a Principal")
	}
	c.principal(path+"/Principal", s.Principal)
	c.principal(path+"/NotPrincipal", s.NotPrincipal)
}

// what checks the resources.
func (c *checker) what(path string, s *Statement) {
	n := c.pair(path, "Resource", s.Resources != nil, s.NotResources != nil)
	switch {
	case n == 0 && c.kind == identity:
		c.add(path+"/Resource", cfn.RuleRequired, "", "a statement of an identity-based policy has Resource or NotResource")
	case c.kind == trust:
		c.forbid(path+"/Resource", s.Resources != nil, "a trust policy has no resources: it is the role's own")
		c.forbid(path+"/NotResource", s.NotResources != nil, "a trust policy has no resources: it is the role's own")
	}
	c.values(path+"/Resource", s.Resources, resourceMistake)
	c.values(path+"/NotResource", s.NotResources, resourceMistake)
}

// pair checks that not both of two members are there, and returns how many are.
func (c *checker) pair(path, name string, has, hasNot bool) int {
	switch {
	case has && hasNot:
		c.add(path+"/Not"+name, cfn.RuleOneOf, "", "a statement has "+name+" or Not"+name+", not both")
		return 2
	case has || hasNot:
		return 1
	}
	return 0
}

// forbid reports a member that is there.
func (c *checker) forbid(path string, has bool, message string) {
	if has {
		c.add(path, cfn.RuleUnknown, "", message)
	}
}

func (c *checker) actions(path string, actions []string, ofTrust bool) {
	c.emptyList(path, actions != nil && len(actions) == 0)
	for i, a := range actions {
		at := itemOf(path, i, len(actions))
		switch {
		case isDynamic(a):
		case !isAction(a):
			c.text(at, cfn.RulePattern, a, `an action is "*" or has the form service:Name`)
		case ofTrust && !strings.HasPrefix(strings.ToLower(a), "sts:"):
			c.text(at, cfn.RulePattern, a, "a trust policy has actions of sts alone")
		}
	}
}

func (c *checker) principal(path string, p *Principal) {
	if p == nil {
		return
	}
	if !p.Everyone && p.AWS == nil && p.Service == nil && p.Federated == nil && p.CanonicalUser == nil {
		c.add(path, cfn.RuleMinProperties, "{}", "there is no principal")
	}
	aws := p.AWS
	if m, ok := p.members().(principalMembers); ok && p.Everyone {
		aws, _ = m.AWS.([]cfn.Value[string]) // with the "*", for the paths
	}
	c.values(path+"/AWS", aws, principalMistake)
	c.values(path+"/Service", p.Service, principalMistake)
	c.values(path+"/Federated", p.Federated, principalMistake)
	c.values(path+"/CanonicalUser", p.CanonicalUser, principalMistake)
}

func (c *checker) conditions(path string, conditions Conditions) {
	for _, operator := range slices.Sorted(maps.Keys(conditions)) {
		at, keys := member(path, operator), conditions[operator]
		if !isOperator(operator) {
			c.text(at, cfn.RuleEnum, operator, "no operator of conditions has this name")
		}
		if len(keys) == 0 {
			c.add(at, cfn.RuleMinProperties, "{}", "an operator has at least one condition key")
		}
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			if key == "" || isFunction(key) {
				c.text(member(at, key), cfn.RulePattern, key, "no condition key has this name")
			}
			c.emptyList(member(at, key), keys[key] == nil)
			c.values(member(at, key), keys[key], nil)
		}
	}
}

// values checks a list. mistake returns what is wrong with a literal, "" for nothing.
func (c *checker) values(path string, list []cfn.Value[string], mistake func(literal string) string) {
	c.emptyList(path, list != nil && len(list) == 0)
	for i := range list {
		if cfn.IsAbsent(list[i]) {
			c.add(item(path, i), cfn.RuleRequired, "", "the value is absent")
		}
		literal, ok := cfn.Get(list[i])
		if !ok || mistake == nil || isDynamic(literal) {
			continue
		}
		if message := mistake(literal); message != "" {
			c.text(itemOf(path, i, len(list)), cfn.RulePattern, literal, message)
		}
	}
}

func (c *checker) emptyList(path string, empty bool) {
	if empty {
		c.add(path, cfn.RuleMinItems, "[]", "the list is empty")
	}
}

// itemOf returns the path of one of n items: one that is alone is written without a list.
func itemOf(path string, i, n int) string {
	if n == 1 {
		return path
	}
	return item(path, i)
}
