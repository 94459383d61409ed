package cfn

import (
	"github.com/cfngen/cfngen/templates/cfn/formats"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// applicators are the keywords of a Check that apply other checks, and the few others
// that are beyond a scalar's, list's or map's own constraints, made ready for a slot.
type applicators struct {
	check  *schema.Check
	factor formats.Divisor
	// as are the slots of JSON text that is read as a value of a kind.
	as [kindObject]*slot
	// object is the slot of a struct that JSON text is read as.
	object *slot
	// properties and dependencies are in the order of the Check's.
	properties, dependencies []*slot
	allOf, anyOf, oneOf      []*slot
	contains                 *slot // nil for none
	err                      error
}

// hasApplicators reports whether a Check has more than compile makes ready at once.
func hasApplicators(k kind, c *schema.Check) bool {
	if k == kindJSON {
		d := *c
		d.Kinds = 0
		return !isZero(&d)
	}
	object := k == kindObject && c.MinProperties+c.MaxProperties != ""
	return object || c.Kinds != 0 || c.Format+c.MultipleOf != "" || c.Only != nil || c.Object != nil || c.Contains != nil ||
		len(c.Required)+len(c.Properties)+len(c.Dependencies)+len(c.AllOf)+len(c.AnyOf)+len(c.OneOf) > 0
}

func isZero(c *schema.Check) bool {
	return c.Pattern+c.Format+c.MinLength+c.MaxLength+c.Minimum+c.Maximum+c.ExclusiveMinimum+c.ExclusiveMaximum+
		c.MultipleOf+c.MinItems+c.MaxItems+c.MinProperties+c.MaxProperties == "" &&
		c.Elem == nil && !c.UniqueItems && len(c.Enum)+len(c.Keys) == 0 && !hasApplicators(kindList, c)
}

// applicators returns those of the slot's check, made ready at first use.
func (s *slot) applicators() *applicators {
	if a, ok := s.check.ready.Load().(*applicators); ok {
		return a
	}
	a := s.prepare(s.check.applicators)
	s.check.ready.Store(a)
	return a
}

func (s *slot) prepare(c *schema.Check) *applicators {
	a := &applicators{check: c}
	a.factor, a.err = formats.ParseDivisor(c.MultipleOf)
	for _, list := range []struct {
		from []schema.Check
		to   *[]*slot
	}{{c.AllOf, &a.allOf}, {c.AnyOf, &a.anyOf}, {c.OneOf, &a.oneOf}} {
		for i := range list.from {
			*list.to = append(*list.to, a.variant(s, &list.from[i]))
		}
	}
	if s.kind == kindJSON {
		a.prepareJSON(s, c)
		return a
	}
	if s.kind == kindList && c.Contains != nil {
		a.contains = a.variant(s.elem, c.Contains)
	}
	for i := range c.Properties {
		a.properties = append(a.properties, a.variant(s.property(c.Properties[i].Name), c.Properties[i].Check))
	}
	for i := range c.Dependencies {
		a.dependencies = append(a.dependencies, a.variant(s, c.Dependencies[i].Check))
	}
	return a
}

func (a *applicators) variant(s *slot, c *schema.Check) *slot {
	out, err := s.variant(c)
	if err != nil && a.err == nil {
		a.err = err
	}
	return out
}

// anyJSON is the slot of a value that no table describes.
var anyJSON = &slot{kind: kindJSON}

// property returns the slot of a property of a struct or of a map's values.
func (s *slot) property(name string) *slot {
	if s.kind == kindMap {
		return s.elem
	}
	if s.kind == kindObject {
		l := s.layout()
		if i := l.find(name); i >= 0 {
			return &l.fields[i].slot
		}
	}
	return &slot{kind: kindJSON, root: s.root} // where a struct's table is found
}

// prepareJSON makes a slot for each kind that JSON text can be read as.
func (a *applicators) prepareJSON(s *slot, c *schema.Check) {
	own := *c
	own.Kinds, own.Enum, own.Object, own.AllOf, own.AnyOf, own.OneOf = 0, nil, nil, nil, nil, nil
	if !isZero(&own) {
		for _, storage := range []any{Value[string]{}, Value[int64]{}, Value[float64]{}, List[JSON]{}, Map[JSON]{}} {
			as, err := newSlot(typeOf(storage), nil, s.root)
			if err != nil {
				a.err = err
				return
			}
			one := own
			if as.kind == kindMap && c.Kinds != schema.KindObject {
				one.Elem = nil // which is a list's
			}
			a.as[as.kind] = a.variant(as, &one)
		}
	}
	if c.Object != nil {
		table := nestedTable(s.root, typeOf(c.Object))
		if table == nil {
			a.err = errLayout
			return
		}
		a.object = &slot{kind: kindObject, typ: typeOf(c.Object).Elem(), table: table, root: s.root}
	}
}

// checkApplicators checks a value against the applicators of its slot. at is as in
// checkConstraints.
func (v *validator) checkApplicators(s *slot, at storage) {
	a := s.applicators()
	if a.err != nil {
		v.report(RuleType, "", "cannot be checked: "+a.err.Error())
		return
	}
	if !s.kind.holdsAny(a.check.Kinds) {
		v.report(RuleType, "", a.check.Kinds.String()+" is expected, not "+s.kind.String())
	}
	switch s.kind {
	case kindString:
		v.format(a.check.Format, at.string().lit)
	case kindInt:
		if !a.factor.IsZero() {
			v.multipleOf(&a.factor, formatInt(at.int64().lit))
		}
	case kindFloat:
		if !a.factor.IsZero() {
			v.multipleOf(&a.factor, floatText(at.float64().lit))
		}
	case kindList:
		v.contains(s, a, at)
	case kindObject, kindMap:
		v.checkMembers(s, a, at)
	}
	v.alternatives(a, at, false)
}

// alternatives checks a value against those of its slot. exact is as in the
// validator.
func (v *validator) alternatives(a *applicators, at storage, exact bool) {
	for _, s := range a.allOf {
		v.exact = exact
		v.checkConstraints(s, at)
	}
	v.exact = false
	if len(a.anyOf) > 0 {
		switch holds, open := v.count(a.anyOf, at, exact); {
		case holds > 0:
		case open > 0:
			v.undecided = true
		case v.fails(RuleAnyOf):
			v.report(RuleAnyOf, "", "fits none of the alternatives: "+described(a.check.AnyOf))
		}
	}
	if len(a.oneOf) == 0 {
		return
	}
	switch holds, open := v.count(a.oneOf, at, exact); {
	case holds > 1:
		if v.fails(RuleOneOf) {
			v.report(RuleOneOf, "", "fits "+write.Itoa(holds)+" of the alternatives, of which one is allowed: "+described(a.check.OneOf))
		}
	case open > 0:
		v.undecided = true
	case holds == 0 && v.fails(RuleOneOf):
		v.report(RuleOneOf, "", "fits none of the alternatives: "+described(a.check.OneOf))
	}
}

// count returns how many alternatives a value fits, and of how many that cannot be
// known before the deployment. exact is as in the validator.
func (v *validator) count(alternatives []*slot, at storage, exact bool) (holds, open int) {
	for _, s := range alternatives {
		switch fits, known := v.checkLiteral(s, at, exact); {
		case !fits:
		case known:
			holds++
		default:
			open++
		}
	}
	return holds, open
}

// checkLiteral reports whether a value fits an alternative, and whether that is known.
// It is no part of the loop around it, where the copy of the validator would cost
// memory each time.
func (v *validator) checkLiteral(s *slot, at storage, exact bool) (fits, known bool) {
	sub := validator{skip: v.skip, silent: true, exact: exact, depth: v.depth, reread: v.reread, freeBytes: v.freeBytes}
	sub.checkConstraints(s, at)
	v.reread = sub.reread
	return !sub.failed, !sub.undecided
}

// contains checks that an item of a list is what one of them has to be. An item that is
// AWS::NoValue is none.
func (v *validator) contains(s *slot, a *applicators, at storage) {
	if a.contains == nil {
		return
	}
	undecided := false
	for i, all := 0, itemsOf(s, at); i < all.n; i++ {
		item := all.at(i)
		if !s.elem.present(item) {
			continue
		}
		if _, most := s.elem.count(item); most == 0 {
			continue
		}
		fits, known := v.checkItem(a.contains, item)
		if fits && known {
			return
		}
		undecided = undecided || fits
	}
	switch {
	case undecided:
		v.undecided = true
	case v.fails(RuleContains):
		message := "has no item that is as one of them has to be"
		if word := describedOne(a.check.Contains); word != "" {
			message += ": " + word
		}
		v.report(RuleContains, "", message)
	}
}

// checkItem is checkLiteral for an item, which may be an intrinsic function.
func (v *validator) checkItem(s *slot, item storage) (fits, known bool) {
	sub := validator{skip: v.skip, silent: true, depth: v.depth, reread: v.reread, freeBytes: v.freeBytes}
	sub.member(s, item, false)
	v.reread = sub.reread
	return !sub.failed, !sub.undecided
}

// members are the properties of an object: a struct's, or a map's entries.
type members struct {
	l    *layout
	base storage
	slot *slot
	all  items
}

func membersOf(s *slot, at storage) members {
	if s.kind == kindMap {
		return members{slot: s, all: itemsOf(s, at)}
	}
	return members{l: s.layout(), base: at}
}

// find returns the slot and the storage of a property, nil where it is absent.
func (m *members) find(name string) (*slot, storage) {
	if m.l == nil {
		for i := range m.all.n {
			if m.all.key(i) == name && m.slot.elem.present(m.all.at(i)) {
				return m.slot.elem, m.all.at(i)
			}
		}
		return nil, storage{}
	}
	if i := m.l.find(name); i >= 0 {
		f := &m.l.fields[i]
		if ptr := m.base.at(f.offset); f.present(ptr) {
			return &f.slot, ptr
		}
		return nil, storage{}
	}
	unknown := ObjectUnknown(*m.base.node())
	for i := range unknown {
		if unknown[i].Key == name {
			return anyJSON, storageOf(&unknown[i].Value)
		}
	}
	return nil, storage{}
}

// presence returns how often a property is present: at least and at most, which differ
// where an intrinsic function can turn out to be nothing.
func (m *members) presence(name string) (least, most int) {
	s, ptr := m.find(name)
	switch {
	case !ptr.isNil():
		return s.count(ptr)
	case m.macros():
		return 0, manyValues
	}
	return 0, 0
}

// macros reports whether a macro is among the members.
func (m *members) macros() bool {
	if m.l != nil {
		return m.base.node().macros()
	}
	for i := range m.all.n {
		if isMacro(m.all.key(i)) {
			return true
		}
	}
	return false
}

// len returns how many properties nth goes through, absent ones included.
func (m *members) len() int {
	if m.l == nil {
		return m.all.n
	}
	return len(m.l.fields) + len(ObjectUnknown(*m.base.node()))
}

// nth returns the name of a property, and how often it is present.
func (m *members) nth(i int) (name string, least, most int) {
	var s *slot
	var ptr storage
	switch {
	case m.l == nil:
		name, s, ptr = m.all.key(i), m.slot.elem, m.all.at(i)
	case i < len(m.l.fields):
		f := &m.l.fields[i]
		name, s, ptr = f.name, &f.slot, m.base.at(f.offset)
	default:
		name = ObjectUnknown(*m.base.node())[i-len(m.l.fields)].Key
		if isMacro(name) {
			return name, 0, manyValues
		}
		return name, 1, 1
	}
	if m.l == nil && isMacro(name) {
		return name, 0, manyValues
	}
	if s.present(ptr) {
		least, most = s.count(ptr)
	}
	return name, least, most
}

// disallowed reports whether the struct itself does not allow a property, which unknown reports.
func (m *members) disallowed(i int, name string) bool {
	return m.l != nil && i >= len(m.l.fields) && !m.l.allows(name)
}

// checkMembers checks which properties of an object are present, and their values.
func (v *validator) checkMembers(s *slot, a *applicators, at storage) {
	m, c := membersOf(s, at), a.check
	if m.l != nil && m.l.err != nil {
		v.report(RuleType, "", m.l.err.Error())
		return
	}
	if s.kind == kindObject && s.check.sized || c.Only != nil {
		v.checkNames(s, &m, c)
	}
	for _, name := range c.Required {
		v.requireProperty(&m, RuleRequired, name, "")
	}
	for i := range c.Properties {
		if _, ptr := m.find(c.Properties[i].Name); !ptr.isNil() {
			n := len(v.errs)
			v.member(a.properties[i], ptr, false)
			v.prependPath(n, c.Properties[i].Name)
		}
	}
	for i := range c.Dependencies {
		d := &c.Dependencies[i]
		least, most := m.presence(d.Property)
		if most == 0 {
			continue
		}
		if least == 0 {
			v.undecided = true
			continue
		}
		for _, name := range d.Required {
			v.requireProperty(&m, RuleDependencies, name, d.Property)
		}
		if d.Check != nil {
			v.checkConstraints(a.dependencies[i], at)
		}
	}
}

// requireProperty reports a property that is not there. why is the property that demands it.
func (v *validator) requireProperty(m *members, rule Rule, name, why string) {
	switch least, most := m.presence(name); {
	case least > 0:
	case most > 0:
		v.undecided = true
	case rule == RuleRequired:
		v.reportAbsent(name)
	case v.fails(rule):
		v.report(rule, "", why+" needs "+name+", which is absent")
	}
}

// checkNames checks the number of an object's properties, and that no others are
// there but those that may.
func (v *validator) checkNames(s *slot, m *members, c *schema.Check) {
	least, most := 0, 0
	for i := range m.len() {
		name, lo, hi := m.nth(i)
		least, most = least+lo, most+hi
		if hi == 0 || c.Only == nil || contains(c.Only, name) || m.disallowed(i, name) {
			continue
		}
		if lo == 0 {
			v.undecided = true
			continue
		}
		n := len(v.errs)
		if v.fails(RuleUnknown) {
			v.report(RuleUnknown, "", notAllowed(c.Only))
		}
		v.prependPath(n, name)
	}
	if s.kind == kindObject { // of a map, entries does it
		v.checkPropertyCount(s.check, least, most)
	}
}

// notAllowed is the message for a property that is none of those that may be present.
func notAllowed(only []string) string {
	if len(only) == 0 {
		return "no property is allowed here"
	}
	return "the property is not allowed here, only " + write.QuotedList(only)
}
