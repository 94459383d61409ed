package cfn

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// functionOnly reads an object that must be an intrinsic function.
func (d *decoder) functionOnly(s *slot, to **Intrinsic) bool {
	fn, ok := d.function(s)
	if ok && fn == nil {
		return d.mismatch(s.kind)
	}
	*to = fn
	return ok
}

// function reads an intrinsic function where one comes next, which is an object
// with one key, the function's name. It returns nil and takes nothing where the
// object is an ordinary one.
func (d *decoder) function(s *slot) (fn *Intrinsic, ok bool) {
	if !d.startsFunction() {
		return nil, true
	}
	start, noted := d.Pos, d.mistakes()
	if !d.Open() {
		return nil, false
	}
	name, ok := d.Key()
	if !ok {
		return nil, false
	}
	if !isFunctionName(name) || name == "Condition" && s.declares(name) {
		return nil, d.rewind(start, noted)
	}
	c := d.Peek()
	if name == "Condition" && c != '"' {
		return nil, d.rewind(start, noted)
	}
	fn = &Intrinsic{name: name}
	if name == "Fn::If" && c == '[' {
		ok = d.branches(s, fn)
	} else {
		fn.arg, ok = d.readFreeForm()
		if name == "Ref" && ok {
			fn.arg = plainArg(fn.arg)
		}
	}
	if !ok {
		return nil, false
	}
	if d.Peek() != '}' {
		return nil, d.rewind(start, noted)
	}
	d.Pos++
	d.Depth--
	return fn, true
}

// startsFunction is a quick look whether the object that comes next can be an
// intrinsic function, which spares most objects a second reading.
func (d *decoder) startsFunction() bool {
	rest := d.Text[d.Pos+1:]
	if rest == "" || rest[0] <= ' ' {
		start := d.Pos
		d.Pos++
		d.Peek()
		rest = d.Text[d.Pos:]
		d.Pos = start
	}
	if len(rest) < 2 || rest[0] != '"' || rest[1] != 'F' && rest[1] != 'R' && rest[1] != 'C' && rest[1] != '\\' {
		return false
	}
	if strings.HasPrefix(rest, `"Fn::`) || strings.HasPrefix(rest, `"Ref"`) || strings.HasPrefix(rest, `"Condition"`) {
		return true
	}
	end := strings.IndexByte(rest[1:], '"') + 1
	return strings.IndexByte(rest[:end], '\\') > 0 // the name can have escapes
}

// rewind goes back to the start of an object that is no intrinsic function, with
// the mistakes that were noted before it.
func (d *decoder) rewind(start int, before mistakes) bool {
	if d.reread += d.Pos - start; d.rereadTooMuch(start) {
		return false
	}
	d.Pos = start
	d.forget(before)
	d.Depth--
	return true
}

// plainArg writes a string without escapes that it does not need, so that names
// can be compared as text.
func plainArg(arg JSON) JSON {
	if arg.text[0] != '"' || strings.IndexByte(arg.text, '\\') < 0 {
		return arg
	}
	s := scan.Scanner{Text: arg.text}
	name, _ := s.Str()
	return quote(name)
}

// rereadTooMuch fails where more of the text was read again than a template needs.
//
//go:noinline
func (d *decoder) rereadTooMuch(at int) bool {
	return d.reread > maxReread*len(d.Text) &&
		!d.Fail(at, "too many objects in one another have an intrinsic function beside other keys")
}

// branches reads the arguments of an Fn::If with branches of the type of the
// function's place. Where they have another shape, the function keeps its
// argument as text, and Validate reports it.
func (d *decoder) branches(s *slot, fn *Intrinsic) bool {
	start, noted, nulls, before := d.Pos, d.mistakes(), len(d.Nulls), d.Doubled
	d.Doubled = false
	b := &branches{object: s.typ}
	if !d.Open() {
		return false
	}
	first := d.Peek() != '"'
	if !first && d.condition(b) && d.nextItem() && d.branch(s, &b.then) && d.nextItem() && d.branch(s, &b.els) && d.Peek() == ']' {
		d.Pos++
		d.Depth--
		fn.branches = b
		d.Doubled = d.Doubled || before
		return true
	}
	// The rest is read from here on, not all of it once more: functions in one
	// another would be read twice as often at each level.
	for ; d.Fault == nil; first = false {
		another, ok := d.More(']', first)
		if !another && ok {
			d.forget(noted)
			fn.arg = d.freeFormText(d.Text[start:d.Pos], nulls, before)
			return !d.rereadTooMuch(start)
		}
		if ok {
			d.Skip()
		}
	}
	return false
}

func (d *decoder) condition(b *branches) bool {
	cond, ok := d.Str()
	b.cond = LogicalID(cond)
	return ok
}

func (d *decoder) nextItem() bool {
	if d.Peek() != ',' {
		return false
	}
	d.Pos++
	return true
}

// branch reads one branch of an Fn::If. AWS::NoValue leaves the storage absent.
func (d *decoder) branch(s *slot, to *keptStorage) bool {
	x := s.newStorage()
	ok := d.value(s, x)
	if fn := s.function(x); fn != nil && fn.isNoValue() {
		x = s.newStorage()
	}
	*to = keptStorage(x)
	return ok
}
