// Package template builds, reads, writes and checks whole CloudFormation templates.
//
// A [Template] is made of the values of package cfn: its sections are maps that keep the
// order of their entries, and its zero value is an empty template. AddParameter,
// AddCondition, Add and AddOutput add to the sections and return the logical ID, which
// references are made of:
//
//	t := &template.Template{Description: cfn.Val("Alarms")}
//	topic := t.Add("Alarms", &sns.Topic{})
//	t.AddOutput("TopicArn", template.Output{Value: sns.TopicRef.Of(topic)})
//
// [Read] reads the properties of the resource types that [cfn.Known] names into their structs,
// and those of others as JSON. [Find] and [All] return properties by their Go type.
//
// Check and Validate report all that is wrong with the properties, the references,
// the conditions and the structure of a template at once; [Check] does so for a text. Each error
// has the logical ID and the JSON pointer, and where the template was read, the file, the line
// and the column. Decide returns what exists for given values of the parameters.
//
// The package knows the language of templates. It does not know resource types: what it
// knows of one comes from the tables of generated packages.
package template
