package config

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// OutputFormat is the key of an output that has the name of its format.
const OutputFormat = "format"

// Format is a format that outputs can have.
type Format struct {
	Name string
	// Keys are those that its outputs have beside OutputFormat and Out.
	Keys []Key
}

// Key is a key of outputs, a text or a boolean.
type Key struct {
	Name    string
	Boolean bool
}

// Output is an entry of the list of outputs.
type Output struct {
	// Format is the name of a format.
	Format Value
	// Settings are the other keys, in the order of the file.
	Settings []Setting
}

// outputs reads the list of outputs.
func (r *reader) outputs(n *yaml.Node, pointer string) []Output {
	n = resolved(n)
	if n.Kind != yaml.SequenceNode {
		r.errorf(n, pointer, WrongType, "must be %s, not %s", "a list of mappings", kindOf(n))
		return nil
	}
	if len(n.Content) == 0 {
		r.errorf(n, pointer, EmptyList, "the list is empty: leave the key out")
	}
	var all []Output
	// An alias costs no more than what it stands for, however often it is there.
	seen := map[*yaml.Node]Output{}
	for i, item := range n.Content {
		item = resolved(item)
		out, ok := seen[item]
		if !ok {
			out = r.output(item, pointer+"/"+strconv.Itoa(i))
			seen[item] = out
		}
		all = append(all, out)
	}
	return all
}

// output reads an entry of the list.
func (r *reader) output(n *yaml.Node, pointer string) Output {
	var out Output
	hasFormat, format := false, r.formatOf(n)
	r.mapping(n, pointer, r.keysOf(format), func(k key, name, value *yaml.Node, pointer string) {
		switch {
		case k.foreign:
			r.errorf(name, pointer, OtherFormat, "the format %s has no key %s", format, k.name)
		case k.name != OutputFormat:
			out.Settings = append(out.Settings, r.setting(k, value, pointer))
		default:
			hasFormat = true
			for _, v := range r.text(k, value, pointer) {
				if out.Format = v; format == "" {
					r.unknown(resolved(value), pointer, UnknownFormat, "format", v.Text, r.formatNames())
				}
			}
		}
	})
	if n.Kind == yaml.MappingNode && !hasFormat {
		r.errorf(n, pointer, MissingKey, "the key format is missing: there are %s", strings.Join(r.formatNames(), ", "))
	}
	return out
}

// formatOf returns the name of the format of an entry, wherever in it that stands, "" where it is none.
func (r *reader) formatOf(n *yaml.Node) string {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if resolved(n.Content[i]).Value == OutputFormat {
			if value := resolved(n.Content[i+1]).Value; slices.Contains(r.formatNames(), value) {
				return value
			}
			return ""
		}
	}
	return ""
}

func (r *reader) formatNames() []string {
	var names []string
	for _, f := range r.formats {
		names = append(names, f.Name)
	}
	return names
}

// keysOf returns the keys of outputs. Those that a format does not have are foreign; where
// there is no format, none is.
func (r *reader) keysOf(format string) []key {
	all := []key{{name: OutputFormat}, {name: Out, path: true}}
	add := func(f Format, foreign bool) {
		for _, k := range f.Keys {
			if !slices.ContainsFunc(all, func(other key) bool { return other.name == k.Name }) {
				all = append(all, key{name: k.Name, boolean: k.Boolean, foreign: foreign})
			}
		}
	}
	for _, f := range r.formats {
		if f.Name == format {
			add(f, false)
		}
	}
	for _, f := range r.formats {
		add(f, format != "")
	}
	return all
}
