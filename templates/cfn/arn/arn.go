package arn

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// The parts that the ARNs of all services have. Region and Account are empty in some.
const (
	Partition = "Partition"
	Region    = "Region"
	Account   = "Account"
)

// Of returns the ARN of a resource of the same template, as an Fn::Sub: id is its logical ID and x
// its properties. The parts of the ARN are what Ref and Fn::GetAtt return, or properties that x
// has. Where that is not all of them, the attribute that is the ARN stands for the whole; where
// there is none, and where the ARNs of the type are not known, it is an error.
func Of(id cfn.LogicalID, x cfn.Properties) (cfn.Value[string], error) {
	table := x.CFNSchema()
	if table == nil || table.Facts == nil || table.Facts.ARN == "" {
		if name := attribute(table); name != "" {
			return whole(id, table, name), nil
		}
		return cfn.Value[string]{}, errors.New("arn: the ARNs of " + nameOf(table) + " are not known")
	}
	s := substitution{id: id, x: x, table: table}
	for _, p := range split(table.Facts.ARN) {
		s.text.WriteString(p.text)
		if p.name != "" && !s.part(p.name) {
			if name := attribute(table); name != "" {
				return whole(id, table, name), nil
			}
			return cfn.Value[string]{}, errors.New("arn: the part " + p.name + " of the ARNs of " + table.Name + " is no property that is set, and no attribute")
		}
	}
	if len(s.variables) > 0 {
		return cfn.SubWith[string](s.text.String(), cfn.MapEntries(s.variables...)), nil
	}
	return cfn.Sub[string](s.text.String()), nil
}

func nameOf(table *schema.Schema) string {
	if table == nil {
		return "a type that is not known"
	}
	return table.Name
}

// substitution is an Fn::Sub that is being made.
type substitution struct {
	id        cfn.LogicalID
	x         cfn.Properties
	table     *schema.Schema
	text      strings.Builder
	variables []cfn.Entry[cfn.Value[string]]
}

// part adds a part of an ARN, and reports whether its value is known.
func (s *substitution) part(name string) bool {
	switch {
	case name == Partition || name == Region:
		s.text.WriteString("${AWS::" + name + "}")
	case name == Account:
		s.text.WriteString("${AWS::AccountId}")
	case isRef(s.table, name):
		s.text.WriteString("${" + string(s.id) + "}")
	case contains(s.table.Attributes, name):
		s.text.WriteString("${" + string(s.id) + "." + name + "}")
	default:
		return s.property(name)
	}
	return true
}

// property adds the value of a property, of an intrinsic function a variable.
func (s *substitution) property(name string) bool {
	text, ok := cfn.Property(s.x, name)
	if !ok {
		return false
	}
	var v cfn.Value[string]
	if cfn.UnmarshalProperty([]byte(text.String()), &v) != nil {
		return false
	}
	if literal, ok := cfn.Get(v); ok {
		s.text.WriteString(strings.ReplaceAll(literal, "${", "${!"))
		return true
	}
	s.text.WriteString("${" + name + "}")
	s.variables = append(s.variables, cfn.Entry[cfn.Value[string]]{Key: name, Value: v})
	return true
}

// whole returns the ARN where Ref or an attribute is it.
func whole(id cfn.LogicalID, table *schema.Schema, name string) cfn.Value[string] {
	if isRef(table, name) {
		return cfn.Sub[string]("${" + string(id) + "}")
	}
	return cfn.Sub[string]("${" + string(id) + "." + name + "}")
}

// attribute returns the attribute, or what Ref returns, that is the resource's own ARN; "" where
// there is none.
func attribute(table *schema.Schema) string {
	if table == nil {
		return ""
	}
	noun := table.Name[strings.LastIndexByte(table.Name, ':')+1:]
	for _, name := range []string{"Arn", "ARN", noun + "Arn", noun + "ARN"} {
		if contains(table.Attributes, name) {
			return name
		}
	}
	if table.Name == "AWS::SecretsManager::Secret" {
		return "Id" // as Ref has it
	}
	if ref := refOf(table); len(ref) == 1 && strings.HasSuffix(strings.ToLower(ref[0]), "arn") {
		return ref[0]
	}
	return ""
}

func isRef(table *schema.Schema, name string) bool {
	ref := refOf(table)
	return len(ref) == 1 && ref[0] == name
}

// refOf returns what Ref returns.
func refOf(table *schema.Schema) []string {
	if table.Facts != nil && len(table.Facts.Ref) > 0 {
		return table.Facts.Ref
	}
	return table.PrimaryIdentifier
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// piece is a text in the template of an ARN and the name of the part that follows it, "" at the
// end.
type piece struct{ text, name string }

func split(template string) (pieces []piece) {
	for {
		text, rest, found := strings.Cut(template, "${")
		name, after, _ := strings.Cut(rest, "}")
		pieces = append(pieces, piece{text, name})
		if !found || after == "" {
			return pieces
		}
		template = after
	}
}

// Parse takes the ARN of a resource of a type apart. x can be nil: (*s3.Bucket)(nil). The result
// has the values of the parts by their names: Partition, Region and Account, where the ARNs of the
// type have them, and properties or attributes; a part that is none has AWS's name for it. A text
// that is no ARN of the type is an error. A value ends where the text behind it in the template
// begins, the last one at the end; it can be empty for a region and an account alone.
func Parse(x cfn.Struct, text string) (map[string]string, error) {
	table := x.CFNSchema()
	if table == nil || table.Facts == nil || table.Facts.ARN == "" {
		return nil, errors.New("arn: the ARNs of " + nameOf(table) + " are not known")
	}
	parts, ok := match(split(table.Facts.ARN), text)
	if !ok {
		return nil, errors.New("arn: " + write.Quote(write.Shorten(text)) + " is no ARN of " + table.Name + ", which are " + table.Facts.ARN)
	}
	return parts, nil
}

func match(pieces []piece, text string) (map[string]string, bool) {
	parts := map[string]string{}
	for i, p := range pieces {
		rest, ok := strings.CutPrefix(text, p.text)
		if !ok {
			return nil, false
		}
		if p.name == "" {
			return parts, rest == ""
		}
		end := len(rest)
		if i+1 < len(pieces) && pieces[i+1].text != "" {
			if end = strings.Index(rest, pieces[i+1].text); end < 0 {
				return nil, false
			}
		}
		value := rest[:end]
		if value == "" && p.name != Region && p.name != Account || strings.Contains(value, ":") && isField(p.name) {
			return nil, false
		}
		if before, was := parts[p.name]; was && before != value {
			return nil, false
		}
		parts[p.name], text = value, rest[end:]
	}
	return parts, text == ""
}

// isField reports whether a part stands between colons.
func isField(name string) bool { return name == Partition || name == Region || name == Account }
