package template

import "github.com/cfngen/cfngen/templates/cfn/schema"

const required = schema.FlagRequired

var (
	object     = &schema.Check{Kinds: schema.KindObject}
	percentage = &schema.Check{Minimum: "0", Maximum: "100"}
)

// templateSchema describes a template, with all structs in it.
var templateSchema = schema.Schema{
	Name: "a template",
	Go:   (*Template)(nil),
	Fields: []schema.Field{
		{Name: "AWSTemplateFormatVersion", Check: &schema.Check{Enum: []string{"2010-09-09"}}},
		{Name: "Description", Check: &schema.Check{MaxLength: "1024"}},
		{Name: "Metadata"},
		{Name: "Parameters"},
		{Name: "Rules"},
		{Name: "Mappings", Check: &schema.Check{Elem: &schema.Check{MinProperties: "1", Elem: &schema.Check{MinProperties: "1",
			Elem: &schema.Check{Kinds: schema.KindString | schema.KindBoolean | schema.KindInteger | schema.KindNumber | schema.KindList}}}}},
		{Name: "Conditions"},
		{Name: "Transform", Check: &schema.Check{Kinds: schema.KindString | schema.KindList | schema.KindObject}},
		{Name: "Hooks", Check: object},
		{Name: "Globals", Check: object},
		{Name: "Resources", Flags: required},
		{Name: "Outputs"},
	},
	Nested: nested,
}

// nested are the structs in a template.
var nested = []schema.Schema{
	{
		Name: "a resource",
		Go:   (*Resource)(nil),
		Fields: []schema.Field{
			{Name: "Type", Flags: required},
			{Name: "Version"},
			{Name: "Description"},
			{Name: "Condition"},
			{Name: "DependsOn", Check: &schema.Check{Kinds: schema.KindString | schema.KindList}},
			{Name: "CreationPolicy"},
			{Name: "UpdatePolicy"},
			{Name: "DeletionPolicy", Check: &schema.Check{Enum: []string{"Delete", "Retain", "RetainExceptOnCreate", "Snapshot"}}},
			{Name: "UpdateReplacePolicy", Check: &schema.Check{Enum: []string{"Delete", "Retain", "Snapshot"}}},
			{Name: "Metadata"},
			{Name: "Connectors", Check: object},
			{Name: "IgnoreGlobals", Check: &schema.Check{Kinds: schema.KindString | schema.KindList}},
			{Name: "Properties"},
		},
	},
	{
		Name: "a parameter",
		Go:   (*Parameter)(nil),
		Fields: []schema.Field{
			{Name: "Type", Flags: required},
			{Name: "Default"},
			{Name: "AllowedValues"},
			{Name: "AllowedPattern"},
			{Name: "ConstraintDescription"},
			{Name: "Description", Check: &schema.Check{MaxLength: "4000"}},
			{Name: "MinLength"},
			{Name: "MaxLength"},
			{Name: "MinValue"},
			{Name: "MaxValue"},
			{Name: "NoEcho"},
		},
	},
	{
		Name: "a rule",
		Go:   (*Rule)(nil),
		Fields: []schema.Field{
			{Name: "RuleCondition"},
			{Name: "Assertions", Flags: required},
		},
	},
	{
		Name: "an assertion",
		Go:   (*Assertion)(nil),
		Fields: []schema.Field{
			{Name: "Assert", Flags: required},
			{Name: "AssertDescription"},
		},
	},
	{
		Name: "an output",
		Go:   (*Output)(nil),
		Fields: []schema.Field{
			{Name: "Description", Check: &schema.Check{MaxLength: "1024"}},
			{Name: "Condition"},
			{Name: "Value", Flags: required},
			{Name: "Export"},
		},
	},
	{
		Name: "an export",
		Go:   (*Export)(nil),
		Fields: []schema.Field{
			{Name: "Name", Flags: required},
		},
	},
	{
		Name: "a creation policy",
		Go:   (*CreationPolicy)(nil),
		Fields: []schema.Field{
			{Name: "AutoScalingCreationPolicy"},
			{Name: "ResourceSignal"},
			{Name: "StartFleet"},
		},
	},
	{
		Name: "an AutoScalingCreationPolicy",
		Go:   (*AutoScalingCreationPolicy)(nil),
		Fields: []schema.Field{
			{Name: "MinSuccessfulInstancesPercent", Check: percentage},
		},
	},
	{
		Name: "a ResourceSignal",
		Go:   (*ResourceSignal)(nil),
		Fields: []schema.Field{
			{Name: "Count", Check: &schema.Check{Minimum: "0"}},
			{Name: "Timeout"},
		},
	},
	{
		Name: "an update policy",
		Go:   (*UpdatePolicy)(nil),
		Fields: []schema.Field{
			{Name: "AutoScalingReplacingUpdate"},
			{Name: "AutoScalingRollingUpdate"},
			{Name: "AutoScalingScheduledAction"},
			{Name: "CodeDeployLambdaAliasUpdate"},
			{Name: "EnableVersionUpgrade"},
			{Name: "UseOnlineResharding"},
			{Name: "StopBeforeUpdate"},
			{Name: "StartAfterUpdate"},
		},
	},
	{
		Name: "an AutoScalingReplacingUpdate",
		Go:   (*AutoScalingReplacingUpdate)(nil),
		Fields: []schema.Field{
			{Name: "WillReplace"},
		},
	},
	{
		Name: "an AutoScalingRollingUpdate",
		Go:   (*AutoScalingRollingUpdate)(nil),
		Fields: []schema.Field{
			{Name: "MaxBatchSize", Check: &schema.Check{Minimum: "0"}},
			{Name: "MinActiveInstancesPercent", Check: percentage},
			{Name: "MinInstancesInService", Check: &schema.Check{Minimum: "0"}},
			{Name: "MinSuccessfulInstancesPercent", Check: percentage},
			{Name: "PauseTime"},
			{Name: "SuspendProcesses"},
			{Name: "WaitOnResourceSignals"},
		},
	},
	{
		Name: "an AutoScalingScheduledAction",
		Go:   (*AutoScalingScheduledAction)(nil),
		Fields: []schema.Field{
			{Name: "IgnoreUnmodifiedGroupSizeProperties"},
		},
	},
	{
		Name: "a CodeDeployLambdaAliasUpdate",
		Go:   (*CodeDeployLambdaAliasUpdate)(nil),
		Fields: []schema.Field{
			{Name: "AfterAllowTrafficHook"},
			{Name: "BeforeAllowTrafficHook"},
			{Name: "ApplicationName", Flags: required},
			{Name: "DeploymentGroupName", Flags: required},
		},
	},
	{
		Name: "the metadata of a template",
		Go:   (*Metadata)(nil),
		Open: true,
		Fields: []schema.Field{
			{Name: "AWS::CloudFormation::Interface"},
		},
	},
	{
		Name: "AWS::CloudFormation::Interface",
		Go:   (*Interface)(nil),
		Fields: []schema.Field{
			{Name: "ParameterGroups"},
			{Name: "ParameterLabels"},
		},
	},
	{
		Name: "a group of parameters",
		Go:   (*ParameterGroup)(nil),
		Fields: []schema.Field{
			{Name: "Label"},
			{Name: "Parameters"},
		},
	},
	{
		Name: "a label",
		Go:   (*Label)(nil),
		Fields: []schema.Field{
			{Name: "default"},
		},
	},
	{
		Name: "the metadata of a resource",
		Go:   (*ResourceMetadata)(nil),
		Open: true,
		Fields: []schema.Field{
			{Name: "AWS::CloudFormation::Init"},
		},
	},
	{
		Name: "AWS::CloudFormation::Init",
		Go:   (*Init)(nil),
		Open: true,
		Fields: []schema.Field{
			{Name: "configSets"},
			{Name: "config"},
		},
	},
	initConfigSchema,
	initParts[0], initParts[1],
}

