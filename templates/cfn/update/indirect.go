package update

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/metadata"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// cause is why a value may change that is written as it was.
type cause struct {
	source Source
	reason string
}

// entry is one of a section.
type entry struct {
	section string
	id      cfn.LogicalID
}

// sectionNames are the sections besides Resources, in the order of AWS's documentation.
var sectionNames = [...]string{
	"AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Transform",
	"Hooks", "Globals", "Outputs",
}

// sections compares the other sections, and finds the parameters, mappings and conditions whose
// values may change.
func (c *comparison) sections() error {
	c.changed = map[entry]cause{}
	old, err := c.sectionsOf(c.old)
	if err != nil {
		return err
	}
	now, err := c.sectionsOf(c.new)
	if err != nil {
		return err
	}
	c.mappings = [2]*typed.Value{old.Member("Mappings"), now.Member("Mappings")}
	for _, name := range sectionNames {
		c.section(name, old.Member(name), now.Member(name))
	}
	c.macros(old.Member("Resources"), now.Member("Resources"))
	c.conditions()
	return nil
}

// sectionsOf reads a template without its resources, of which only the macros stay.
func (c *comparison) sectionsOf(t *template.Template) (*typed.Value, error) {
	rest := *t
	entries, _ := cfn.Entries(t.Resources)
	var macros []cfn.Entry[*template.Resource]
	for _, e := range entries {
		if isMacro(e.Key) {
			macros = append(macros, e)
		}
	}
	rest.Resources = cfn.MapEntries(macros...)
	text, err := cfn.AppendJSON(nil, &rest)
	if err != nil {
		return nil, err
	}
	return c.reader.Read(string(text)), nil
}

func isMacro(key string) bool {
	return key == "Fn::Transform" || strings.HasPrefix(key, "Fn::ForEach::")
}

// hasEntries reports whether a section has entries with names, which are compared one by one.
func hasEntries(section string) bool {
	switch section {
	case "Parameters", "Rules", "Mappings", "Conditions", "Outputs":
		return true
	}
	return false
}

func (c *comparison) section(name string, a, b *typed.Value) {
	switch {
	case typed.Equal(a, b):
	case !hasEntries(name) || a != nil && !a.IsObject() || b != nil && !b.IsObject():
		c.sectionChange(name, "", a, b)
	default:
		c.entries(name, a, b)
	}
}

func (c *comparison) entries(name string, a, b *typed.Value) {
	if b != nil {
		for _, m := range b.Items {
			if old := a.Member(m.Key); !typed.Equal(old, m) {
				c.sectionChange(name, m.Key, old, m)
			}
		}
	}
	if a != nil {
		for _, m := range a.Items {
			if b.Member(m.Key) == nil {
				c.sectionChange(name, m.Key, m, nil)
			}
		}
	}
}

// macros compares the macros among the resources, of which nothing else is known.
func (c *comparison) macros(a, b *typed.Value) {
	n := len(c.sectionsChanged)
	c.entries("Resources", a, b)
	for i := range c.sectionsChanged[n:] {
		c.sectionsChanged[n+i].Note = "what a macro makes is not compared"
	}
}

func (c *comparison) sectionChange(section, key string, a, b *typed.Value) {
	change := SectionChange{Section: section, Key: key, Action: Modify}
	switch {
	case a == nil:
		change.Action = Add
	case b == nil:
		change.Action = Remove
	}
	change.Note = c.note(section, key, a, b)
	c.sectionsChanged = append(c.sectionsChanged, change)
}

// note returns what there is to know of a change in a section, and keeps what may change others.
func (c *comparison) note(section, key string, a, b *typed.Value) string {
	at := entry{section, cfn.LogicalID(key)}
	switch {
	case section == "Parameters" && a == nil && b.Member("Default") == nil:
		return "the deployment has to give a value"
	case section == "Parameters" && a != nil && b != nil && !typed.Equal(a.Member("Default"), b.Member("Default")):
		what := ""
		if !isMasked(a) && !isMasked(b) {
			what = " from " + text(a.Member("Default")) + " to " + text(b.Member("Default"))
		}
		c.changed[at] = cause{ParameterReference, "the default of the parameter " + key + " changes" + what}
		return "the default changes" + what
	case section == "Mappings" && a != nil && b != nil:
		c.changed[at] = cause{MappingReference, "the mapping " + key + " changes"}
	case section == "Conditions" && a != nil && b != nil:
		c.changed[at] = cause{ConditionReference, "the condition " + key + " changes"}
	case section == "Outputs":
		if old, now := a.Member("Export").Member("Name"), b.Member("Export").Member("Name"); old != nil && !typed.Equal(old, now) {
			return "the export " + text(old) + " goes, which CloudFormation refuses while another stack imports it"
		} else if old != nil && !typed.Equal(a.Member("Value"), b.Member("Value")) {
			return "the value of the export " + text(old) + " changes, which CloudFormation refuses while another stack imports it"
		}
	case section == "Transform":
		return "what the macros make is not compared"
	}
	return ""
}

