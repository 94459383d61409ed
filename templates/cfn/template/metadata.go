package template

import "github.com/cfngen/cfngen/templates/cfn"

// Metadata is the section of this name. Members beside those that have a type are in the
// node: [cfn.ObjectWithUnknown] makes it, [cfn.ObjectUnknown] returns them.
type Metadata struct {
	cfn.Node

	// Interface is AWS::CloudFormation::Interface: how the console shows the parameters.
	Interface *Interface
}

// Interface is how the console groups, orders and names the parameters.
type Interface struct {
	cfn.Node

	// ParameterGroups are the groups in their order.
	ParameterGroups cfn.List[*ParameterGroup]
	// ParameterLabels are the names that are shown, by the parameters' logical IDs.
	ParameterLabels cfn.Map[*Label]
}

// ParameterGroup is a group of an [Interface].
type ParameterGroup struct {
	cfn.Node

	// Label is the heading.
	Label *Label
	// Parameters are those of the group in their order.
	Parameters cfn.List[cfn.Value[cfn.LogicalID]]
}

// Label is a text of an [Interface].
type Label struct {
	cfn.Node

	// Default is the text.
	Default cfn.Value[string]
}

// ResourceMetadata is the attribute Metadata of a [Resource]. Members beside the one that has
// a type are in the node, as for [Metadata].
type ResourceMetadata struct {
	cfn.Node

	// Init is AWS::CloudFormation::Init: what cfn-init does on an instance.
	Init *Init
}

// Init is what cfn-init does on an instance. Configurations of other names than config are
// in the node, as JSON that [cfn.JSONOf] makes of an [InitConfig]; [Init.Config] returns
// one.
type Init struct {
	cfn.Node

	// ConfigSets are lists of configurations, each the name of one or an object with
	// the member ConfigSet, by name.
	ConfigSets cfn.Map[cfn.List[cfn.JSON]]
	// DefaultConfig is the configuration config, which is used where no set is named.
	DefaultConfig *InitConfig
}

// Config returns the configuration of a name, nil where there is none. What is wrong with
// it is returned as [cfn.Errors].
func (i *Init) Config(name string) (*InitConfig, error) {
	if name == "config" {
		return i.DefaultConfig, nil
	}
	for _, e := range cfn.ObjectUnknown(i.Node) {
		if e.Key == name {
			c := new(InitConfig)
			return c, cfn.Unmarshal([]byte(e.Value.String()), c)
		}
	}
	return nil, nil
}

// InitConfig is a configuration of an [Init]. Its parts are done in the order of the fields.
type InitConfig struct {
	cfn.Node

	// Packages are versions, by the package manager and the package.
	Packages cfn.Map[cfn.Map[cfn.JSON]]
	// Groups are groups of the system.
	Groups cfn.Map[cfn.JSON]
	// Users are users of the system.
	Users cfn.Map[cfn.JSON]
	// Sources are archives, by the folder that they are unpacked to.
	Sources cfn.Map[cfn.Value[string]]
	// Files are files, by their path.
	Files cfn.Map[*InitFile]
	// Commands are commands, in the order of their names.
	Commands cfn.Map[*InitCommand]
	// Services are services, by the service manager and the service; [cfn.JSONOf] makes one of
	// an [InitService].
	Services cfn.Map[cfn.Map[cfn.JSON]]
}

// InitFile is a file of an [InitConfig].
type InitFile struct {
	cfn.Node

	// Content is a string, or an object that is written as JSON.
	Content cfn.JSON
	// Source is a URL to load the file from.
	Source cfn.Value[string]
	// Encoding is plain or base64.
	Encoding cfn.Value[string]
	// Owner and Group own the file, Mode is six octal digits.
	Owner, Group, Mode cfn.Value[string]
	// Authentication is the name of an authentication method.
	Authentication cfn.Value[string]
	// Context has values for a content that is a Mustache template.
	Context cfn.JSON
}

// InitCommand is a command of an [InitConfig].
type InitCommand struct {
	cfn.Node

	// Command is a string or a list of a program and its arguments.
	Command cfn.JSON
	// Env are environment variables in place of those that there are.
	Env cfn.Map[cfn.Value[string]]
	// Cwd is the folder that it runs in.
	Cwd cfn.Value[string]
	// Test is a command that decides whether this one runs, as Command is.
	Test cfn.JSON
	// IgnoreErrors goes on where the command fails.
	IgnoreErrors cfn.Value[bool]
	// WaitAfterCompletion is a number of seconds or "forever", for Windows.
	WaitAfterCompletion cfn.Value[string]
}

// InitService is a service of an [InitConfig].
type InitService struct {
	cfn.Node

	// EnsureRunning and Enabled are whether it runs, now and after a start of the system.
	EnsureRunning, Enabled cfn.Value[bool]
	// Files and Sources are what it is restarted for.
	Files, Sources cfn.List[cfn.Value[string]]
	// Packages and Commands are what it is restarted for, too.
	Packages cfn.Map[cfn.List[cfn.Value[string]]]
	Commands cfn.List[cfn.Value[string]]
}
