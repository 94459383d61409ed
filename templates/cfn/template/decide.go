package template

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Decision is what there is of a template for given values of its parameters.
type Decision struct {
	t          *Template
	values     map[cfn.LogicalID]string
	conditions map[string]truth
	// absent are the JSON pointers of what is not there: resources, outputs and branches of
	// Fn::If; gone are the resources among them, with their conditions.
	absent map[string]bool
	gone   map[string]cfn.LogicalID
	// formulas are the conditions, mappings the mappings, by their names.
	formulas map[string]cfn.Value[bool]
	// depth counts the conditions that are being decided, each for the sake of the one before.
	depth int
	// resources and outputs are those that the template has.
	resources, outputs map[string]bool
	mappings           map[string]cfn.Map[cfn.Map[cfn.JSON]]
}

// truth is what is known of a condition.
type truth uint8

const (
	undecided truth = iota
	yes
	no
	deciding // which a condition is that needs itself
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (v truth) not() truth {
	switch v {
	case yes:
		return no
	case no:
		return yes
	}
	return undecided
}

// Decide decides the conditions of a template. values are those of parameters, and of pseudo
// parameters such as AWS::Region; a list has its items between commas. A parameter that is not
// in values has its default. The error is [cfn.Errors] with what is wrong with the values: a
// parameter that has no value or does not exist, and a value that is not allowed.
func (t *Template) Decide(values map[cfn.LogicalID]string) (*Decision, error) {
	d := &Decision{t: t, values: map[cfn.LogicalID]string{}, conditions: map[string]truth{}, absent: map[string]bool{}, gone: map[string]cfn.LogicalID{}}
	d.formulas, d.mappings = byName(t.Conditions), byName(t.Mappings)
	var errs cfn.Errors
	wrong := func(id cfn.LogicalID, rule cfn.Rule, message string) {
		errs = append(errs, &cfn.Error{Path: pathTo("Parameters", string(id)), LogicalID: id, Rule: rule, Message: message})
	}
	macros := t.macros()
	open := macros.foreign || macros.include || hasMacro(t.Node) || hasMacroKey(t.Parameters)
	for _, id := range sortedIDs(values) {
		if t.Parameter(id) == nil && !isPseudoParameter(string(id)) && !open {
			wrong(id, cfn.RuleReference, "there is no such parameter")
		}
		d.values[id] = values[id]
	}
	for id, p := range t.AllParameters() {
		if p == nil {
			continue
		}
		value, given := values[id]
		if !given {
			if value, given = cfn.Get(p.Default); !given {
				wrong(id, cfn.RuleRequired, "the parameter has no value")
				continue
			}
			if isStored(p) {
				continue // the default is the name of what the value is read from
			}
			d.values[id] = value
		}
		if allowed, ok := cfn.Items(p.AllowedValues); ok && !isAllowed(allowed, value, p) {
			wrong(id, cfn.RuleEnum, "the value "+write.Quoted(value)+" is not one of the allowed ones")
		}
	}
	if len(errs) > 0 {
		return nil, errs
	}
	for id := range t.AllConditions() {
		d.condition(string(id))
	}
	return d, d.branches()
}

// byName returns the entries of a section by their names.
func byName[E any](section cfn.Map[E]) map[string]E {
	entries, _ := cfn.Entries(section)
	m := make(map[string]E, len(entries))
	for i := range entries {
		if !isMacro(entries[i].Key) {
			m[entries[i].Key] = entries[i].Value
		}
	}
	return m
}

func sortedIDs(values map[cfn.LogicalID]string) []cfn.LogicalID {
	names := make(map[string]bool, len(values))
	for id := range values {
		names[string(id)] = true
	}
	var ids []cfn.LogicalID
	for _, name := range sortedKeys(names) {
		ids = append(ids, cfn.LogicalID(name))
	}
	return ids
}

// isStored reports whether the value of a parameter is read from the parameter store, where its
// default is the name of.
func isStored(p *Parameter) bool {
	typ, _ := cfn.Get(p.Type)
	return strings.HasPrefix(typ, "AWS::SSM::Parameter::Value<")
}

// isAllowed reports whether a value, or each item of a list, is one of the allowed ones.
func isAllowed(allowed []cfn.Value[string], value string, p *Parameter) bool {
	if typ, _ := cfn.Get(p.Type); isListType(typ) {
		for _, item := range strings.Split(value, ",") {
			if !isListed(allowed, strings.TrimSpace(item)) {
				return false
			}
		}
		return true
	}
	return isListed(allowed, value)
}

func isListed(allowed []cfn.Value[string], value string) bool {
	for _, a := range allowed {
		if text, ok := cfn.Get(a); !ok || text == value {
			return true
		}
	}
	return false
}

// hasMacroKey reports whether a macro stands among the entries of a section, or in its place.
func hasMacroKey[E any](section cfn.Map[E]) bool {
	entries, _ := cfn.Entries(section)
	for i := range entries {
		if isMacro(entries[i].Key) {
			return true
		}
	}
	return cfn.MapIntrinsic(section) != nil
}

// Condition returns the value of a condition, and whether it is known: it is not where it needs
// the value of a pseudo parameter that is not given, or a macro.
func (d *Decision) Condition(id cfn.LogicalID) (value, known bool) {
	v := d.conditions[string(id)]
	return v == yes, v == yes || v == no
}

// HasResource reports whether there is the resource. One whose condition is not known counts
// as there.
func (d *Decision) HasResource(id cfn.LogicalID) bool {
	return d.resources[string(id)] && d.Exists(pathTo("Resources", string(id)))
}

// HasOutput is HasResource for an output.
func (d *Decision) HasOutput(id cfn.LogicalID) bool {
	return d.outputs[string(id)] && d.Exists(pathTo("Outputs", string(id)))
}

// Exists reports whether what a JSON pointer leads to is there by its conditions: the
// resource or the output that it is in, and the branches of each Fn::If around it.
func (d *Decision) Exists(pointer string) bool {
	for i := range len(pointer) {
		if i > 0 && pointer[i] == '/' && d.absent[pointer[:i]] {
			return false
		}
	}
	return !d.absent[pointer]
}

// branches finds what is not there: resources, outputs and branches of Fn::If.
func (d *Decision) branches() error {
	d.resources, d.outputs = map[string]bool{}, map[string]bool{}
	for id, r := range d.t.AllResources() {
		d.resources[string(id)] = r != nil
		if r != nil && d.is(r.Condition) == no {
			d.absent[pathTo("Resources", string(id))] = true
			d.gone[string(id)], _ = cfn.Get(r.Condition)
		}
	}
	for id, o := range d.t.AllOutputs() {
		d.outputs[string(id)] = o != nil
		if o != nil && d.is(o.Condition) == no {
			d.absent[pathTo("Outputs", string(id))] = true
		}
	}
	return cfn.Walk(d.t, func(u *cfn.Use) {
		if u.Name != "Fn::If" {
			return
		}
		switch d.conditions[stringIn(firstString(u.Arg))] {
		case yes:
			d.absent[u.Pointer()+"/Fn::If/2"] = true
		case no:
			d.absent[u.Pointer()+"/Fn::If/1"] = true
		}
	})
}

// is returns what is known of the condition of an entry; it holds where there is none.
func (d *Decision) is(condition cfn.Value[cfn.LogicalID]) truth {
	if cfn.IsAbsent(condition) {
		return yes
	}
	name, _ := cfn.Get(condition)
	return d.conditions[string(name)]
}

// Validate reports references to what is not there, from what is, as [cfn.Errors] of
// [cfn.RuleCondition]: Ref, Fn::GetAtt and Fn::Sub. What DependsOn names need not be there.
func (d *Decision) Validate(options ...cfn.Option) error {
	c, err := newChecker(d.t, options)
	if err != nil {
		return err
	}
	err = cfn.Walk(d.t, func(u *cfn.Use) {
		if u.Depth() < 2 || u.Key(0) != "Resources" && u.Key(0) != "Outputs" {
			return
		}
		for _, name := range namesIn(u) {
			id, _, _ := strings.Cut(name, ".")
			condition, gone := d.gone[id]
			if !gone || strings.HasPrefix(u.Key(1), forEachPrefix) {
				continue
			}
			if pointer := u.Pointer(); d.Exists(pointer) {
				c.report(cfn.RuleCondition, pointer, write.Quoted(id), "the resource "+id+" is not there: its condition "+string(condition)+" does not hold")
			}
		}
	})
	if err != nil {
		return err
	}
	var errs cfn.Errors
	for _, e := range c.result() {
		if !e.Warning && e.Rule != cfn.RuleYAML { // which the text itself has
			errs = append(errs, e)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return errs
}

// namesIn returns what a function refers to by name: resources, with or without attributes,
// and parameters.
func namesIn(u *cfn.Use) []string {
	switch {
	case u.Arg == "":
		return nil
	case u.Name == "Ref" && u.Arg[0] == '"':
		return []string{stringIn(u.Arg)}
	case u.Name == "Fn::GetAtt" && u.Arg[0] == '"':
		return []string{stringIn(u.Arg)}
	case u.Name == "Fn::GetAtt":
		return []string{stringIn(firstString(u.Arg))}
	case u.Name == "Fn::Sub" && u.Arg[0] == '"':
		return subNames(stringIn(u.Arg))
	case u.Name != "Fn::Sub":
		return nil
	}
	items := itemsIn(u.Arg)
	if len(items) != 2 || items[0][0] != '"' {
		return nil
	}
	own := map[string]bool{}
	scan.EachMember(items[1], func(key string, _, _ int) { own[key] = true })
	var names []string
	for _, name := range subNames(stringIn(items[0])) {
		if !own[name] {
			names = append(names, name)
		}
	}
	return names
}

// condition decides the condition of a name.
func (d *Decision) condition(name string) truth {
	if v, was := d.conditions[name]; was {
		if v == deciding {
			return undecided
		}
		return v
	}
	value, ok := d.formulas[name]
	if !ok {
		return undecided
	}
	if d.depth++; d.depth > maxChain {
		d.depth--
		return undecided
	}
	defer func() { d.depth-- }()
	d.conditions[name] = deciding
	v := undecided
	if text, err := cfn.MarshalProperty(&value); err == nil {
		v = d.truth(string(text), 0)
	}
	d.conditions[name] = v
	return v
}

// maxChain is how many conditions are decided for the sake of one.
const maxChain = 10_000

// maxNested is how many functions in one another are looked into.
const maxNested = 100

var errUndecided = errors.New("not known before the deployment")

// truth decides a condition from its JSON text.
func (d *Decision) truth(text string, depth int) truth {
	if depth > maxNested {
		return undecided
	}
	if text == "true" || text == "false" {
		return truthOf(text == "true")
	}
	name, arg := functionIn(text)
	switch name {
	case "Condition":
		return d.condition(stringIn(arg))
	case "Fn::Not":
		return d.truth(firstItem(arg), depth+1).not()
	case "Fn::Equals":
		items := itemsIn(arg)
		if len(items) != 2 {
			return undecided
		}
		a, err := d.text(items[0], depth+1)
		b, err2 := d.text(items[1], depth+1)
		if err != nil || err2 != nil {
			return undecided
		}
		return truthOf(a == b)
	case "Fn::And", "Fn::Or":
		return d.combine(name == "Fn::And", itemsIn(arg), depth)
	}
	return undecided
}

// combine decides an Fn::And or an Fn::Or.
func (d *Decision) combine(and bool, items []string, depth int) truth {
	v := truthOf(and)
	for _, item := range items {
		switch one := d.truth(item, depth+1); {
		case one == truthOf(!and):
			return one
		case one == undecided:
			v = undecided
		}
	}
	return v
}

// functionIn returns the name and the argument of a function from its JSON text.
func functionIn(text string) (name, arg string) {
	if text == "" || text[0] != '{' {
		return "", ""
	}
	n := 0
	scan.EachMember(text, func(key string, start, end int) {
		n++
		name, arg = key, text[start:end]
	})
	if n != 1 {
		return "", ""
	}
	return name, arg
}