// isMasked reports whether the value of a parameter must not be shown.
func isMasked(parameter *typed.Value) bool {
	v := parameter.Member("NoEcho")
	return v != nil && v.Text() != "false" && v.Str() != "false"
}

// text returns a value for a sentence.
func text(v *typed.Value) string {
	if v == nil {
		return "none"
	}
	return shown(v.JSON())
}

// conditions finds the conditions that change because of what they refer to.
func (c *comparison) conditions() {
	users := map[entry][]entry{}
	for _, r := range c.new.References() {
		if r.Section == "Conditions" {
			of := entryOf(r.Function, r.To)
			users[of] = append(users[of], entry{"Conditions", r.ID})
		}
	}
	queue := make([]entry, 0, len(c.changed))
	for e := range c.changed {
		queue = append(queue, e)
	}
	slices.SortFunc(queue, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.section, b.section), strings.Compare(string(a.id), string(b.id)))
	})
	for ; len(queue) > 0; queue = queue[1:] {
		why := c.changed[queue[0]].reason
		for _, e := range users[queue[0]] {
			if _, known := c.changed[e]; !known {
				c.changed[e] = cause{ConditionReference, "the condition " + string(e.id) + " may change: " + why}
				queue = append(queue, e)
			}
		}
	}
}

// indirect adds what may change of resources because a parameter, a mapping or a condition does.
func (c *comparison) indirect() {
	for _, ref := range c.references {
		why, ok := c.changed[entryOf(ref.Function, ref.To)]
		r := c.changes[ref.ID]
		if !ok || ref.Section != "Resources" || r == nil || r.Action != Modify {
			continue
		}
		d := c.detailOf(r, ref)
		d.ChangeSource, d.CausingEntity, d.Evaluation = why.source, string(ref.To), Dynamic
		if before, after := c.lookup(r, d.Pointer); before != nil && after != nil {
			if !typed.Equal(before, after) && !r.covers(d.Pointer) {
				d.Old, d.New, d.Evaluation = before.JSON(), after.JSON(), Static
				d.Reason = joinReasons(d.Reason, why.reason)
				r.add(d)
			}
			continue
		}
		d.Reason = joinReasons(d.Reason, why.reason)
		switch {
		case d.Pointer == "/Condition":
			d.Reason = why.reason
		case d.RequiresRecreation != Never:
			d.Reason += ", so that it cannot be decided whether the value does"
		}
		if !r.covers(d.Pointer) {
			r.add(d)
		}
	}
}

// entryOf returns the entry that a function, or an attribute, refers to: entries of
// different sections can have the same name.
func entryOf(function string, id cfn.LogicalID) entry {
	switch function {
	case "Fn::FindInMap":
		return entry{"Mappings", id}
	case "Fn::If", "Condition":
		return entry{"Conditions", id}
	}
	return entry{"Parameters", id}
}

// lookup returns the values of an Fn::FindInMap in both templates, nil where they are not known
// or where there is another function.
func (c *comparison) lookup(r *ResourceChange, pointer string) (before, after *typed.Value) {
	v := r.new.valueAt(pointer)
	if v == nil || v.Function != "Fn::FindInMap" || len(v.Items[0].Items) != 3 {
		return nil, nil
	}
	before, after = c.mappings[0], c.mappings[1]
	for _, key := range v.Items[0].Items {
		if key.Kind != '"' {
			return nil, nil
		}
		before, after = before.Member(key.Str()), after.Member(key.Str())
	}
	return before, after
}

func joinReasons(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// covers reports whether a value, or one around it, is among what differs.
func (r *ResourceChange) covers(pointer string) bool {
	for i := range len(pointer) {
		if pointer[i] == '/' && r.differs[pointer[:i]] {
			return true
		}
	}
	return r.differs[pointer]
}

// detailOf returns the detail of a value that refers to something, and what a change of it does.
func (c *comparison) detailOf(r *ResourceChange, ref template.Reference) Detail {
	pointer := strings.TrimPrefix(ref.Pointer, below("/Resources", string(ref.ID)))
	value := r.new.valueAt(pointer).JSON()
	d := Detail{Pointer: pointer, Old: value, New: value, RequiresRecreation: Never}
	inside, ok := strings.CutPrefix(pointer, "/Properties")
	switch {
	case !ok:
	case r.new.table == nil:
		d.RequiresRecreation, d.Reason = Conditionally, unknownType(r.new.typeName)
	default:
		p, whole := c.readerOf(r.new.table).Type.Nearest(inside)
		d.RequiresRecreation, d.Reason = referenceRecreation(p, whole)
	}
	return d
}

// referenceRecreation returns what the change of a function's value does in the place of a
// property, or in it.
func referenceRecreation(p *metadata.Property, whole bool) (Recreation, string) {
	recreation, why := recreationOf(p)
	if recreation == Never && p != nil && whole {
		if q := createOnlyIn(p, visited{}); q != nil {
			return Conditionally, q.Pointer + " in it is create-only"
		}
	}
	return recreation, why
}

// valueAt returns the value that a JSON pointer leads to from a resource, nil where there is
// none.
func (s *side) valueAt(pointer string) *typed.Value { return child(s.whole, pointer) }

func unescape(key string) string {
	return strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")
}
