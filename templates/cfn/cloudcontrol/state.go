package cloudcontrol

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// DesiredState returns the desired state that CreateResource takes. What Validate finds is an
// error, and so is what the service does not resolve: intrinsic functions, AWS::NoValue among
// them, and dynamic references, wherever they stand. All of them are returned as [cfn.Errors].
func DesiredState(x cfn.Properties) (string, error) {
	text, v, err := read(typed.NewReader, x)
	if err != nil {
		return "", err
	}
	var list errorList
	if err := x.Validate(); err != nil && !errors.As(err, &list.errs) {
		return "", err
	}
	list.unresolved(v)
	list.readOnlyPaths(v)
	if err := list.err(); err != nil {
		return "", err
	}
	return text, nil
}

// read returns the text of properties and its values, of a reader that is made for their type.
func read(reader func(*schema.Schema) *typed.Reader, x cfn.Properties) (string, *typed.Value, error) {
	if x == nil {
		return "", nil, errors.New("cloudcontrol: the properties are nil")
	}
	table := x.CFNSchema()
	if table == nil {
		return "", nil, errors.New("cloudcontrol: the resource type of a cfn.JSON is not known: read it into the struct of the type")
	}
	text, err := x.AppendJSON(nil)
	if err != nil {
		return "", nil, err
	}
	return string(text), reader(table).Read(string(text)), nil
}

// states are two states of a resource. Read-only properties are left out.
type states struct {
	reader           *typed.Reader
	current, desired *typed.Value
	// budget is how many more values are compared with several others. Without it, lists whose
	// order makes no difference could take time that grows with the square of their length;
	// those that are beyond it are taken for different.
	budget *int
}

// perByte is how many values are looked at for each byte of the two states.
const perByte = 8

func readStates(current, desired cfn.Properties) (*states, error) {
	s := &states{}
	_, c, err := read(s.typed, current)
	if err != nil {
		return nil, err
	}
	_, d, err := read(s.typed, desired)
	if err != nil {
		return nil, err
	}
	if one, two := current.CFNSchema().Name, desired.CFNSchema().Name; one != two {
		return nil, errors.New("cloudcontrol: the current state is of " + one + ", the desired one of " + two)
	}
	var list errorList
	list.suffix = " (in the current state)"
	list.unresolved(c)
	list.suffix = ""
	list.unresolved(d)
	if err := list.err(); err != nil {
		return nil, err
	}
	budget := perByte * (1024 + c.End + d.End)
	s.current, s.desired, s.budget = c, d, &budget
	return s.without(schema.FlagReadOnly), nil
}

// typed returns the reader of both states.
func (s *states) typed(table *schema.Schema) *typed.Reader {
	if s.reader == nil {
		s.reader = typed.NewReader(table)
	}
	return s.reader
}

// without returns the states without the properties that have all of some flags. An object of
// which nothing is left goes, too, where the other state does not have it: whether the service
// has it by itself is not known.
func (s *states) without(flags schema.Flags) *states {
	next := *s
	next.current, next.desired = s.one(s.current, s.desired, flags), s.one(s.desired, s.current, flags)
	return &next
}

// one returns one of two states without the properties that have all of some flags.
func (s *states) one(v, other *typed.Value, flags schema.Flags) *typed.Value {
	if v.Some&flags != flags {
		return v
	}
	text, _ := appendWithout(nil, v, other, flags)
	return s.reader.Read(string(text))
}

// appendWithout appends the text of a value without what has all of some flags. It returns false,
// with nothing appended, where nothing is left of it.
func appendWithout(dst []byte, v, other *typed.Value, flags schema.Flags) ([]byte, bool) {
	switch {
	case v.Flags()&flags == flags:
		return dst, false
	case v.Some&flags != flags || v.Kind != '{' && v.Kind != '[':
		return append(dst, v.Text()...), true
	}
	text, left := append(dst, v.Kind), other != nil
	for i, item := range v.Items {
		before := len(text)
		if before > len(dst)+1 {
			text = append(text, ',')
		}
		key := item.Key
		if v.Kind == '{' {
			text, _ = write.AppendString(text, key)
			text = append(text, ':')
		} else {
			key = write.Itoa(i)
		}
		inside, ok := appendWithout(text, item, other.Child(key), flags)
		switch {
		case ok:
			text, left = inside, true
		case v.Kind == '[':
			text = append(text, "{}"...) // the indexes of the others stay
		default:
			text = text[:before]
		}
	}
	if !left {
		return dst, false
	}
	return append(text, v.Kind+2), true // "}" and "]"
}

