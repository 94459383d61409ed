package template

import "github.com/cfngen/cfngen/templates/cfn"

// Resource is an entry of the section Resources: the properties of a resource and its
// resource attributes.
type Resource struct {
	cfn.Node

	// Type is the resource type's name. It can be left out where Properties is a generated
	// type, which knows it.
	//
	// Required.
	Type cfn.Value[string]
	// Version is that of a custom resource.
	Version cfn.Value[string]
	// Description is for people.
	Description cfn.Value[string]
	// Condition is the condition under which there is the resource.
	Condition cfn.Value[cfn.LogicalID]
	// DependsOn are resources that come first, beside those that it refers to.
	DependsOn cfn.List[cfn.Value[cfn.LogicalID]]
	// CreationPolicy is what the creation waits for.
	CreationPolicy *CreationPolicy
	// UpdatePolicy is how some types are updated.
	UpdatePolicy *UpdatePolicy
	// DeletionPolicy is Delete, Retain, RetainExceptOnCreate or Snapshot.
	DeletionPolicy cfn.Value[string]
	// UpdateReplacePolicy is Delete, Retain or Snapshot.
	UpdateReplacePolicy cfn.Value[string]
	// Metadata is for tools and for people.
	Metadata *ResourceMetadata
	// Connectors and IgnoreGlobals are those of the transform AWS::Serverless.
	Connectors, IgnoreGlobals cfn.JSON
	// Properties are a pointer to a generated type, or [cfn.JSON]; nil where there are none.
	Properties cfn.Properties
}

// TypeName returns the resource type's name, "" where it is not known.
func (r *Resource) TypeName() string {
	if name, ok := cfn.Get(r.Type); ok {
		return name
	}
	if r.Properties != nil && r.Properties.CFNSchema() != nil {
		return r.Properties.CFNSchema().Name
	}
	return ""
}

// AppendJSON appends the resource's JSON text to dst.
func (r *Resource) AppendJSON(dst []byte) ([]byte, error) {
	return cfn.AppendJSON(dst, cfn.Nested((*Template)(nil), r))
}

// MarshalJSON is AppendJSON into a new buffer.
func (r *Resource) MarshalJSON() ([]byte, error) {
	return cfn.MarshalJSON(cfn.Nested((*Template)(nil), r))
}

// UnmarshalJSON reads a resource, its properties as JSON. [Resource.Decode] reads those of
// known types.
func (r *Resource) UnmarshalJSON(data []byte) error { return r.Decode(data) }

// Decode reads a resource. [cfn.Known] names the resource types whose properties are read into
// their structs.
func (r *Resource) Decode(data []byte, options ...cfn.Option) error {
	return cfn.Unmarshal(data, cfn.Nested((*Template)(nil), r), options...)
}

// Validate checks the resource attributes and the properties. What they refer to is
// checked with the template.
func (r *Resource) Validate(options ...cfn.Option) error {
	return cfn.Validate(cfn.Nested((*Template)(nil), r), options...)
}

// String returns the resource as indented JSON.
func (r *Resource) String() string { return printed(r.AppendJSON(nil)) }

// CreationPolicy is what the creation of a resource waits for.
type CreationPolicy struct {
	cfn.Node

	// AutoScalingCreationPolicy is for AWS::AutoScaling::AutoScalingGroup.
	AutoScalingCreationPolicy *AutoScalingCreationPolicy
	// ResourceSignal is how many signals there must be.
	ResourceSignal *ResourceSignal
	// StartFleet is for AWS::AppStream::Fleet: the fleet is started.
	StartFleet cfn.Value[bool]
}

// AutoScalingCreationPolicy is a part of a [CreationPolicy].
type AutoScalingCreationPolicy struct {
	cfn.Node

	// MinSuccessfulInstancesPercent is the share of the instances that must signal success,
	// 0 to 100.
	MinSuccessfulInstancesPercent cfn.Value[int64]
}

// ResourceSignal is a part of a [CreationPolicy].
type ResourceSignal struct {
	cfn.Node

	// Count is the number of signals, 1 where it is absent.
	Count cfn.Value[int64]
	// Timeout is how long they are waited for, a duration of ISO 8601: PT15M.
	Timeout cfn.Value[string]
}

// UpdatePolicy is how a resource is updated.
type UpdatePolicy struct {
	cfn.Node

	// AutoScalingReplacingUpdate, AutoScalingRollingUpdate and AutoScalingScheduledAction are
	// for AWS::AutoScaling::AutoScalingGroup.
	AutoScalingReplacingUpdate *AutoScalingReplacingUpdate
	AutoScalingRollingUpdate   *AutoScalingRollingUpdate
	AutoScalingScheduledAction *AutoScalingScheduledAction
	// CodeDeployLambdaAliasUpdate is for AWS::Lambda::Alias.
	CodeDeployLambdaAliasUpdate *CodeDeployLambdaAliasUpdate
	// EnableVersionUpgrade is for AWS::OpenSearchService::Domain.
	EnableVersionUpgrade cfn.Value[bool]
	// UseOnlineResharding is for AWS::ElastiCache::ReplicationGroup.
	UseOnlineResharding cfn.Value[bool]
	// StopBeforeUpdate and StartAfterUpdate are for AWS::AppStream::Fleet.
	StopBeforeUpdate, StartAfterUpdate cfn.Value[bool]
}

// AutoScalingReplacingUpdate is a part of an [UpdatePolicy].
type AutoScalingReplacingUpdate struct {
	cfn.Node

	// WillReplace has the group replaced, not only its instances.
	WillReplace cfn.Value[bool]
}

// AutoScalingRollingUpdate is a part of an [UpdatePolicy].
type AutoScalingRollingUpdate struct {
	cfn.Node

	// MaxBatchSize is how many instances are replaced at once.
	MaxBatchSize cfn.Value[int64]
	// MinActiveInstancesPercent is the share of instances that must be in service.
	MinActiveInstancesPercent cfn.Value[int64]
	// MinInstancesInService is the number of instances that must be in service.
	MinInstancesInService cfn.Value[int64]
	// MinSuccessfulInstancesPercent is the share of instances that must signal success.
	MinSuccessfulInstancesPercent cfn.Value[int64]
	// PauseTime is the time between batches, a duration of ISO 8601.
	PauseTime cfn.Value[string]
	// SuspendProcesses are processes of the group that stop during the update.
	SuspendProcesses cfn.List[cfn.Value[string]]
	// WaitOnResourceSignals has signals of the instances waited for.
	WaitOnResourceSignals cfn.Value[bool]
}

// AutoScalingScheduledAction is a part of an [UpdatePolicy].
type AutoScalingScheduledAction struct {
	cfn.Node

	// IgnoreUnmodifiedGroupSizeProperties keeps sizes that a scheduled action has changed.
	IgnoreUnmodifiedGroupSizeProperties cfn.Value[bool]
}

// CodeDeployLambdaAliasUpdate is a part of an [UpdatePolicy].
type CodeDeployLambdaAliasUpdate struct {
	cfn.Node

	// AfterAllowTrafficHook and BeforeAllowTrafficHook are functions that run then.
	AfterAllowTrafficHook, BeforeAllowTrafficHook cfn.Value[string]
	// ApplicationName is that of the CodeDeploy application.
	//
	// Required.
	ApplicationName cfn.Value[string]
	// DeploymentGroupName is that of the CodeDeploy deployment group.
	//
	// Required.
	DeploymentGroupName cfn.Value[string]
}
