package policy

import (
	"errors"

	"github.com/cfngen/cfngen/templates/cfn"
)

// Parse returns the policy that a property holds. A single statement or value can stand
// alone or in a list; a number or a boolean in a condition becomes the string that AWS takes
// it for. The version of a policy that names none is [Version2008], as AWS has it.
//
// Nothing is left out: what a [Document] has no field for is an error, such as a member that
// policies do not have, or an intrinsic function in place of an action or of a statement.
// Parse checks nothing else: see [Document.Validate].
func Parse(j cfn.JSON) (Document, error) {
	var d Document
	err := read(j, &d, (*reader).document)
	return d, err
}

// UnmarshalJSON reads a policy as [Parse] does.
func (d *Document) UnmarshalJSON(data []byte) error { return unmarshal(data, d, (*reader).document) }

// UnmarshalJSON reads a statement as [Parse] does.
func (s *Statement) UnmarshalJSON(data []byte) error { return unmarshal(data, s, (*reader).statement) }

// UnmarshalJSON reads a principal as [Parse] does.
func (p *Principal) UnmarshalJSON(data []byte) error { return unmarshal(data, p, (*reader).principal) }

func unmarshal[T any](data []byte, to *T, of func(*reader, string, cfn.JSON) T) error {
	j, err := cfn.ParseJSON(string(data))
	if err != nil {
		return err
	}
	return read(j, to, of)
}

// read reads a value, and leaves what was there where something is wrong.
func read[T any](j cfn.JSON, to *T, of func(*reader, string, cfn.JSON) T) error {
	var r reader
	v := of(&r, "", j)
	if err := r.err(); err != nil {
		return err
	}
	*to = v
	return nil
}

// reader reads the members of a policy.
type reader struct{ problems }

func (r *reader) document(path string, j cfn.JSON) Document {
	d := Document{Version: Version2008}
	found := false
	for _, m := range r.object(path, j) {
		switch at := member(path, m.Key); m.Key {
		case "Version":
			d.Version = r.str(at, m.Value)
		case "Id":
			d.ID = r.str(at, m.Value)
		case "Statement":
			found = true
			d.Statements = each(r, at, m.Value, (*reader).statement)
		default:
			r.unknown(at, m.Value, "a policy")
		}
	}
	if !found && len(r.errs) == 0 {
		r.add(member(path, "Statement"), cfn.RuleRequired, "", "a policy has a Statement")
	}
	return d
}

func (r *reader) statement(path string, j cfn.JSON) Statement {
	var s Statement
	for _, m := range r.object(path, j) {
		switch at := member(path, m.Key); m.Key {
		case "Sid":
			s.Sid = r.str(at, m.Value)
		case "Effect":
			s.Effect = Effect(r.str(at, m.Value))
		case "Principal":
			p := r.principal(at, m.Value)
			s.Principal = &p
		case "NotPrincipal":
			p := r.principal(at, m.Value)
			s.NotPrincipal = &p
		case "Action":
			s.Actions = each(r, at, m.Value, (*reader).str)
		case "NotAction":
			s.NotActions = each(r, at, m.Value, (*reader).str)
		case "Resource":
			s.Resources = r.values(at, m.Value, (*reader).value)
		case "NotResource":
			s.NotResources = r.values(at, m.Value, (*reader).value)
		case "Condition":
			s.Conditions = r.conditions(at, m.Value)
		default:
			r.unknown(at, m.Value, "a statement")
		}
	}
	return s
}

func (r *reader) principal(path string, j cfn.JSON) Principal {
	var p Principal
	if first(j) == '"' {
		if s := r.str(path, j); s != "*" && s != "" {
			r.add(path, cfn.RuleEnum, j.String(), `a principal is "*" or an object`)
		}
		return Principal{Everyone: true}
	}
	for _, m := range r.object(path, j) {
		switch at := member(path, m.Key); m.Key {
		case "AWS":
			p.AWS = r.values(at, m.Value, (*reader).value)
		case "Service":
			p.Service = r.values(at, m.Value, (*reader).value)
		case "Federated":
			p.Federated = r.values(at, m.Value, (*reader).value)
		case "CanonicalUser":
			p.CanonicalUser = r.values(at, m.Value, (*reader).value)
		default:
			r.unknown(at, m.Value, "a principal")
		}
	}
	return p
}

