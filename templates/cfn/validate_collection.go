package cfn

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// list checks a list: how many items it has, each item, and that no two are equal.
func (v *validator) list(s *slot, ptr storage) {
	all := itemsOf(s, ptr)
	least, most := all.n, all.n
	if !s.elem.unconstrained() || !all.literals() {
		least, most = v.items(s, all)
	}
	if s.check == nil {
		return
	}
	if c := s.check; c.minItems > 0 && most < c.minItems && v.fails(RuleMinItems) {
		v.report(RuleMinItems, "", tooFew("item", most, c.minItems))
	}
	if c := s.check; c.maxItems >= 0 && least > c.maxItems && v.fails(RuleMaxItems) {
		v.report(RuleMaxItems, "", tooMany("item", least, c.maxItems))
	}
	if s.check.uniqueItems && all.n > 1 {
		v.unique(s, all)
	}
}

// literals reports whether all elements, which are scalars, are literals.
func (it items) literals() bool {
	for i := range it.n {
		if *it.at(i).function() != literal {
			return false
		}
	}
	return true
}

// items checks a list's items, and returns how many there are at least and at most.
func (v *validator) items(s *slot, all items) (least, most int) {
	stateAt, own, text := s.elem.kind.stateAt(), s.elem.ownLayout(), s.elem.isPlainString()
	for i := range all.n {
		item := all.at(i)
		state := item.word(stateAt)
		if state == 0 {
			continue // written as AWS::NoValue, which removes the item
		}
		if s.check != nil && s.check.sized {
			lo, hi := s.elem.count(item)
			least, most = least+lo, most+hi
		}
		n := len(v.errs)
		switch {
		case text && s.elem.literalFits(item):
		case own != nil && item.elem().node().ext == nil:
			v.object(own, item.elem())
		default:
			v.member(s.elem, item, false)
		}
		if len(v.errs) > n {
			v.prependPath(n, write.Itoa(i))
		}
	}
	return least, most
}

// count returns how many items an item can turn out to be: none where it is
// AWS::NoValue, one for all that is sure to be a value.
func (s *slot) count(ptr storage) (least, most int) {
	if s.kind == kindJSON {
		return countJSON(ptr.json().text)
	}
	fn := s.function(ptr)
	switch {
	case fn == nil:
		return 1, 1
	case fn.isNoValue():
		return 0, 0
	case fn.branches != nil:
		l1, m1 := s.branchCount(storage(fn.branches.then))
		l2, m2 := s.branchCount(storage(fn.branches.els))
		return min(l1, l2), max(m1, m2)
	case fn.name == "Fn::If" || isMacro(fn.name):
		return 0, manyValues
	}
	return 1, 1
}

// manyValues is as many as a function that is not known can turn out to be.
const manyValues = 1 << 16

// countJSON is count for free-form text.
func countJSON(text string) (least, most int) {
	s := scan.Scanner{Text: text, Repeats: true, Distinct: true}
	if s.Peek() != '{' || !s.Open() || s.Peek() != '"' {
		return 1, 1
	}
	name, _ := s.Key()
	s.Peek()
	arg, ok := s.Skip()
	switch {
	case !ok || s.Peek() != '}':
		return 1, 1
	case name == "Fn::If" || isMacro(name):
		return 0, manyValues
	case name == "Ref" && plainArg(JSON{arg}).text == `"`+NoValue+`"`:
		return 0, 0
	}
	return 1, 1
}

func (s *slot) branchCount(ptr storage) (least, most int) {
	if !s.present(ptr) {
		return 0, 0
	}
	return s.count(ptr)
}

func tooFew(what string, n, least int) string {
	return "has " + write.Plural(n, what) + ", fewer than " + write.Itoa(least)
}

func tooMany(what string, n, most int) string {
	return "has " + write.Plural(n, what) + ", more than " + write.Itoa(most)
}

