package cfn

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Use is one use of an intrinsic function that [Walk] has come to.
type Use struct {
	// Name is the function's full name: "Ref", "Fn::GetAtt"; "" for a dynamic reference.
	Name string
	// Arg is the argument's JSON text. Of an Fn::If that was read or made with branches of
	// the type of its place, it is a list of the condition alone; the functions in the branches
	// are uses of their own.
	Arg string
	// Kinds are what the place takes; 0 in free-form JSON and in the arguments of
	// functions.
	Kinds schema.Kinds
	walk  *useWalker
}

// Depth returns how many keys lead to the function.
func (u *Use) Depth() int { return len(u.walk.keys) }

// Key returns one of the keys that lead to the function, the outermost of which is 0. Of
// a list it is the index in decimal.
func (u *Use) Key(i int) string { return u.walk.keys[i].text() }

// Loops returns how many Fn::ForEach are around the function.
func (u *Use) Loops() int { return u.walk.loops }

// Transforms returns how many Fn::Transform are around the function.
func (u *Use) Transforms() int { return u.walk.transforms }

// Pointer returns the JSON pointer of the function, of a long one the beginning and the end.
func (u *Use) Pointer() string {
	path, keys := u.walk.path[:0], u.walk.keys
	i := 0
	for ; i < len(keys) && len(path) <= write.MaxPath; i++ {
		path = write.AppendKey(path, keys[i].text())
	}
	from := len(keys) // of what there is of the end
	for n := 0; from > i && n <= write.MaxPath; from-- {
		n += 1 + min(len(keys[from-1].text()), write.MaxKey)
	}
	for ; from < len(keys); from++ {
		path = write.AppendKey(path, keys[from].text())
	}
	u.walk.path = path
	return write.CutPath(path)
}

// Walk calls visit for each intrinsic function in a struct and below it: in the place of
// values, in the arguments of others, and in free-form JSON. One comes after those in its
// own arguments. The use is good until visit returns. A macro that stands beside the
// members of an object is visited, too.
func Walk(x Struct, visit func(*Use)) error {
	l, ptr, err := target(x)
	if err != nil {
		return err
	}
	w := useWalker{visit: visit}
	w.use.walk = &w
	w.object(l, ptr)
	return nil
}

// WalkTransforms is [Walk] for Fn::Transform alone, which most texts do not have.
func WalkTransforms(x Struct, visit func(*Use)) error {
	l, ptr, err := target(x)
	if err != nil {
		return err
	}
	w := useWalker{visit: visit, onlyTransforms: true}
	w.use.walk = &w
	w.object(l, ptr)
	return nil
}

// WalkJSON is [Walk] for free-form JSON.
func WalkJSON(j JSON, visit func(*Use)) {
	w := useWalker{visit: visit}
	w.use.walk = &w
	w.json(j.text)
}

// walkKey is a key of an object, or an index of a list.
type walkKey struct {
	name  string
	index int // of a list; -1 where it is a key
}

func (k walkKey) text() string {
	if k.index >= 0 {
		return write.Itoa(k.index)
	}
	return k.name
}

// useWalker walks over what holds functions. Of what holds none, it makes no paths.
type useWalker struct {
	// onlyTransforms reports whether Fn::Transform alone is looked for.
	onlyTransforms bool
	visit          func(*Use)
	keys           []walkKey
	use            Use
	depth          int
	path           []byte // room for a pointer
	// loops and transforms are how many of the keys are those of macros.
	loops, transforms int
}

func (w *useWalker) enter(name string) {
	w.keys = append(w.keys, walkKey{name: name, index: -1})
	w.count(name, 1)
}

// count counts a key that is that of a macro.
func (w *useWalker) count(name string, n int) {
	switch {
	case !isMacro(name):
	case name == "Fn::Transform":
		w.transforms += n
	default:
		w.loops += n
	}
}

func (w *useWalker) enterItem(i int) { w.keys = append(w.keys, walkKey{index: i}) }

func (w *useWalker) leave() {
	last := len(w.keys) - 1
	w.count(w.keys[last].name, -1)
	w.keys = w.keys[:last]
}

func (w *useWalker) found(name, arg string, kinds schema.Kinds) {
	if w.onlyTransforms && name != "Fn::Transform" {
		return
	}
	w.use.Name, w.use.Arg, w.use.Kinds = name, arg, kinds
	w.visit(&w.use)
}

// object walks over a struct, or the function in its place.
func (w *useWalker) object(l *layout, base storage) {
	node := base.node()
	if w.depth++; w.depth > scan.MaxDepth || l.err != nil {
		w.depth--
		return
	}
	if node.ext != nil && node.ext.fn != nil {
		w.function(&l.self, node.ext.fn)
		w.depth--
		return
	}
	lit := literalWord()
	for i := range l.steps {
		s := &l.steps[i]
		state := s.state(base)
		if state == 0 || state == lit && s.slot.kind < kindJSON {
			continue
		}
		w.enter(l.fields[i].name)
		w.value(s.slot, s.in(base))
		w.leave()
	}
	if node.ext != nil {
		for _, e := range node.ext.unknown {
			w.enter(e.Key)
			w.json(e.Value.text)
			w.leave()
			if isMacro(e.Key) {
				w.found(e.Key, e.Value.text, schema.KindObject)
			}
		}
	}
	w.depth--
}

