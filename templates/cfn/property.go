package cfn

import (
	"errors"
	"reflect"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Property returns a property by its name in a template, as JSON, and whether it is there.
// It is for programs that work on any generated type; what is known of the properties is in
// the table that CFNSchema returns. [JSON] has none, and no properties that could be named.
func Property(x Struct, name string) (JSON, bool) {
	l, base, err := target(x)
	if err != nil {
		return JSON{}, false
	}
	i := l.find(name)
	if i < 0 {
		return JSON{}, false
	}
	f := &l.fields[i]
	at := base.at(f.offset)
	if !f.present(at) {
		return JSON{}, false
	}
	return slotText(&f.slot, at), true
}

// SetProperty sets a property by its name in a template. The value is read as [Unmarshal] does;
// where something is wrong, the property remains as it was. An absent value removes the
// property.
func SetProperty(x Struct, name string, value JSON) error {
	l, base, err := target(x)
	if err != nil {
		return err
	}
	i := l.find(name)
	if i < 0 {
		return Errors{{Path: write.CutPath(write.AppendKey(nil, name)), Rule: l.unknownPropertyRule(name), Message: l.unknownPropertyError(name)}}
	}
	if l.fields[i].kind == kindProperties {
		return errors.New("cfn: the properties of a resource are a field of their own")
	}
	if ObjectIntrinsic(*base.node()) != nil {
		return errors.New("cfn: an intrinsic function stands in the place of the struct")
	}
	goType := l.self.typ.Field(i + 1).Type
	read := reflect.New(goType)
	if value.text != "" {
		if err := unmarshalSlot(&l.fields[i].slot, address(read), []byte(value.text)); err != nil {
			return err
		}
	}
	base.at(l.fields[i].offset).pointer(goType).Elem().Set(read.Elem())
	return nil
}