// entries checks a map: how many entries it has, its keys and its values.
func (v *validator) entries(s *slot, ptr storage) {
	all := itemsOf(s, ptr)
	few := all.n <= scan.FewKeys
	if !few && !s.constraintsOnly {
		v.duplicateKeys(all)
	}
	least, most, text := 0, 0, s.elem.isPlainString()
	for i := range all.n {
		key := all.key(i)
		n := len(v.errs)
		if few && !s.constraintsOnly && all.hasKeyBefore(i) {
			v.duplicateKey(key)
		}
		value := all.at(i)
		there := s.elem.present(value)
		if isMacro(key) && there {
			most += manyValues
			v.macro(s.elem, key, value)
			if len(v.errs) > n {
				v.prependPath(n, key)
			}
			continue
		}
		if there && s.check != nil && s.check.sized {
			lo, hi := s.elem.count(value)
			least, most = least+lo, most+hi
		}
		if v.key(s, key, value, there) && there && (!text || !s.elem.literalFits(value)) {
			v.member(s.elem, value, false)
		}
		if len(v.errs) > n {
			v.prependPath(n, key)
		}
	}
	if c := s.check; c != nil && c.sized {
		v.checkPropertyCount(c, least, most)
	}
}

// checkPropertyCount checks the number of an object's properties.
func (v *validator) checkPropertyCount(c *compiled, least, most int) {
	if c.minItems > 0 && most < c.minItems && v.fails(RuleMinProperties) {
		v.report(RuleMinProperties, "", tooFew("property", most, c.minItems))
	}
	if c.maxItems >= 0 && least > c.maxItems && v.fails(RuleMaxProperties) {
		v.report(RuleMaxProperties, "", tooMany("property", least, c.maxItems))
	}
}

// key checks a map's key against the patterns, and the value against what they ask
// of it. It returns false where the value need not be looked at: for a key that may
// stand for anything, and for one that is reported.
func (v *validator) key(s *slot, key string, value storage, there bool) bool {
	if s.check == nil || len(s.check.keys) == 0 {
		return true
	}
	matched := false
	for i := range s.check.keys {
		k := &s.check.keys[i]
		if !k.key.fits(key) {
			continue
		}
		matched = true
		if k.values != nil && there {
			v.member(k.values, value, false)
		}
	}
	if matched || strings.Contains(key, dynamicReference) {
		return true
	}
	if s.check.openKeys {
		return false
	}
	if v.fails(RulePattern) {
		v.report(RulePattern, write.Quoted(key), "does not match the pattern "+s.check.keyPatterns())
	}
	return v.skip&(1<<RulePattern) != 0
}

// keyPatterns returns the patterns of a map's keys for a message.
func (c *compiled) keyPatterns() string {
	patterns := make([]string, len(c.keys))
	for i := range c.keys {
		patterns[i] = c.keys[i].key.pattern
	}
	return strings.Join(patterns, " or ")
}

// matches reports whether a key matches a pattern of the map.
func (c *compiled) matches(key string) bool {
	for i := range c.keys {
		if c.keys[i].key.fits(key) {
			return true
		}
	}
	return false
}

// duplicateKeys reports the keys that stand twice among many.
func (v *validator) duplicateKeys(all items) {
	var seen scan.KeySet
	for i := range all.n {
		if key := all.key(i); seen.Add(key) {
			n := len(v.errs)
			v.duplicateKey(key)
			v.prependPath(n, key)
		}
	}
	seen.Release()
}

func (v *validator) duplicateKey(key string) {
	v.report(RuleSyntax, write.Quoted(key), "the key stands twice in the same map")
}

// hasKeyBefore reports whether a map's key at i stands before i, too.
func (it items) hasKeyBefore(i int) bool {
	key := it.key(i)
	for j := range i {
		if it.key(j) == key {
			return true
		}
	}
	return false
}

