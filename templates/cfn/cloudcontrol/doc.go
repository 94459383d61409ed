// Package cloudcontrol prepares requests of the AWS Cloud Control API and reads its responses:
// the texts that CreateResource, UpdateResource and GetResource of any AWS SDK take and return,
// as the structs of resource types.
//
//	state, err := cloudcontrol.DesiredState(bucket)          // for CreateResource
//	err = cloudcontrol.Read(properties, &current)            // what GetResource returned
//	arn, err := cloudcontrol.Get(&current, s3.BucketAttrArn) // a read-only property
//	id, err := cloudcontrol.Identifier(&current)
//	patch, err := cloudcontrol.Patch(&old, bucket)           // for UpdateResource
//
// # Which function makes the patch
//
// The two states of an update come from one of three sources:
//
//   - The desired state before and the one now, both from code: [Patch].
//   - What GetResource returned, and a changed copy of it (read the text twice): [Patch]. Set the
//     write-only properties in the copy, which the service does not return.
//   - What GetResource returned, and a desired state from code: [Converge]. The service returns
//     more than was asked for: defaults, and names that it made. Patch would remove them,
//     Converge lets them stay. [Drift] lists what such a patch is about.
//
// # What is in a patch
//
// The service reads the state of the resource, applies the patch and hands the result to the
// resource type. So a patch has these rules:
//
//   - A write-only property of the desired state is in every patch that is not empty: the
//     service cannot read it. It is in none where the desired state has it no more.
//   - A read-only property is in none, nor is one that is both create-only and write-only, which
//     the service refuses.
//   - A change of a create-only property is no patch but a [ReplacementError]. A conditional
//     create-only property can be changed; whether this works is for the service to decide.
//   - Members of objects are added and removed one by one. A list is added whole, but for a list
//     of structs that has an order, of which no item comes or goes.
//
// Patch and Converge do not validate: a state that GetResource returned lacks write-only properties.
// Call Validate for the desired state.
//
// The package does not call the service, and knows no resource type but by the tables of package
// schema.
package cloudcontrol
