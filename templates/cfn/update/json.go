package update

import "github.com/cfngen/cfngen/templates/cfn"

// MarshalJSON returns the plan as JSON: the members Changes, one for each resource, with the
// names that DescribeChangeSet has for the same things, and Sections.
func (p *Plan) MarshalJSON() ([]byte, error) {
	out := planJSON{Changes: []changeJSON{}, Sections: []sectionJSON{}}
	for _, r := range p.Resources {
		out.Changes = append(out.Changes, changeOf(r))
	}
	for _, s := range p.Sections {
		out.Sections = append(out.Sections, sectionJSON(s))
	}
	return cfn.JSONOf(out).AppendJSON(nil)
}

type planJSON struct {
	Changes  []changeJSON
	Sections []sectionJSON
}

type changeJSON struct {
	LogicalResourceID cfn.LogicalID `json:"LogicalResourceId"`
	ResourceType      string
	Action            Action
	Replacement       Replacement
	PolicyAction      string          `json:",omitempty"`
	LosesData         bool            `json:",omitempty"`
	PerhapsRemoved    bool            `json:",omitempty"`
	Refused           []string        `json:",omitempty"`
	RenamedFrom       cfn.LogicalID   `json:",omitempty"`
	RenamedTo         cfn.LogicalID   `json:",omitempty"`
	Details           []detailJSON    `json:",omitempty"`
	Dependents        []dependentJSON `json:",omitempty"`
}

type detailJSON struct {
	Target        targetJSON
	Evaluation    Evaluation
	ChangeSource  Source
	CausingEntity string `json:",omitempty"`
	Reason        string `json:",omitempty"`
}

type targetJSON struct {
	Path               string
	BeforeValue        cfn.JSON
	AfterValue         cfn.JSON
	RequiresRecreation Recreation
}

type dependentJSON struct {
	Section   string
	LogicalID cfn.LogicalID `json:"LogicalId"`
	Path      string
	Function  string
	Attribute string `json:",omitempty"`
	Changes   Replacement
	Replaces  Replacement
}

type sectionJSON struct {
	Section string
	Key     string `json:",omitempty"`
	Action  Action
	Note    string `json:",omitempty"`
}

func changeOf(r *ResourceChange) changeJSON {
	out := changeJSON{
		LogicalResourceID: r.LogicalID, ResourceType: r.Type, Action: r.Action, Replacement: r.Replacement, PolicyAction: r.PolicyAction,
		LosesData: r.LosesData, PerhapsRemoved: r.PerhapsRemoved, Refused: r.Refused, RenamedFrom: r.RenamedFrom, RenamedTo: r.RenamedTo,
	}
	for _, d := range r.Details {
		out.Details = append(out.Details, detailJSON{
			Target:     targetJSON{d.Pointer, d.Old, d.New, d.RequiresRecreation},
			Evaluation: d.Evaluation, ChangeSource: d.ChangeSource, CausingEntity: d.CausingEntity, Reason: d.Reason,
		})
	}
	for _, d := range r.Dependents {
		out.Dependents = append(out.Dependents, dependentJSON{d.Section, d.LogicalID, d.Pointer, d.Function, d.Attribute, d.Changes, d.Replaces})
	}
	return out
}
