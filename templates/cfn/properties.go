package cfn

import (
	"errors"
	"reflect"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Properties are a resource's properties: a pointer to a generated resource
// type, or [JSON] for a type that no package was generated for.
type Properties interface {
	Struct
	// AppendJSON appends the properties' JSON text to dst.
	AppendJSON(dst []byte) ([]byte, error)
	// Validate checks the properties.
	Validate(options ...Option) error
}

// resourceProperties reads the properties of a resource: into the struct of its type, or
// as JSON where the type is not known. Where the type's name comes after them, or another one
// can, they are read at the end of the resource.
func (d *decoder) resourceProperties(s *slot, ptr storage, c byte) bool {
	if len(d.types) > 0 && (d.Repeats || ptr.relative(s.typeAt).string().fn == nil) {
		d.late = d.Pos
		_, ok := d.skipReread()
		return ok
	}
	return d.readProperties(s, ptr, c)
}

// readProperties reads the properties of a resource whose type has been read.
func (d *decoder) readProperties(s *slot, ptr storage, c byte) bool {
	at := d.Pos
	typ := ptr.relative(s.typeAt).string()
	known := typeNamed(d.types, typ.lit)
	if c != '{' || known == nil {
		before := d.mistakes()
		text, ok := d.readFreeForm()
		if ok && c != '{' {
			d.forget(before)
			d.notObject(at, text.text)
			return true
		}
		*ptr.properties() = text
		return ok
	}
	x := reflect.New(reflect.TypeOf(known).Elem()).Interface().(Properties)
	l, to, err := target(x)
	if err != nil {
		return d.Fail(at, err.Error())
	}
	*ptr.properties() = x
	return d.object(&l.self, l, to)
}

// notObject notes properties that are no object.
func (d *decoder) notObject(at int, text string) {
	if text == "null" {
		d.wrong(RuleNull, at, text, nullMessage(d.Text, at))
	} else {
		d.wrong(RuleType, at, text, kindObject.String()+" is expected, not "+scan.KindOf(text))
	}
}

// skipReread takes a value that is read again, so that what is wrong in it is noted then.
func (d *decoder) skipReread() (string, bool) {
	nulls, doubled := len(d.Nulls), d.Doubled
	text, ok := d.Skip()
	d.Nulls, d.Doubled = d.Nulls[:nulls], doubled
	return text, ok
}

// endResource reads the properties of a resource whose type comes after them.
func (d *decoder) endResource(l *layout, base storage) bool {
	p := l.properties
	at := d.late
	if d.late = 0; at == 0 {
		return true
	}
	end := d.Pos
	d.Pos = at
	ok := d.readProperties(&p.slot, base.at(p.offset), d.Peek())
	if ok {
		d.Pos = end
	}
	return ok
}

// resourceProperties appends the properties of a resource.
func (e *encoder) resourceProperties(x Properties) {
	text, err := x.AppendJSON(e.buf)
	if err == nil && len(text) <= len(e.buf) { // the method need not be a generated one
		err = Errors{{Rule: RuleSyntax, Message: "AppendJSON appended nothing"}}
	}
	var list Errors
	if errors.As(err, &list) && len(list) > 0 {
		e.err = list[0]
	} else if err != nil {
		e.fail(RuleType, err.Error())
	} else {
		e.buf = text
	}
}

// typeName appends the type's name of a resource that has it from its properties.
func (e *encoder) typeName(l *layout, base storage) {
	if s := l.typeOf(base); s != nil {
		e.text(`,"Type":`)
		e.string(s.Name)
	}
}

// typeOf returns the table of a resource's properties, nil where there is none.
func (l *layout) typeOf(base storage) *schema.Schema {
	if x := *base.at(l.properties.offset).properties(); x != nil {
		return x.CFNSchema()
	}
	return nil
}

// knowsType reports whether the field of an index is the type's name of a resource,
// which its properties know.
func (l *layout) knowsType(index int, base storage) bool {
	return l.properties != nil && l.fields[index].name == "Type" && l.typeOf(base) != nil
}

// resourceProperties checks the properties of a resource, and that they are those of its
// type.
func (v *validator) resourceProperties(s *slot, ptr storage) {
	x := *ptr.properties()
	typ := ptr.relative(s.typeAt).string()
	if s := x.CFNSchema(); s != nil && typ.fn == literal && typ.lit != s.Name && v.fails(RuleType) {
		v.report(RuleType, write.Quoted(typ.lit), "the properties are those of "+s.Name+", not of "+typ.lit)
	}
	if text, ok := x.(JSON); ok {
		v.json(text)
		return
	}
	if l, at, err := target(x); err == nil {
		v.object(l, at)
		return
	}
	list := errorList{errs: v.errs, most: v.most, beyond: v.beyond}
	if list.addErr(x.Validate()); list.usage != nil {
		list.add(&Error{Rule: RuleType, Message: list.usage.Error()})
	}
	v.errs, v.beyond = list.errs, list.beyond
}
