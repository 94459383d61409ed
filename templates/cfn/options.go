package cfn

import (
	"errors"
	"reflect"
	"sort"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Option changes how something is read or checked. One that a function has no use for
// changes nothing there, so that one list serves reading and checking.
type Option struct {
	skip, enable, warn   uint64
	fileName             string
	keepUnknown, repeats bool
	// types are those that are known, each by its name.
	types map[string]Properties
	// relations are what properties refer to, by the types' names.
	relations map[string]*schema.Relations
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

// Warn has what is wrong by these rules reported as warnings: they are among what Check of
// a template returns, and not among what Validate does.
func Warn(rules ...Rule) Option {
	bits, usage := ruleBits("Warn", rules)
	return Option{warn: bits, usage: usage}
}

// FileName has errors name the file that a text is from.
func FileName(name string) Option { return Option{fileName: name} }

func ruleBits(option string, rules []Rule) (bits uint64, usage error) {
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

// Known has the properties of resources of these types read into their structs, those of
// all other types as [JSON]. Each list is what Types of a generated package returns; the
// items are nil or empty structs: (*s3.Bucket)(nil). Several options add up.
//
// The option can be used again, which spares looking at the types again.
func Known(types ...[]Properties) Option {
	n := 0
	for _, list := range types {
		n += len(list)
	}
	o := Option{types: make(map[string]Properties, n)}
	for _, list := range types {
		for _, p := range list {
			if p == nil || reflect.TypeOf(p).Kind() != reflect.Pointer || p.CFNSchema() == nil {
				o.usage = errors.New("cfn.Known: " + errTarget.Error())
				continue
			}
			o.types[p.CFNSchema().Name] = p
		}
	}
	return o
}

// Relations has a check of a template report references that are to resources of other types, or
// to other attributes, than a property is for, by [RuleRelation]. Each list is what Relations of
// a generated package returns. Several options add up.
func Relations(relations ...[]schema.Relations) Option {
	n := 0
	for _, list := range relations {
		n += len(list)
	}
	o := Option{enable: 1 << RuleRelation, relations: make(map[string]*schema.Relations, n)}
	for _, list := range relations {
		for i := range list {
			o.relations[list[i].Type] = &list[i]
		}
	}
	return o
}

// Settings are what options add up to, for a package that takes them as this one does.
type Settings struct {
	// FileName is that of [FileName].
	FileName string
	// KeepUnknown reports whether unknown members are kept when something is read.
	KeepUnknown bool
	skip, warn  uint64
	// types are those of [Known].
	types []map[string]Properties
	// relations are those of [Relations].
	relations []map[string]*schema.Relations
}

// SettingsOf returns what options add up to, and what is wrong with one.
func SettingsOf(options []Option) (Settings, error) {
	s := Settings{skip: offByDefault, warn: 1 << RuleYAML}
	for i := range options {
		o := &options[i]
		if o.usage != nil {
			return s, o.usage
		}
		s.skip = s.skip&^(o.enable|o.warn) | o.skip
		s.warn = (s.warn | o.warn) &^ (o.enable | o.skip)
		s.KeepUnknown = s.KeepUnknown || o.keepUnknown
		if o.fileName != "" {
			s.FileName = o.fileName
		}
		if o.types != nil {
			s.types = append(s.types, o.types)
		}
		if o.relations != nil {
			s.relations = append(s.relations, o.relations)
		}
	}
	return s, nil
}

// Type returns a resource type that is known, nil where there is none of the name. It is a
// pointer that can be nil, for its Go type and its table.
func (s *Settings) Type(name string) Properties { return typeNamed(s.types, name) }

// Relations returns what the properties of a resource type refer to, nil where that is not known.
func (s *Settings) Relations(typeName string) *schema.Relations {
	for _, relations := range s.relations {
		if r := relations[typeName]; r != nil {
			return r
		}
	}
	return nil
}

// TypeNames returns the names of the resource types that are known, sorted.
func (s *Settings) TypeNames() []string {
	var names []string
	for _, types := range s.types {
		for name := range types {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

//go:noinline
func typeNamed(types []map[string]Properties, name string) Properties {
	for _, t := range types {
		if p := t[name]; p != nil {
			return p
		}
	}
	return nil
}

// Checking returns the option that has Validate report by the same rules, those of
// warnings included.
func (s *Settings) Checking() Option { return Option{skip: s.skip, enable: ^s.skip} }

// Reports reports whether a rule is on.
func (s *Settings) Reports(r Rule) bool { return s.skip&(1<<r) == 0 }

// Warns reports whether what is wrong by a rule is a warning.
func (s *Settings) Warns(r Rule) bool { return s.warn&(1<<r) != 0 }