// value walks over what storage holds, which is something.
func (w *useWalker) value(s *slot, ptr storage) {
	if fn := s.function(ptr); fn != nil {
		w.function(s, fn)
		return
	}
	switch s.kind {
	case kindJSON:
		w.json(ptr.json().text)
	case kindObject:
		w.object(s.cachedLayout(), ptr.elem())
	case kindProperties:
		w.properties(*ptr.properties())
	case kindList, kindMap:
		w.elements(s, ptr)
	}
}

// elements walks over the items of a list or the entries of a map.
func (w *useWalker) elements(s *slot, ptr storage) {
	all, lit := itemsOf(s, ptr), literalWord()
	for i := range all.n {
		x := all.at(i)
		if s.elem.kind < kindJSON && (*x.function() == nil || x.word(0) == lit) || !s.elem.present(x) {
			continue
		}
		if s.kind == kindMap {
			key := all.key(i)
			w.enter(key)
			if text, ok := s.elem.keptText(x); ok && isMacro(key) {
				w.json(text.text)
				w.leave()
				w.found(key, text.text, schema.KindObject)
				continue
			}
		} else {
			w.enterItem(i)
		}
		w.value(s.elem, x)
		w.leave()
	}
}

func (w *useWalker) properties(x Properties) {
	if text, ok := x.(JSON); ok {
		w.json(text.text)
	} else if l, ptr, err := target(x); err == nil {
		w.object(l, ptr)
	} else if text, err := x.AppendJSON(nil); err == nil {
		w.json(string(text))
	}
}

// function walks over the arguments of a function, then visits it.
func (w *useWalker) function(s *slot, fn *Intrinsic) {
	b := fn.branches
	if b == nil {
		w.enter(fn.name)
		w.json(fn.arg.text)
		w.leave()
		w.found(fn.name, fn.arg.text, s.kinds())
		return
	}
	w.enter(fn.name)
	for i, branch := range []storage{storage(b.then), storage(b.els)} {
		if s.present(branch) {
			w.enterItem(i + 1)
			w.value(s, branch)
			w.leave()
		}
	}
	w.leave()
	w.found(fn.name, array(quote(string(b.cond))).text, s.kinds())
}

// kinds returns which kinds of value the place takes, 0 for all.
func (s *slot) kinds() schema.Kinds {
	switch s.kind {
	case kindJSON:
		return 0
	case kindString:
		return schema.KindString
	case kindBool:
		return schema.KindBoolean
	case kindInt:
		return schema.KindInteger
	case kindFloat:
		return schema.KindNumber
	case kindList:
		return schema.KindList
	}
	return schema.KindObject
}

// json walks over JSON text, once however deep the functions in it are.
func (w *useWalker) json(text string) {
	if text == "" || text[0] == '"' || !w.mayHave(text) {
		return
	}
	s := scan.Scanner{Text: text, Repeats: true, Distinct: true}
	w.any(&s)
}

// mayHave is a quick look whether there can be what is looked for in JSON text.
func (w *useWalker) mayHave(text string) bool {
	if w.onlyTransforms {
		return strings.Contains(text, "Fn::Transform") || strings.Contains(text, `\u`)
	}
	return mayHaveFunctions(text)
}

// mayHaveFunctions is a quick look whether there can be an intrinsic function in JSON
// text, the name of which can have escapes.
func mayHaveFunctions(text string) bool {
	return unknown(text) || strings.Contains(text, `"Condition"`) || strings.Contains(text, `\u`)
}

// any takes a value.
func (w *useWalker) any(s *scan.Scanner) bool {
	switch s.Peek() {
	case '{':
		return w.members(s)
	case '[':
		return w.list(s)
	}
	_, ok := s.Skip()
	return ok
}

func (w *useWalker) list(s *scan.Scanner) bool {
	if !s.Open() {
		return false
	}
	for i := 0; ; i++ {
		another, ok := s.More(']', i == 0)
		if !another {
			return ok
		}
		w.enterItem(i)
		if ok = w.any(s); !ok {
			return false
		}
		w.leave()
	}
}

func (w *useWalker) members(s *scan.Scanner) bool {
	if !s.Open() {
		return false
	}
	var name string
	at, end, n := 0, 0, 0
	for first := true; ; first = false {
		another, ok := s.More('}', first)
		if !another {
			if ok && n == 1 && isFunctionName(name) && !isMacro(name) && (name != "Condition" || s.Text[at] == '"') {
				w.found(name, s.Text[at:end], 0)
			}
			return ok
		}
		if name, ok = s.Key(); !ok {
			return false
		}
		s.Peek()
		at = s.Pos
		w.enter(name)
		if ok = w.any(s); !ok {
			return false
		}
		w.leave()
		end = s.Pos
		n++
		if isMacro(name) {
			w.found(name, s.Text[at:end], 0)
		}
	}
}