// unique reports items that equal one before them.
func (v *validator) unique(s *slot, all items) {
	if all.n > manyItems || all.n > fewTexts && s.elem.kind >= kindJSON {
		v.uniqueMany(s, all)
		return
	}
	for j := 1; j < all.n; j++ {
		if !s.elem.present(all.at(j)) {
			continue // written as AWS::NoValue, which removes the item
		}
		for i := range j {
			if !s.elem.equal(all.at(i), all.at(j)) {
				continue
			}
			v.duplicateItem(s, all, i, j)
			break
		}
	}
}

// manyItems is where comparing all pairs becomes slower than sorting texts out.
const manyItems = 64

// fewTexts is manyItems for items that are compared as text.
const fewTexts = 8

// uniqueMany is unique for many items: equal ones have the same digest.
func (v *validator) uniqueMany(s *slot, all items) {
	seen := make(map[digest]int)
	for j := range all.n {
		if !s.elem.present(all.at(j)) || !s.elem.known(all.at(j)) {
			continue // removed, or not even sure to equal itself
		}
		d, ok := s.elem.digest(all.at(j))
		if !ok {
			continue
		}
		if i, was := seen[d]; was {
			v.duplicateItem(s, all, i, j)
		} else {
			seen[d] = j
		}
	}
}

func (v *validator) duplicateItem(s *slot, all items, i, j int) {
	if !v.fails(RuleUniqueItems) {
		return
	}
	n := len(v.errs)
	v.report(RuleUniqueItems, slotText(s.elem, all.at(j)).text, "equals the item at "+write.Itoa(i))
	v.prependPath(n, write.Itoa(j))
}

// unknown reports whether JSON text has something in it that only the deployment knows.
func unknown(text string) bool {
	return strings.Contains(text, `"Ref"`) || strings.Contains(text, `"Fn::`) || strings.Contains(text, dynamicReference)
}

// equal reports whether two values of the slot are sure to be equal. A value that is
// not known, an intrinsic function, is not sure to equal any.
func (s *slot) equal(a, b storage) bool {
	if s.kind == kindString {
		x, y := a.string(), b.string()
		if x.fn == literal && y.fn == literal {
			return x.lit == y.lit && !strings.Contains(x.lit, dynamicReference)
		}
	}
	there := s.present(a)
	switch {
	case there != s.present(b):
		return false
	case !there:
		return true
	case s.function(a) != nil || s.function(b) != nil:
		return false
	}
	switch s.kind {
	case kindBool:
		return a.bool().lit == b.bool().lit
	case kindInt:
		return a.int64().lit == b.int64().lit
	case kindFloat:
		return a.float64().lit == b.float64().lit
	case kindJSON:
		text := a.json().text
		return !unknown(text) && sameJSON(text, b.json().text)
	case kindObject:
		return s.equalStructs(a.elem(), b.elem())
	}
	x, y := itemsOf(s, a), itemsOf(s, b)
	if s.kind == kindMap && x.n == y.n && x.n > manyItems {
		if !s.known(a) || !s.known(b) {
			return false
		}
		d, ok := s.digest(a)
		e, also := s.digest(b)
		return ok && also && d == e
	}
	return s.equalCollections(x, y)
}

func (s *slot) equalStructs(a, b storage) bool {
	l := s.layout()
	for i := range l.steps {
		s := &l.steps[i]
		if s.state(a)|s.state(b) == 0 {
			continue // both are absent
		}
		if !s.slot.equal(s.in(a), s.in(b)) {
			return false
		}
	}
	return len(ObjectUnknown(*a.node())) == 0 && len(ObjectUnknown(*b.node())) == 0
}

// equalCollections compares lists item by item, and maps whatever their order.
func (s *slot) equalCollections(a, b items) bool {
	if a.n != b.n {
		return false
	}
	for i := range a.n {
		j := i
		if s.kind == kindMap {
			for j = 0; j < b.n && b.key(j) != a.key(i); {
				j++
			}
		}
		if j == b.n || !s.elem.equal(a.at(i), b.at(j)) {
			return false
		}
	}
	return true
}
