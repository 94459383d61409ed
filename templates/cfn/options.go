package cfn

import (
	"errors"
	"reflect"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Option changes how something is read or checked. One that a function has no use for
// changes nothing there, so that one list serves reading and checking.
type Option struct {
	skip, enable         uint32
	keepUnknown, repeats bool
	types                []Properties
	// reported is how many errors have been reported elsewhere.
	reported int
	// usage is what is wrong with the option.
	usage error
}

// Skip turns rules off when something is checked.
func Skip(rules ...Rule) Option {
	bits, usage := ruleBits("Skip", rules)
	return Option{skip: bits, usage: usage}
}

// Enable turns rules on that are off by default when something is checked: [RuleFormat].
func Enable(rules ...Rule) Option {
	bits, usage := ruleBits("Enable", rules)
	return Option{enable: bits, usage: usage}
}

func ruleBits(option string, rules []Rule) (bits uint32, usage error) {
	for _, r := range rules {
		if r >= numRules {
			usage = errors.New("cfn: " + option + ": there is no rule of the number " + write.Itoa(int(r)))
			continue
		}
		bits |= 1 << r
	}
	return bits, usage
}

// KeepUnknown keeps properties that the schema does not declare when something is read,
// in the struct's [Node], instead of reporting them. Validate still does, unless
// [RuleUnknown] is skipped.
func KeepUnknown() Option { return Option{keepUnknown: true} }

// AllowDuplicateKeys takes the last of several values with the same key when something
// is read.
func AllowDuplicateKeys() Option { return Option{repeats: true} }

// Known has a template or a resource read with properties of these types, which are nil
// or empty structs: (*s3.Bucket)(nil). The properties of all other types are kept as
// [JSON]. Several options add up.
func Known(types ...Properties) Option { return Option{types: types} }

// known returns a function that makes a struct for the properties of each of the types
// that options name.
func known(options []Option) (func(typeName string) Properties, error) {
	n := 0
	for i := range options {
		n += len(options[i].types)
	}
	byName := make(map[string]reflect.Type, n)
	for i := range options {
		for _, p := range options[i].types {
			if p == nil || reflect.TypeOf(p).Kind() != reflect.Pointer || p.CFNSchema() == nil {
				return nil, errTarget
			}
			byName[p.CFNSchema().Name] = reflect.TypeOf(p).Elem()
		}
	}
	return func(typeName string) Properties {
		if goType := byName[typeName]; goType != nil {
			return reflect.New(goType).Interface().(Properties)
		}
		return nil
	}, nil
}
