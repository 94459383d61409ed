package registry

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// declaration is where a schema is declared, on which names depend.
type declaration struct {
	// name is what an object declared here is called.
	name string
	// definition is the definition's name where the schema is one itself: a member of
	// definitions, or one that nothing but references leads to.
	definition string
	// target is the schema where references lead to it, nil elsewhere.
	target *jsondoc.Node
	// typed reports whether the kind of the value is stated around the schema.
	typed bool
}

// child is the declaration of what is called so in what is declared here. A name that is too
// long for an object is cut: any longer one is refused as well.
func (p declaration) child(name string) declaration {
	return declaration{name: diag.Cut(p.name+name, model.MaxName+len("…"))}
}

// locate returns the schema that a reference leads to, with its declaration; ok is false
// where it leads to none.
//
// What stands in definitions is called so. A property, and what is in one, is called as
// the properties on the way to it are. All else is called as the members of the
// document on the way to it are, without JSON Schema's own words and without the
// member of the document that holds it: Schema0 is in #/remote/schema0, and
// Schema1Tag in #/remote/schema1/definitions/Tag.
func locate(root *jsondoc.Node, ref string) (n *jsondoc.Node, at declaration, ok bool) {
	fragment, ok := strings.CutPrefix(ref, "#")
	pointer, err := url.PathUnescape(fragment)
	if !ok || err != nil || pointer != "" && pointer[0] != '/' {
		return nil, declaration{}, false
	}
	if pointer == "" {
		return root, declaration{name: "Root", definition: "Root"}, true
	}
	l := locator{node: root, path: strings.Split(pointer[1:], "/")}
	for len(l.path) > 0 {
		if !l.step() {
			return nil, declaration{}, false
		}
	}
	if l.name == "" {
		l.name = "Schema"
	}
	at = declaration{name: l.name}
	if l.definition {
		at.definition = l.name
	}
	return l.node, at, l.node.Is(jsondoc.Object) || l.node.Is(jsondoc.Bool)
}

// locator is a way to a schema.
type locator struct {
	node *jsondoc.Node
	// path is what is left of it, name what has the name so far.
	path       []string
	name       string
	definition bool
	// inside reports whether a schema was passed on the way.
	inside bool
}

// next goes to a member or an item.
func (l *locator) next() (key string, ok bool) {
	if len(l.path) == 0 {
		return "", false
	}
	key = diag.UnescapePointer(l.path[0])
	l.node, l.path = l.node.At("/"+l.path[0]), l.path[1:]
	return key, l.node != nil
}

// step goes through a keyword to the next schema, or through a member of unknown
// meaning.
func (l *locator) step() bool {
	keyword, ok := l.next()
	if !ok {
		return false
	}
	l.definition = false
	shape := shapeOf(keyword)
	switch shape {
	case schemaShape, openShape:
		l.inside = true
		return true
	case anyShape:
		return l.unknown(keyword)
	case schemaListShape, schemaMapShape, dependencyShape:
	default:
		return false
	}
	key, ok := l.next()
	switch {
	case !ok:
		return false
	case shape == schemaListShape:
		i, _ := strconv.Atoi(key)
		l.name = inline(declaration{name: l.name}, l.node, i).name
	case keyword == "definitions":
		if l.name != "" {
			key = word(key)
		}
		l.name, l.definition = l.name+key, true
	case keyword != "patternProperties":
		l.name += key
	}
	l.name = declaration{name: l.name}.child("").name
	l.inside = true
	return true
}

// unknown goes on from a member of unknown meaning. The first of several holds the
// others, and has no part in the name.
func (l *locator) unknown(key string) bool {
	if l.name != "" || l.inside || len(l.path) == 0 {
		l.name += word(key)
	}
	l.definition = true
	for !l.inside && len(l.path) > 0 && shapeOf(diag.UnescapePointer(l.path[0])) == anyShape {
		key, ok := l.next()
		if !ok {
			return false
		}
		l.name += word(key)
	}
	return true
}

// word writes a member's name as part of a name: its letters and digits, each run with
// an upper-case initial.
func word(key string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(key, func(r rune) bool { return !isWord(string(r)) }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// targets finds the schemas that references lead to, and names those that are
// definitions without standing in definitions. They are named in the order of their
// references, so that no name depends on which is read first.
func (r *reader) targets(refs map[string]bool) {
	for _, ref := range slices.Sorted(maps.Keys(refs)) {
		n, at, ok := locate(r.root, ref)
		if !ok {
			continue
		}
		if known, named := r.declarations[n]; named {
			at = known
		} else if at.definition != "" && n != r.root.Get("definitions").Get(at.definition) {
			at.definition = r.freeName(at.definition)
			at.name = at.definition
			r.shortName(n, at.name)
		}
		at.target = n
		r.declarations[n], r.refs[ref] = at, n
		for n.Parent().Parent() != nil {
			n = n.Parent()
		}
		r.used[n.Key()] = true
	}
}

// target returns the schema that a reference leads to, with its declaration.
func (r *reader) target(ref string) (value, declaration, bool) {
	n := r.refs[ref]
	return value{n}, r.declarations[n], n != nil
}

// maxReferences is how many references in one another are followed.
const maxReferences = 64

// reference follows a $ref to another schema of the document.
func (r *reader) reference(v value) *model.Type {
	r.siblings(v)
	inner, to, ok := r.target(v.ref())
	if !ok {
		r.warnf(v.node.Get("$ref"), UnresolvedRef, "$ref: %q leads nowhere; the value is read as free-form JSON", v.ref())
		return r.free(v)
	}
	return r.shared(v, inner, to)
}

// shared reads a schema that references lead to, once. from is where it is used, which
// can be where it stands.
func (r *reader) shared(from, v value, to declaration) *model.Type {
	if o := r.objects[v.node]; o != nil {
		return &model.Type{Pos: from.node.Pos(), Kind: model.ObjectRef, Object: o}
	}
	if r.resolving[v.node] {
		r.warnf(from.node.Get("$ref"), RecursiveRef, "$ref: %q refers to itself without an object in between; the value is read as free-form JSON", cmp.Or(to.definition, from.ref()))
		return r.free(from)
	}
	was := r.types[v.node]
	switch {
	case was.typ == nil:
		before := r.typeCount
		r.resolving[v.node] = true
		if v.ref() != "" {
			was.typ = r.reference(v)
		} else {
			was.typ = r.read(v, to)
		}
		delete(r.resolving, v.node)
		was.typeCount = r.typeCount - before
		r.types[v.node] = was
	case !r.countTypes(from, was.typeCount):
		return r.free(from)
	}
	c := *was.typ
	return &c
}

// siblings notes the keywords beside a reference, which have no effect. A type that
// only repeats what the reference leads to misses nothing.
func (r *reader) siblings(v value) {
	for _, m := range v.node.Members() {
		if m.Name == "$ref" || classOf(m.Name) == annotation {
			continue
		}
		if kind, ok := kindNamed(m.Value.Text()); ok && m.Name == "type" && slices.Equal(r.kindsOf(v), []model.Kind{kind}) {
			continue
		}
		r.notef(m.Value, NoEffectBesideRef, "%s has no effect beside $ref", m.Name)
	}
}

// resolve follows references to the schema that they lead to in the end.
func (r *reader) resolve(v value) (value, bool) {
	for range maxReferences {
		if !v.node.Is(jsondoc.Object) {
			return v, false
		}
		if v.ref() == "" {
			return v, true
		}
		inner, _, ok := r.target(v.ref())
		if !ok {
			return v, false
		}
		v = inner
	}
	return v, false
}
