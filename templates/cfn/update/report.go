package update

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// style is how a report marks up what it has in it.
type style struct {
	// heading begins and ends the heading of a group, entry a resource, note a line about it and
	// sub a line below that.
	heading, headingEnd, entry, note, sub string
	// code returns a name or a value.
	code func(string) string
}

// String returns the plan as plain text, what a reviewer wants to know first. It is "Nothing
// changes." and a line break for an empty plan.
func (p *Plan) String() string {
	return p.report(style{headingEnd: ":\n", entry: "  ", note: "    ", sub: "      ", code: func(s string) string { return s }})
}

// Markdown returns the plan as Markdown, for a comment on a pull request.
func (p *Plan) Markdown() string {
	return p.report(style{heading: "### ", headingEnd: "\n\n", entry: "- ", note: "  - ", sub: "    - ", code: codeSpan})
}

// codeSpan returns a text as a code span of Markdown, whatever is in it.
func codeSpan(text string) string {
	longest, run := 0, 0
	for i := range len(text) {
		if run++; text[i] != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	if longest == 0 {
		return "`" + text + "`"
	}
	fence := strings.Repeat("`", longest+1)
	return fence + " " + text + " " + fence
}

// heading returns the heading of a group.
func (g group) heading() string {
	return [numGroups]string{
		"Refused by CloudFormation", "Data is lost", "Replaced", "Perhaps replaced", "Perhaps removed", "Removed", "Renamed", "Added", "Changed in place",
	}[g]
}

// counted returns what a count of a group is of: "2 are replaced".
func (g group) counted(n int) string {
	words := [numGroups]string{
		"refused", "losing data", "replaced", "perhaps replaced", "perhaps removed", "removed", "renamed", "added", "changed in place",
	}
	return write.Itoa(n) + " " + words[g]
}

func (p *Plan) report(s style) string {
	if p.IsEmpty() {
		return "Nothing changes.\n"
	}
	var groups [numGroups][]*ResourceChange
	for _, r := range p.Resources {
		g := groupOf(r)
		if g == renamed && r.Action == Add && groupOf(r.renamed) == renamed {
			continue // the other one has it
		}
		groups[g] = append(groups[g], r)
	}
	var counts []string
	for g, all := range groups {
		if n := len(all); n > 0 {
			counts = append(counts, group(g).counted(n))
		}
	}
	var out strings.Builder
	if len(counts) > 0 {
		out.WriteString("Resources: " + strings.Join(counts, ", ") + ".\n")
	}
	for g, all := range groups {
		if len(all) > 0 {
			out.WriteString("\n" + s.heading + group(g).heading() + s.headingEnd)
		}
		for _, r := range all {
			s.resource(&out, r)
		}
	}
	s.sections(&out, p.Sections)
	return strings.TrimPrefix(out.String(), "\n")
}

func (s style) resource(out *strings.Builder, r *ResourceChange) {
	out.WriteString(s.entry + s.code(string(r.LogicalID)))
	if r.Type != "" {
		out.WriteString(" (" + s.code(r.Type) + ")")
	}
	if what := s.summary(r); what != "" {
		out.WriteString(": " + what)
	}
	out.WriteString("\n")
	for _, reason := range r.Refused {
		out.WriteString(s.note + "refused: " + reason + "\n")
	}
	for i := range r.Details {
		s.detail(out, &r.Details[i])
	}
	for i := range r.Dependents {
		if r.Action == Remove {
			break // the reasons of the refusal are the same
		}
		s.dependent(out, &r.Dependents[i])
	}
}

// summary returns what becomes of a resource.
func (s style) summary(r *ResourceChange) string {
	var words []string
	switch {
	case r.RenamedTo != "":
		words = append(words, "removed, and added as "+s.code(string(r.RenamedTo)))
	case r.RenamedFrom != "":
		words = append(words, "added, and removed as "+s.code(string(r.RenamedFrom)))
	case groupOf(r) == removed || groupOf(r) == added || groupOf(r) == modified:
	case r.Action == Remove:
		words = append(words, "removed")
	case r.Replacement == True:
		words = append(words, "replaced")
	case r.Replacement == Conditional:
		words = append(words, "perhaps replaced")
	}
	if r.PerhapsRemoved {
		words = append(words, "perhaps removed, by its condition")
	}
	switch policy := strings.TrimPrefix(r.PolicyAction, "ReplaceAnd"); {
	case r.LosesData && r.Action == Modify && r.Replacement != True:
		words = append(words, "its data would be lost")
	case r.LosesData:
		words = append(words, "its data is lost")
	case policy == "Retain":
		words = append(words, "the old resource stays (Retain)")
	case policy == "Snapshot":
		words = append(words, "a snapshot stays")
	}
	return strings.Join(words, "; ")
}

func (s style) detail(out *strings.Builder, d *Detail) {
	out.WriteString(s.note + s.code(d.Pointer) + ": ")
	if cfn.Equal(d.Old, d.New) {
		out.WriteString(s.code(shown(d.New)))
	} else {
		out.WriteString(s.value(d.Old) + " → " + s.value(d.New))
	}
	if d.Reason != "" {
		out.WriteString(" (" + d.Reason + ")")
	}
	out.WriteString("\n")
}

func (s style) value(j cfn.JSON) string {
	if j.String() == "" {
		return "none"
	}
	return s.code(shown(j))
}

func (s style) dependent(out *strings.Builder, d *Dependent) {
	function := d.Function
	if d.Attribute != "" {
		function += " of " + d.Attribute
	}
	out.WriteString(s.note + "used by " + s.code(below("/"+d.Section, string(d.LogicalID))+d.Pointer) + " (" + function + "): ")
	switch {
	case d.Function == "DependsOn":
		out.WriteString("the order alone")
	case d.Changes == False:
		out.WriteString("the value stays")
	case d.Changes == Conditional:
		out.WriteString("the value may change")
	default:
		out.WriteString("the value changes")
	}
	switch d.Replaces {
	case True:
		out.WriteString(", which replaces " + s.code(string(d.LogicalID)))
	case Conditional:
		out.WriteString(", which may replace " + s.code(string(d.LogicalID)))
	}
	out.WriteString("\n")
}

// sections writes what differs in the other sections.
func (s style) sections(out *strings.Builder, changes []SectionChange) {
	if len(changes) == 0 {
		return
	}
	out.WriteString("\n" + s.heading + "Other sections" + s.headingEnd)
	for _, c := range changes {
		name := c.Section
		if c.Key != "" {
			name = below(c.Section, c.Key)
		}
		out.WriteString(s.entry + s.code(name) + " " + map[Action]string{Add: "added", Modify: "changed", Remove: "removed"}[c.Action])
		if c.Note != "" {
			out.WriteString(": " + c.Note)
		}
		out.WriteString("\n")
	}
}