// initConfigSchema describes a configuration of cfn-init by itself.
var initConfigSchema = schema.Schema{
	Name: "a configuration",
	Go:   (*InitConfig)(nil),
	Fields: []schema.Field{
		{Name: "packages"},
		{Name: "groups"},
		{Name: "users"},
		{Name: "sources"},
		{Name: "files"},
		{Name: "commands"},
		{Name: "services"},
	},
	Nested: initParts,
}

// initParts are the structs in a configuration of cfn-init.
var initParts = []schema.Schema{
	{
		Name: "a file",
		Go:   (*InitFile)(nil),
		Fields: []schema.Field{
			{Name: "content"},
			{Name: "source"},
			{Name: "encoding"},
			{Name: "owner"},
			{Name: "group"},
			{Name: "mode"},
			{Name: "authentication"},
			{Name: "context"},
		},
	},
	{
		Name: "a command",
		Go:   (*InitCommand)(nil),
		Fields: []schema.Field{
			{Name: "command"},
			{Name: "env"},
			{Name: "cwd"},
			{Name: "test"},
			{Name: "ignoreErrors"},
			{Name: "waitAfterCompletion"},
		},
	},
}

// CFNSchema describes the configuration.
func (*InitConfig) CFNSchema() *schema.Schema { return &initConfigSchema }

// initServiceSchema describes a service of cfn-init by itself.
var initServiceSchema = schema.Schema{
	Name: "a service",
	Go:   (*InitService)(nil),
	Fields: []schema.Field{
		{Name: "ensureRunning"},
		{Name: "enabled"},
		{Name: "files"},
		{Name: "sources"},
		{Name: "packages"},
		{Name: "commands"},
	},
}

// CFNSchema describes the service.
func (*InitService) CFNSchema() *schema.Schema { return &initServiceSchema }
