package template

import (
	"slices"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Template is a CloudFormation template. The sections are those of AWS's documentation. An
// entry of a section whose key is Fn::Transform or begins with Fn::ForEach:: is a macro;
// [cfn.MacroOf] returns its argument.
type Template struct {
	cfn.Node

	// AWSTemplateFormatVersion is 2010-09-09 where it is there.
	AWSTemplateFormatVersion cfn.Value[string]
	// Description is for people, at most 1,024 bytes.
	Description cfn.Value[string]
	// Metadata is for tools and for people.
	Metadata *Metadata
	// Parameters are the values that a deployment of the template supplies.
	Parameters cfn.Map[*Parameter]
	// Rules check the parameters.
	Rules cfn.Map[*Rule]
	// Mappings hold values, strings or lists, by a name, a top-level key and a second-level
	// key.
	Mappings cfn.Map[cfn.Map[cfn.Map[cfn.JSON]]]
	// Conditions are made with [cfn.Equals], [cfn.And], [cfn.Or], [cfn.Not] and [cfn.Condition].
	Conditions cfn.Map[cfn.Value[bool]]
	// Transform is the name of a macro or a list of names.
	Transform cfn.JSON
	// Hooks and Globals are free-form; Globals are those of the transform AWS::Serverless.
	Hooks, Globals cfn.JSON
	// Resources must be there.
	Resources cfn.Map[*Resource]
	// Outputs are values that the stack returns and exports.
	Outputs cfn.Map[*Output]

	source *source
}

// CFNSchema describes the sections.
func (*Template) CFNSchema() *schema.Schema { return &templateSchema }

// AppendJSON appends the template's JSON text to dst: the sections in the order of AWS's
// documentation, their entries in the order that they have. A logical ID that stands
// twice in a section is an error, and so is an entry that is a nil pointer.
func (t *Template) AppendJSON(dst []byte) ([]byte, error) {
	if err := t.unwritable(); err != nil {
		return dst, err
	}
	if t.source != nil { // what is written is about as long
		dst = slices.Grow(dst, len(t.source.text))
	}
	return cfn.AppendJSON(dst, t)
}

// MarshalJSON is AppendJSON into a new buffer.
func (t *Template) MarshalJSON() ([]byte, error) {
	const small = 1 << 16 // for which package cfn has buffers
	if t.source != nil && len(t.source.text) > small {
		return t.AppendJSON(nil)
	}
	if err := t.unwritable(); err != nil {
		return nil, err
	}
	return cfn.MarshalJSON(t)
}

// UnmarshalJSON reads a template, the properties of its resources as JSON. [Read] reads
// those of known types.
func (t *Template) UnmarshalJSON(data []byte) error { return t.read(data, nil) }

// String returns the template as indented JSON.
func (t *Template) String() string { return printed(t.AppendJSON(nil)) }

func printed(text []byte, err error) string {
	if err != nil {
		return write.Quote("!(" + err.Error() + ")")
	}
	return write.Indent(string(text))
}

// Equal reports whether two templates are the same as [cfn.Equal] has it: the order of
// entries makes no difference.
func (t *Template) Equal(other *Template) bool { return cfn.Equal(t, other) }

// unwritable returns an error for a logical ID that stands twice, or stands for nothing.
func (t *Template) unwritable() error {
	for _, err := range []error{
		nilIn("Parameters", t.Parameters), nilIn("Rules", t.Rules), nilIn("Resources", t.Resources), nilIn("Outputs", t.Outputs),
		repeatedIn("Parameters", t.Parameters), repeatedIn("Rules", t.Rules), repeatedIn("Mappings", t.Mappings),
		repeatedIn("Conditions", t.Conditions), repeatedIn("Resources", t.Resources), repeatedIn("Outputs", t.Outputs),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func nilIn[E any](section string, m cfn.Map[*E]) error {
	entries, _ := cfn.Entries(m)
	for i := range entries {
		if key := entries[i].Key; entries[i].Value == nil {
			return cfn.Errors{{Path: pathTo(section, key), Rule: cfn.RuleRequired, LogicalID: cfn.LogicalID(key), Message: nilMessage}}
		}
	}
	return nil
}

const nilMessage = "there is nothing, the pointer is nil"

func repeatedIn[E any](section string, m cfn.Map[E]) error {
	entries, _ := cfn.Entries(m)
	seen := make(map[string]struct{}, len(entries))
	for i := range entries {
		key := entries[i].Key
		if seen[key] = struct{}{}; len(seen) <= i {
			return cfn.Errors{{Path: pathTo(section, key), Rule: cfn.RuleLogicalID, LogicalID: cfn.LogicalID(key), Message: "the key stands twice in " + section}}
		}
	}
	return nil
}
