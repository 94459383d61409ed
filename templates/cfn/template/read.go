package template

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// Source is a text in another syntax than JSON with what it takes to read a template from it.
type Source struct {
	// JSON is the template as JSON.
	JSON string
	// Position returns what stands in the text in the place of an offset of the JSON text: the
	// offset, and line and column from 1, a column in bytes.
	Position func(offset int) (at, line, column int)
	// Whole reports whether a value of the JSON text, which begins at an offset, has no text of
	// its own for what is in it, so that it is replaced as a whole; nil for none.
	Whole func(offset int) bool
	// Edit returns the text with edits, after which the template has the JSON text now.
	Edit func(edits []Edit, now string) ([]byte, error)
	// Errors are what is wrong with the text itself; what is a warning by [cfn.RuleYAML] is
	// returned by Check alone.
	Errors cfn.Errors
}

// source is the text that a template was read from.
type source struct {
	text string
	// other is the text in another syntax, of which text is the JSON; nil for none.
	other *Source
	// mark is the length of the byte order mark before the text.
	mark int
	// options and settings are those that it was read with.
	options  []cfn.Option
	settings cfn.Settings
}

// Read reads a template in JSON. [cfn.Known] names the resource types whose properties are read
// into their structs; [Template.UnknownTypes] returns the other ones that there are. Beside a
// macro that is not AWS's own, members of other names are kept, as for [cfn.KeepUnknown].
//
// Where something is wrong, the error is [cfn.Errors], and the template holds what could be
// read. It is nil where the text is not JSON.
func Read(data []byte, options ...cfn.Option) (*Template, error) {
	t := new(Template)
	return t.orNil(t.read(data, options))
}

// orNil returns the template with an error, without it where the text could not be read.
func (t *Template) orNil(err error) (*Template, error) {
	var errs cfn.Errors
	if err == nil {
		return t, nil
	}
	if !errors.As(err, &errs) {
		return nil, err
	}
	for _, e := range errs {
		if e.Rule == cfn.RuleSyntax {
			return nil, err
		}
	}
	return t, err
}

// ReadSource is [Read] for a template in another syntax.
func ReadSource(from *Source, options ...cfn.Option) (*Template, error) {
	t := new(Template)
	err := t.readText(from.JSON, 0, from, options)
	return t.orNil(err)
}

func (t *Template) read(data []byte, options []cfn.Option) error {
	text, mark := scan.CutMark(data)
	return t.readText(text, mark, nil, options)
}

func (t *Template) readText(text string, mark int, from *Source, options []cfn.Option) error {
	settings, err := cfn.SettingsOf(options)
	if err != nil {
		return err
	}
	if macrosOf(text).foreign {
		options = append(options[:len(options):len(options)], cfn.KeepUnknown())
	}
	*t = Template{}
	err = cfn.UnmarshalText(text, t, options...)
	t.source = &source{text: text, mark: mark, other: from, options: options, settings: settings}
	t.source.move(err)
	t.normalize()
	if fn := cfn.ObjectIntrinsic(t.Node); fn != nil && !isMacro(fn.Name()) && err == nil {
		err = cfn.Errors{{File: settings.FileName, Rule: cfn.RuleType, Line: 1, Column: 1, Message: "a template is expected, no intrinsic function"}}
	}
	setLogicalIDs(err)
	return err
}

// move sets the positions of errors from those in the JSON text after the byte order mark to those
// in the text that was read.
func (s *source) move(err error) {
	var errs cfn.Errors
	errors.As(err, &errs)
	for _, e := range errs {
		switch {
		case e.Line == 0:
		case s.other != nil:
			e.Offset, e.Line, e.Column = s.other.Position(e.Offset)
		default:
			e.Offset += s.mark
		}
	}
}

// normalize makes an entry of a macro that is the only one of a section, which is read as
// an intrinsic function in the place of the section.
func (t *Template) normalize() {
	onlyMacro(&t.Parameters)
	onlyMacro(&t.Rules)
	onlyMacro(&t.Mappings)
	onlyMacro(&t.Conditions)
	onlyMacro(&t.Resources)
	onlyMacro(&t.Outputs)
	t.Node = macroBeside(t.Node)
	for _, r := range t.AllResources() {
		if r != nil {
			r.Node = macroBeside(r.Node)
		}
	}
}

// macroBeside returns the node of an object whose only member is a macro as that of one that the
// macro stands in, so that other members can be added.
func macroBeside(n cfn.Node) cfn.Node {
	if fn := cfn.ObjectIntrinsic(n); fn != nil && isMacro(fn.Name()) {
		return cfn.ObjectWithUnknown(cfn.Entry[cfn.JSON]{Key: fn.Name(), Value: fn.Arg()})
	}
	return n
}

func onlyMacro[E any](section *cfn.Map[E]) {
	fn := cfn.MapIntrinsic(*section)
	if fn == nil || !isMacro(fn.Name()) {
		return
	}
	if entry, err := cfn.MapMacro[E](fn.Name(), fn.Arg()); err == nil {
		*section = cfn.MapEntries(entry)
	}
}

// setLogicalIDs sets the logical IDs of errors by their paths.
func setLogicalIDs(err error) {
	var errs cfn.Errors
	errors.As(err, &errs)
	for _, e := range errs {
		e.LogicalID = logicalID(e.Path)
	}
}

// logicalID returns the logical ID of an entry of a section, to which or into which a path
// leads, else "".
func logicalID(path string) cfn.LogicalID {
	section, rest, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if !ok {
		return ""
	}
	switch section {
	case "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs":
		id, _, _ := strings.Cut(rest, "/")
		return cfn.LogicalID(unescape(id))
	}
	return ""
}

// UnknownTypes returns the resource types in the template whose properties are JSON, each
// once, in the order of the resources.
func (t *Template) UnknownTypes() []string {
	var names []string
	seen := map[string]bool{}
	for _, r := range t.AllResources() {
		if r == nil {
			continue
		}
		name := r.TypeName()
		known := t.KnownType(name) != nil
		if _, isJSON := r.Properties.(cfn.JSON); isJSON || r.Properties == nil && !known {
			if name != "" && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}

// KnownType returns a resource type that was known when the template was read, nil where there
// is none of the name.
func (t *Template) KnownType(name string) cfn.Properties {
	if t.source == nil {
		return nil
	}
	return t.source.settings.Type(name)
}
