package update

import (
	"github.com/cfngen/cfngen/templates/cfn"
)

// Plan is what an update of a stack does.
type Plan struct {
	// Resources are those that change or may change. What a reviewer wants to know first
	// stands first: what is refused, what loses data, what is replaced, what may be, what is
	// removed, renamed, added, changed in place; those of one kind in the order of the template.
	Resources []*ResourceChange
	// Sections are the entries of the other sections that differ, in the order of AWS's
	// documentation.
	Sections []SectionChange
}

// Resource returns the change of a resource, nil where it does not change.
func (p *Plan) Resource(id cfn.LogicalID) *ResourceChange {
	for _, r := range p.Resources {
		if r.LogicalID == id {
			return r
		}
	}
	return nil
}

// Action is what an update does with a resource.
type Action string

// The actions.
const (
	Add    Action = "Add"
	Modify Action = "Modify"
	Remove Action = "Remove"
)

// Replacement is whether a change replaces a resource.
type Replacement string

// The answers. Conditional is that of some changes of a property, and of what cannot be decided
// before the deployment.
const (
	False       Replacement = "False"
	Conditional Replacement = "Conditional"
	True        Replacement = "True"
)

// ResourceChange is what an update does with one resource.
type ResourceChange struct {
	LogicalID cfn.LogicalID
	// Type is the resource type, of a resource that is there after the update the new one.
	Type   string
	Action Action
	// Replacement is whether a resource that is modified is replaced.
	Replacement Replacement
	// PerhapsRemoved reports whether the resource may be removed because its condition changes.
	PerhapsRemoved bool
	// Details are what differs, first what replaces the resource; those of one kind in the order
	// of the template.
	Details []Detail
	// PolicyAction is what becomes of the old resource: "Delete", "Retain" or "Snapshot" of one
	// that is or may be removed, "ReplaceAndDelete" and so on of one that is or may be replaced, else "".
	PolicyAction string
	// LosesData reports whether data is lost with the old resource: the type is known to hold
	// some, and no DeletionPolicy or UpdateReplacePolicy keeps it.
	LosesData bool
	// Refused are the reasons why CloudFormation refuses the change.
	Refused []string
	// RenamedFrom and RenamedTo are the other logical ID of a resource that is the same but for
	// it. CloudFormation removes one and adds the other.
	RenamedFrom, RenamedTo cfn.LogicalID
	// Dependents are what refers to a resource that is replaced, may be, or is removed.
	Dependents []Dependent

	old, new *side
	// renamed is the resource with the other logical ID.
	renamed *ResourceChange
	// differs are the pointers of Details, true, and of the values around them, false.
	differs map[string]bool
	// caused are the indexes of those details that replaced resources cause, by the pointer and
	// the entity.
	caused map[string]map[string]int
}

// Evaluation is whether the values before and after are known from the templates.
type Evaluation string

// The evaluations. With Dynamic, the values can turn out to be the same.
const (
	Static  Evaluation = "Static"
	Dynamic Evaluation = "Dynamic"
)

// Recreation is whether a change of a value replaces its resource.
type Recreation string

// The answers.
const (
	Never         Recreation = "Never"
	Conditionally Recreation = "Conditionally"
	Always        Recreation = "Always"
)

// Source is where a change comes from.
type Source string

// The sources. The entity of all but the first is in CausingEntity.
const (
	DirectModification Source = "DirectModification"
	ParameterReference Source = "ParameterReference"
	ResourceReference  Source = "ResourceReference"
	ResourceAttribute  Source = "ResourceAttribute"
	ConditionReference Source = "ConditionReference" // not one of a change set
	MappingReference   Source = "MappingReference"   // not one of a change set
)

// Detail is one value that changes.
type Detail struct {
	// Pointer is the JSON pointer of the value from the resource: /Properties/BucketName. An
	// item of a list has the index that it has after the update, one that goes its old one.
	Pointer string
	// Old and New are the values, absent where there is none.
	Old, New cfn.JSON
	// RequiresRecreation is Always for what is create-only, or is in something that is.
	RequiresRecreation Recreation
	Evaluation         Evaluation
	ChangeSource       Source
	// CausingEntity is the parameter, the resource ("Site") or its attribute ("Site.Arn"), the
	// condition or the mapping that the change comes from.
	CausingEntity string
	// Reason is why the change replaces the resource or may do so, and why that cannot be
	// decided; "" where there is none.
	Reason string
}

// replacement returns what the detail does to its resource.
func (d *Detail) replacement() Replacement {
	switch {
	case d.RequiresRecreation == Never:
		return False
	case d.RequiresRecreation == Always && d.Evaluation == Static:
		return True
	}
	return Conditional
}

// Dependent is a value that refers to a resource.
type Dependent struct {
	// Section and LogicalID are the entry that the reference stands in, in Resources, Outputs.
	Section   string
	LogicalID cfn.LogicalID
	// Pointer is the JSON pointer from the entry of the value that refers.
	Pointer string
	// Function is Ref, Fn::GetAtt, Fn::Sub or DependsOn, Attribute that of the resource.
	Function, Attribute string
	// Changes is whether the reference has another value after the update.
	Changes Replacement
	// Replaces is whether that replaces the resource in which the reference stands.
	Replaces Replacement
}

// SectionChange is an entry of a section that differs.
type SectionChange struct {
	// Section is its name; Key that of the entry, "" where the section as a whole is a value.
	Section, Key string
	Action       Action
	// Note is what there is to know of it, "" for nothing.
	Note string
}

// worse returns the greater of two answers.
func worse(a, b Replacement) Replacement {
	if rank(b) > rank(a) {
		return b
	}
	return a
}

func rank(r Replacement) int {
	switch r {
	case True:
		return 2
	case Conditional:
		return 1
	}
	return 0
}
