package policy

import "github.com/cfngen/cfngen/templates/cfn"

// The versions of the policy language. Version2008, which AWS assumes where a text names
// none, has no policy variables such as ${aws:username}.
const (
	Version2012 = "2012-10-17"
	Version2008 = "2008-10-17"
)

// Effect is what a statement does: it grants or denies access.
type Effect string

// The effects.
const (
	Allow Effect = "Allow"
	Deny  Effect = "Deny"
)

// Document is a policy.
//
// A nil slice or map, here and in what a document holds, is absent; an empty one is written
// as an empty list or object.
type Document struct {
	// Version is the version of the policy language, [Version2012] where it is "".
	Version string
	// ID is for services that ask for it; identity-based policies have none.
	ID string
	// Statements are those of the policy, in their order.
	Statements []Statement
}

// Statement grants or denies access.
type Statement struct {
	// Sid names the statement within the policy; "" for no name.
	Sid    string
	Effect Effect
	// Principal is who is granted or denied access, NotPrincipal who is not meant.
	// NotPrincipal goes with [Deny] alone.
	Principal, NotPrincipal *Principal
	// Actions are what is granted or denied, such as s3:GetObject or s3:Get*;
	// NotActions are what is not meant.
	Actions, NotActions []string
	// Resources are the ARNs of what is accessed; NotResources are what is not meant.
	Resources, NotResources []cfn.Value[string]
	// Conditions are all to be met.
	Conditions Conditions
}

// Principal is who is granted or denied access.
type Principal struct {
	// Everyone is "*". Beside other principals it is written among those of AWS.
	Everyone bool
	// AWS are accounts, and the ARNs of accounts, users, roles and sessions.
	AWS []cfn.Value[string]
	// Service are services, such as lambda.amazonaws.com.
	Service []cfn.Value[string]
	// Federated are identity providers.
	Federated []cfn.Value[string]
	// CanonicalUser are the canonical IDs of accounts, for the policies of buckets.
	CanonicalUser []cfn.Value[string]
}

// Conditions are the values of condition keys by operator and key, and are written sorted by
// operator and key. Where the only value of a key turns out to be AWS::NoValue, the deployed
// policy does not have the key, and asks nothing of it.
//
//	policy.Conditions{"StringEquals": {"aws:SourceAccount": {cfn.Ref[string]("AWS::AccountId")}}}
type Conditions map[string]map[string][]cfn.Value[string]

// AssumeRole returns the policy that lets services, such as lambda.amazonaws.com, assume the
// role that has it.
func AssumeRole(services ...string) cfn.JSON {
	p := &Principal{Service: make([]cfn.Value[string], len(services))}
	for i, s := range services {
		p.Service[i] = cfn.Val(s)
	}
	return Document{Statements: []Statement{{Effect: Allow, Principal: p, Actions: []string{"sts:AssumeRole"}}}}.JSON()
}

// JSON returns the policy for a property that takes one. Members stand in the order that
// AWS's documentation has, and one value stands alone, several in a list. Text that is not
// UTF-8 is reported when the property is written.
func (d Document) JSON() cfn.JSON { return cfn.JSONOf(d.members()) }

// MarshalJSON returns the text of [Document.JSON].
func (d Document) MarshalJSON() ([]byte, error) { return d.JSON().MarshalJSON() }

// MarshalJSON returns the statement as it stands in a document.
func (s Statement) MarshalJSON() ([]byte, error) { return cfn.JSONOf(s.members()).MarshalJSON() }

// MarshalJSON returns the principal as it stands in a statement.
func (p Principal) MarshalJSON() ([]byte, error) { return cfn.JSONOf(p.members()).MarshalJSON() }

// The members of a document and of what it holds, as cfn.JSONOf writes them: nil is absent.
type (
	documentMembers struct {
		Version   string
		ID        string `json:"Id,omitempty"`
		Statement []statementMembers
	}
	statementMembers struct {
		Sid          string `json:",omitempty"`
		Effect       Effect `json:",omitempty"`
		Principal    any    `json:",omitempty"`
		NotPrincipal any    `json:",omitempty"`
		Action       any    `json:",omitempty"`
		NotAction    any    `json:",omitempty"`
		Resource     any    `json:",omitempty"`
		NotResource  any    `json:",omitempty"`
		Condition    any    `json:",omitempty"`
	}
	principalMembers struct {
		AWS           any `json:",omitempty"`
		Service       any `json:",omitempty"`
		Federated     any `json:",omitempty"`
		CanonicalUser any `json:",omitempty"`
	}
)

func (d Document) members() documentMembers {
	m := documentMembers{Version: d.version(), ID: d.ID, Statement: make([]statementMembers, len(d.Statements))}
	for i, s := range d.Statements {
		m.Statement[i] = s.members()
	}
	return m
}

func (d Document) version() string {
	if d.Version == "" {
		return Version2012
	}
	return d.Version
}

func (s Statement) members() statementMembers {
	m := statementMembers{
		Sid: s.Sid, Effect: s.Effect,
		Action: stringList(s.Actions), NotAction: stringList(s.NotActions),
		Resource: values(s.Resources), NotResource: values(s.NotResources),
		Condition: s.Conditions.members(),
	}
	if s.Principal != nil {
		m.Principal = s.Principal.members()
	}
	if s.NotPrincipal != nil {
		m.NotPrincipal = s.NotPrincipal.members()
	}
	return m
}

func (p Principal) members() any {
	aws := p.AWS
	if p.Everyone {
		if p.AWS == nil && p.Service == nil && p.Federated == nil && p.CanonicalUser == nil {
			return "*"
		}
		aws = append([]cfn.Value[string]{cfn.Val("*")}, aws...)
	}
	return principalMembers{values(aws), values(p.Service), values(p.Federated), values(p.CanonicalUser)}
}

func (c Conditions) members() any {
	if c == nil {
		return nil
	}
	operators := make(map[string]map[string]any, len(c))
	for operator, keys := range c {
		operators[operator] = make(map[string]any, len(keys))
		for key, list := range keys {
			if operators[operator][key] = values(list); list == nil {
				operators[operator][key] = []string{}
			}
		}
	}
	return operators
}

// stringList returns what is written for a list of strings: nil where it is absent.
func stringList(list []string) any {
	switch {
	case list == nil:
		return nil
	case len(list) == 1:
		return list[0]
	}
	return list
}

// values is stringList for values. One that is absent stays in its list, which would be
// left out without it.
func values(list []cfn.Value[string]) any {
	switch {
	case list == nil:
		return nil
	case len(list) == 1 && !cfn.IsAbsent(list[0]):
		return list[0]
	}
	return list
}
