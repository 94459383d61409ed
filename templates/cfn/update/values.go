package update

import (
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/metadata"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// differ collects what differs between two values of the properties of a resource.
type differ struct {
	details []Detail
	// open is why nothing is known of what a change does, "" where the type is known.
	open string
	// resources are the logical IDs of the resources of both templates.
	resources map[string]bool
}

// compare compares two values, of which nil is one that is not there.
func (d *differ) compare(at *way, a, b *typed.Value) {
	a, b = present(a), present(b)
	switch {
	case typed.Equal(a, b):
	case a.IsObject() && b.IsObject():
		d.objects(at, a, b)
	case a.IsList() && b.IsList():
		d.lists(at, a, b)
	case sameCondition(a, b):
		d.branches(at.to("Fn::If"), a.Items[0], b.Items[0])
	default:
		d.add(at, a, b)
	}
}

// present returns nil for what is as good as absent, a Ref of AWS::NoValue.
func present(v *typed.Value) *typed.Value {
	if v != nil && v.Function == "Ref" && v.Items[0].Str() == cfn.NoValue {
		return nil
	}
	return v
}

// sameCondition reports whether two values are Fn::If with the same condition.
func sameCondition(a, b *typed.Value) bool {
	if a == nil || b == nil || a.Function != "Fn::If" || b.Function != "Fn::If" {
		return false
	}
	x, y := a.Items[0], b.Items[0]
	return len(x.Items) == 3 && len(y.Items) == 3 && typed.Equal(x.Items[0], y.Items[0])
}

// branches compares the branches of Fn::If with the same condition. What differs in one of them
// counts where the condition is so.
func (d *differ) branches(at *way, a, b *typed.Value) {
	for i, is := range []string{"true", "false"} {
		n := len(d.details)
		d.compare(at.to(write.Itoa(i+1)), a.Items[i+1], b.Items[i+1])
		for j := range d.details[n:] {
			x := &d.details[n+j]
			x.Evaluation = Dynamic
			x.Reason = joinReasons(x.Reason, "it counts where "+a.Items[0].Str()+" is "+is)
		}
	}
}

func (d *differ) objects(at *way, a, b *typed.Value) {
	for _, m := range b.Items {
		d.compare(at.to(m.Key), a.Member(m.Key), m)
	}
	for _, m := range a.Items {
		if b.Member(m.Key) == nil {
			d.compare(at.to(m.Key), m, nil)
		}
	}
}

// item is an item of a list with its index.
type item struct {
	*typed.Value
	index int
}

// lists compares two lists. What both have is left out; a list of objects is then compared by
// its items, another one as a whole.
func (d *differ) lists(at *way, a, b *typed.Value) {
	old, now := itemsOf(a), itemsOf(b)
	if a.Unordered && b.Unordered {
		old, now = unmatched(old, now)
	} else {
		for len(old) > 0 && len(now) > 0 && typed.Equal(old[0].Value, now[0].Value) {
			old, now = old[1:], now[1:]
		}
		for len(old) > 0 && len(now) > 0 && typed.Equal(old[len(old)-1].Value, now[len(now)-1].Value) {
			old, now = old[:len(old)-1], now[:len(now)-1]
		}
	}
	if !allObjects(old) || !allObjects(now) || !a.Unordered && reordered(old, now) {
		d.add(at, a, b)
		return
	}
	old, now = d.pairs(at, old, now)
	for _, x := range now {
		d.compare(at.to(write.Itoa(x.index)), nil, x.Value)
	}
	for _, x := range old {
		d.compare(at.to(write.Itoa(x.index)), x.Value, nil)
	}
}

func itemsOf(v *typed.Value) []item {
	out := make([]item, len(v.Items))
	for i, x := range v.Items {
		out[i] = item{x, i}
	}
	return out
}

func allObjects(items []item) bool {
	for _, x := range items {
		if !x.IsObject() {
			return false
		}
	}
	return true
}

// unmatched returns the items of two lists that have no equal one in the other.
func unmatched(a, b []item) (left, right []item) {
	counts := make(map[typed.Sum]int, len(a))
	for _, x := range a {
		counts[x.Sum()]++
	}
	for _, x := range b {
		if counts[x.Sum()] > 0 {
			counts[x.Sum()]--
		} else {
			right = append(right, x)
		}
	}
	for _, x := range a { // what is left of the counts has not been met
		if counts[x.Sum()] > 0 {
			counts[x.Sum()]--
			left = append(left, x)
		}
	}
	return left, right
}

// reordered reports whether items of a list stand in another order in the other list.
func reordered(a, b []item) bool {
	index := make(map[typed.Sum]int, len(a))
	for i, x := range a {
		index[x.Sum()] = i
	}
	last := -1
	for _, x := range b {
		if i, ok := index[x.Sum()]; ok {
			if i < last {
				return true
			}
			last = i
		}
	}
	return false
}

// pairs compares the objects of two lists that belong together: those with the same value of a
// member that identifies the items of each list, such as the Key of a tag; where there is none,
// those at the same index of lists of the same length. It returns the others.
func (d *differ) pairs(at *way, a, b []item) (left, right []item) {
	if len(a) == 0 || len(b) == 0 {
		return a, b
	}
	to := func(x item) *way { return at.to(write.Itoa(x.index)) }
	for _, m := range b[0].Items {
		old, ok := byMember(a, m.Key)
		if !ok {
			continue
		}
		now, ok := byMember(b, m.Key)
		if !ok || !shareOne(old, now) {
			continue
		}
		for _, x := range b {
			if y, ok := old[x.Member(m.Key).Sum()]; ok {
				d.compare(to(x), y.Value, x.Value)
			} else {
				right = append(right, x)
			}
		}
		for _, x := range a {
			if _, ok := now[x.Member(m.Key).Sum()]; !ok {
				left = append(left, x)
			}
		}
		return left, right
	}
	if len(a) != len(b) {
		return a, b
	}
	for i := range b {
		d.compare(to(b[i]), a[i].Value, b[i].Value)
	}
	return nil, nil
}

// byMember returns the items by the values of a member, and whether each has another one that
// is no object and no list.
func byMember(items []item, key string) (map[typed.Sum]item, bool) {
	out := make(map[typed.Sum]item, len(items))
	for _, x := range items {
		m := x.Member(key)
		if m == nil || m.IsObject() || m.IsList() {
			return nil, false
		}
		out[m.Sum()] = x
	}
	return out, len(out) == len(items)
}

func shareOne(a, b map[typed.Sum]item) bool {
	for sum := range a {
		if _, ok := b[sum]; ok {
			return true
		}
	}
	return false
}

// add adds a value that differs.
func (d *differ) add(at *way, a, b *typed.Value) {
	out := Detail{Pointer: at.pointer(), Old: a.JSON(), New: b.JSON(), ChangeSource: DirectModification, Evaluation: d.evaluate(a, b)}
	out.RequiresRecreation, out.Reason = d.recreation(a, b)
	if out.Evaluation == Dynamic && out.RequiresRecreation == Always {
		out.Reason += "; the values are known at the deployment"
	}
	d.details = append(d.details, out)
}

// recreation returns whether a change from one value to another replaces the resource, and why.
func (d *differ) recreation(a, b *typed.Value) (Recreation, string) {
	if d.open != "" {
		return Conditionally, d.open
	}
	v := b
	if v == nil {
		v = a
	}
	if v.ReadOnly {
		return Never, "the property is read-only"
	}
	p := v.Property
	if r, why := recreationOf(p); r == Always {
		return r, why
	}
	inside := strongest(strongest(nil, a), b)
	switch own, why := recreationOf(p); {
	case inside != nil && inside.Flags&schema.FlagCreateOnly != 0:
		return Always, inside.Pointer + " in it is create-only"
	case own == Conditionally:
		return own, why
	case inside != nil:
		return Conditionally, "some changes of " + inside.Pointer + " in it replace the resource"
	}
	return d.functionInPlace(p, a, b)
}

// functionInPlace returns what the change of a value does of which a function stands in the place
// of an object: what is in the object is not known.
func (d *differ) functionInPlace(p *metadata.Property, a, b *typed.Value) (Recreation, string) {
	if p != nil && (a != nil && a.Function != "" || b != nil && b.Function != "") {
		if q := createOnlyIn(p, visited{}); q != nil {
			return Conditionally, q.Pointer + " in it is create-only, and a function makes the value"
		}
	}
	return Never, ""
}

// recreationOf returns what a change of a property does by its flags and those of the properties
// that it is in.
func recreationOf(p *metadata.Property) (Recreation, string) {
	best, why := Never, ""
	for q := p; q != nil; q = q.Parent() {
		where := "the property"
		if q != p {
			where = q.Pointer + " around it"
		}
		switch {
		case q.Flags&schema.FlagCreateOnly != 0:
			return Always, where + " is create-only"
		case q.Flags&schema.FlagConditionalCreateOnly != 0:
			best, why = Conditionally, "some changes of "+where+" replace the resource"
		}
	}
	return best, why
}

// strongest returns the property in a value, best or another one, whose change weighs most:
// a create-only one, then one that is so in some cases; nil where there is none.
func strongest(best *metadata.Property, v *typed.Value) *metadata.Property {
	if v == nil || v.Function != "" {
		return best
	}
	for _, x := range v.Items {
		if p := x.Property; p != nil && !x.ReadOnly {
			switch {
			case best != nil && best.Flags&schema.FlagCreateOnly != 0:
				return best
			case p != v.Property && p.Flags&schema.FlagCreateOnly != 0, best == nil && p != v.Property && p.Flags&schema.FlagConditionalCreateOnly != 0:
				best = p
			}
		}
		best = strongest(best, x)
	}
	return best
}

// visited are the tables that a search has come to.
type visited map[*schema.Schema]bool

// createOnlyIn returns a create-only property in the struct that a property holds, nil where
// there is none. on are the structs on the way, each of which is entered once.
func createOnlyIn(p *metadata.Property, on visited) *metadata.Property {
	if p.Nested == nil || on[p.Nested] {
		return nil
	}
	on[p.Nested] = true
	for _, q := range p.Properties() {
		if q.Flags&(schema.FlagCreateOnly|schema.FlagConditionalCreateOnly) != 0 {
			return q
		}
		if found := createOnlyIn(q, on); found != nil {
			return found
		}
	}
	return nil
}
