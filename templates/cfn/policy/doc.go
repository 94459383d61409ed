// Package policy has the documents that grant and deny access in AWS, as properties of
// resource types have them: the PolicyDocument of a managed policy, the
// AssumeRolePolicyDocument of a role, the policy of a bucket, a queue or a key.
//
// A [Document] holds a [Statement] for each grant, made of Go values. Where the deployment
// supplies a value, such as the ARN of a bucket, an intrinsic function stands for it:
// [cfn.GetAtt], [cfn.Ref], [cfn.Sub] and their kin. [Document.JSON] returns what a property
// takes, and [Parse] reads it. [AssumeRole] makes the policy that most roles have.
//
// # Checking
//
// [Document.Validate] checks what AWS documents of the policy language and holds for all
// policies. ValidateIdentity, ValidateResource and ValidateTrust check, too, what holds
// where the policy stands:
//
//   - an identity-based policy is attached to a user, a group or a role: its statements
//     have resources and no principals;
//   - a resource-based policy is attached to a bucket, a queue or a key: its statements
//     have principals;
//   - a trust policy lists who may assume a role: its statements have principals and no
//     resources.
//
// All that is wrong is reported at once, as [cfn.Errors]. Their paths are those of the text
// that [Document.JSON] returns: a value that is alone in its list is no list there.
//
// # What the package must not know
//
// The package knows the language alone. It knows no service's actions, resources or
// condition keys, which AWS changes every week, and no resource type: a policy is put into
// a property as [cfn.JSON]. It does not look into intrinsic functions, which package cfn
// checks with the property.
package policy