func (r *reader) conditions(path string, j cfn.JSON) Conditions {
	operators := make(Conditions)
	for _, o := range r.object(path, j) {
		at := member(path, o.Key)
		if isFunction(o.Key) {
			r.unknown(at, o.Value, "a Condition")
			continue
		}
		keys := make(map[string][]cfn.Value[string])
		for _, k := range r.object(at, o.Value) {
			if isFunction(k.Key) {
				r.unknown(member(at, k.Key), k.Value, "an operator")
				continue
			}
			keys[k.Key] = r.values(member(at, k.Key), k.Value, (*reader).condition)
		}
		operators[o.Key] = keys
	}
	return operators
}

// object returns the members of an object.
func (r *reader) object(path string, j cfn.JSON) []cfn.Entry[cfn.JSON] {
	var m cfn.Map[cfn.JSON]
	if !r.property(path, j, &m) {
		return nil
	}
	members, ok := cfn.Entries(m)
	if !ok {
		r.add(path, cfn.RuleIntrinsic, j.String(), "an intrinsic function cannot stand here")
	}
	return members
}

// each reads the items of a list, or the one that stands in its place.
func each[T any](r *reader, path string, j cfn.JSON, of func(*reader, string, cfn.JSON) T) []T {
	if first(j) != '[' {
		return []T{of(r, path, j)}
	}
	var l cfn.List[cfn.JSON]
	r.property(path, j, &l)
	items, _ := cfn.Items(l)
	all := make([]T, len(items))
	for i := range items {
		all[i] = of(r, item(path, i), items[i])
	}
	return all
}

// values reads a list of values. One that is alone is written without its list, which must
// come to the same: with AWS::NoValue, a member would be gone where its list was empty.
func (r *reader) values(path string, j cfn.JSON, of func(*reader, string, cfn.JSON) cfn.Value[string]) []cfn.Value[string] {
	before := len(r.errs)
	list := each(r, path, j, of)
	if first(j) == '[' && len(list) == 1 && len(r.errs) == before && canVanish(list[0]) {
		r.add(path, cfn.RuleIntrinsic, j.String(), "AWS::NoValue stands in a list that has nothing else")
	}
	return list
}

// canVanish reports whether a value is AWS::NoValue, or an Fn::If that can be.
func canVanish(v cfn.Value[string]) bool {
	if _, then, els, ok := cfn.Branches(v); ok {
		return canVanish(then) || canVanish(els)
	}
	fn := cfn.IntrinsicOf(v)
	if fn == nil || fn.Name() != "Ref" {
		return cfn.IsAbsent(v)
	}
	var name cfn.Value[string]
	err := cfn.UnmarshalProperty([]byte(fn.Arg().String()), &name)
	text, _ := cfn.Get(name)
	return err == nil && text == cfn.NoValue
}

// str reads a string that is no intrinsic function, and not empty: that would be written
// as an absent one.
func (r *reader) str(path string, j cfn.JSON) string {
	if first(j) == '{' {
		r.add(path, cfn.RuleIntrinsic, j.String(), "an intrinsic function cannot stand here")
		return ""
	}
	text, _ := cfn.Get(r.value(path, j))
	if j.String() == `""` {
		r.add(path, cfn.RuleMinLength, j.String(), "the string is empty")
	}
	return text
}

// value reads a string or an intrinsic function.
func (r *reader) value(path string, j cfn.JSON) cfn.Value[string] {
	if c := first(j); c != '"' && c != '{' {
		r.add(path, cfn.RuleType, j.String(), "a string is expected")
		return cfn.Value[string]{}
	}
	return r.condition(path, j)
}

// condition reads a value of a condition, which can be a number or a boolean.
func (r *reader) condition(path string, j cfn.JSON) cfn.Value[string] {
	var v cfn.Value[string]
	r.property(path, j, &v)
	return v
}

// property reads what package cfn can read, and reports whether it could. Its errors are
// about the part that it was given, so that they have no position in the text.
func (r *reader) property(path string, j cfn.JSON, to any) bool {
	err := cfn.UnmarshalProperty([]byte(j.String()), to)
	var errs cfn.Errors
	if err != nil && !errors.As(err, &errs) {
		errs = cfn.Errors{{Rule: cfn.RuleSyntax, Message: err.Error()}}
	}
	for _, e := range errs {
		r.add(path+e.Path, e.Rule, e.Value, e.Message)
	}
	return err == nil
}

// unknown reports a member that there is no field for.
func (r *reader) unknown(path string, value cfn.JSON, what string) {
	r.add(path, cfn.RuleUnknown, value.String(), what+" has no such member")
}

// first returns the first byte of a value, which shows its type.
func first(j cfn.JSON) byte {
	if text := j.String(); text != "" {
		return text[0]
	}
	return 0
}