// errorList collects errors, as many as package cfn reports.
type errorList struct {
	errs   cfn.Errors
	beyond int
	// suffix is the end of all messages.
	suffix string
	// path leads to the present value.
	path []byte
}

const maxErrors = 1000

func (l *errorList) add(rule cfn.Rule, value, message string) {
	if len(l.errs) >= maxErrors {
		l.beyond++
		return
	}
	l.errs = append(l.errs, &cfn.Error{Path: write.CutPath(l.path), Rule: rule, Value: write.Shorten(value), Message: message + l.suffix})
}

func (l *errorList) err() error {
	if l.beyond > 0 {
		if last := l.errs[len(l.errs)-1]; last.Rule == cfn.RuleMore {
			l.beyond += last.More
			l.errs = l.errs[:len(l.errs)-1]
		}
		l.errs = append(l.errs, &cfn.Error{Rule: cfn.RuleMore, Message: "and " + write.Plural(l.beyond, "more error"), More: l.beyond})
	}
	if len(l.errs) == 0 {
		return nil
	}
	return l.errs
}

// inside calls a function for the members or items of a value, of which each has its path.
func (l *errorList) inside(v *typed.Value, do func(item *typed.Value)) {
	n := len(l.path)
	for i, item := range v.Items {
		key := item.Key
		if v.Kind == '[' {
			key = write.Itoa(i)
		}
		l.path = write.AppendKey(l.path, key)
		do(item)
		l.path = l.path[:n]
	}
}

// unresolved adds what of a value CloudFormation alone resolves. What is in an argument of a
// function is not looked at.
func (l *errorList) unresolved(v *typed.Value) {
	switch {
	case v.Function == "Ref" && v.Items[0].Str() == cfn.NoValue:
		l.add(cfn.RuleIntrinsic, v.Text(), cfn.NoValue+" is for CloudFormation alone: leave the property out")
	case v.Function != "" || isCondition(v):
		l.add(cfn.RuleIntrinsic, v.Text(), "an intrinsic function, which CloudFormation alone resolves: "+write.Shorten(v.Items[0].Key))
	case strings.Contains(v.Str(), "{{resolve:"):
		l.add(cfn.RuleIntrinsic, v.Text(), "a dynamic reference, which CloudFormation alone resolves")
	default:
		l.inside(v, func(item *typed.Value) {
			if strings.HasPrefix(item.Key, "Fn::") {
				l.add(cfn.RuleIntrinsic, item.Text(), "a macro, which CloudFormation alone resolves")
				return
			}
			l.unresolved(item)
		})
	}
}

// isCondition reports whether an object is the function Condition.
func isCondition(v *typed.Value) bool {
	return v.Kind == '{' && len(v.Items) == 1 && v.Items[0].Key == "Condition" && v.Items[0].Kind == '"' &&
		(v.Shape.Table == nil || v.Shape.Table.Field("Condition") == nil)
}

// readOnlyPaths adds the properties that are read-only where they stand, and not wherever their
// struct does: Validate does not look at paths.
func (l *errorList) readOnlyPaths(v *typed.Value) {
	l.inside(v, func(item *typed.Value) {
		switch {
		case item.Some&schema.FlagReadOnly == 0:
		case v.Kind == '{' && item.Property != nil && item.Property.Flags&schema.FlagReadOnly != 0:
			l.add(cfn.RuleReadOnly, item.Text(), "the property is read-only: the service sets it")
		default:
			l.readOnlyPaths(item)
		}
	})
}

// some reports whether a value is there and a flag holds for it or for anything in it, every
// whether it holds for all that is in it.
func some(v *typed.Value, flag schema.Flags) bool  { return v != nil && v.Some&flag != 0 }
func every(v *typed.Value, flag schema.Flags) bool { return v != nil && v.Every&flag != 0 }
