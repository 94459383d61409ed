package overlay

import (
	"iter"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// viewReader reads a patched view back into the model.
type viewReader struct {
	overlay *Overlay
	// before is the view as it was, positions where its parts came from.
	before    *jsondoc.Node
	positions map[string]diag.Position
	last      *lastOperation
	objects   map[string]*model.Object
	diags     diag.List
}

// operationAt returns the position of the last operation on a value, on something
// inside it or on something around it.
func (r *viewReader) operationAt(pointer string) diag.Position {
	if op := r.last.at(pointer); op != nil {
		return op.node.Pos()
	}
	return r.overlay.Pos
}

// lastOperation is a tree of the pointers of operations by their segments, each with
// the last operation there and the last one there or below.
type lastOperation struct {
	here, below int // numbers from 1, 0 for none
	inner       map[string]*lastOperation
	operations  []operation
}

// lastOperations makes the tree of operations that change something.
func lastOperations(operations []operation) *lastOperation {
	root := &lastOperation{operations: operations}
	for i, op := range operations {
		if op.op == "test" {
			continue
		}
		n := root
		n.below = i + 1
		for segment := range segments(op.path) {
			if n.inner == nil {
				n.inner = make(map[string]*lastOperation)
			}
			if n.inner[segment] == nil {
				n.inner[segment] = &lastOperation{}
			}
			n = n.inner[segment]
			n.below = i + 1
		}
		n.here = i + 1
	}
	return root
}

// at returns the last operation on a value, on something inside it or on something
// around it, nil for none.
func (root *lastOperation) at(pointer string) *operation {
	last, n := root.here, root
	for segment := range segments(pointer) {
		if n = n.inner[segment]; n == nil {
			break
		}
		last = max(last, n.here)
	}
	if n != nil {
		last = max(last, n.below)
	}
	if last == 0 {
		return nil
	}
	return &root.operations[last-1]
}

// segments returns the segments of a JSON pointer as they are written.
func segments(pointer string) iter.Seq[string] {
	if pointer == "" {
		return func(func(string) bool) {}
	}
	return strings.SplitSeq(pointer[1:], "/")
}

func isWithin(pointer, outer string) bool {
	rest, ok := strings.CutPrefix(pointer, outer)
	return ok && (rest == "" || rest[0] == '/')
}

// pos returns where a value came from: containers keep their position in the
// specification when something inside them changes, types must be untouched.
func (r *viewReader) pos(n *jsondoc.Node, container bool) diag.Position {
	pointer := n.Pointer().String()
	at, ok := r.positions[pointer]
	if ok && (container || jsondoc.Equal(r.before.At(pointer), n)) {
		return at
	}
	return r.operationAt(pointer)
}

func (r *viewReader) errorf(n *jsondoc.Node, code diag.Code, format string, args ...any) {
	found := diag.Errorf(diag.Position{}, code, format, args...)
	r.diags.Add(diag.Errorf(r.operationAt(n.Pointer().String()), code, "%s of %s after the patch: %v", n.Pointer().Printed(), r.overlay.TypeName, found))
}

func (r *viewReader) member(n *jsondoc.Node, name string, kind jsondoc.Kind) *jsondoc.Node {
	v := n.Get(name)
	if v != nil && !v.Is(kind) {
		r.errorf(v, jsondoc.WrongType, "must be %s, not %s", kind, v.Kind())
		return nil
	}
	return v
}

func (r *viewReader) text(n *jsondoc.Node, name string) string {
	return r.member(n, name, jsondoc.String).Text()
}

func (r *viewReader) flag(n *jsondoc.Node, name string) bool {
	return r.member(n, name, jsondoc.Bool).True()
}

func (r *viewReader) stringList(n *jsondoc.Node, name string) []string {
	var out []string
	for _, item := range r.member(n, name, jsondoc.Array).Items() {
		if !item.Is(jsondoc.String) {
			r.errorf(item, jsondoc.WrongType, "must be %s, not %s", jsondoc.String, item.Kind())
		}
		out = append(out, item.Text())
	}
	return out
}

func (r *viewReader) known(n *jsondoc.Node, names ...string) {
	if !n.Is(jsondoc.Object) {
		r.errorf(n, jsondoc.WrongType, "must be %s, not %s", jsondoc.Object, n.Kind())
	}
	for _, m := range n.Members() {
		if !slices.Contains(names, m.Name) {
			r.errorf(m.Value, UnknownMember, "unknown member %q: there are %s", m.Name, strings.Join(names, ", "))
		}
	}
}

func (r *viewReader) resource(n *jsondoc.Node, old *model.Resource) *model.Resource {
	r.known(n, "description", "documentation", "open", "properties", "rules", "definitions", "attributes", "primaryIdentifier", "ref", "arn", "arnProperty", "stateful", "marks", "unexpressed")
	out := &model.Resource{
		Pos: old.Pos, TypeName: old.TypeName, Sources: old.Sources, Aliases: slices.Clone(old.Aliases),
		Doc: r.text(n, "description"), DocURL: r.text(n, "documentation"),
		PrimaryIdentifier: r.stringList(n, "primaryIdentifier"),
		Ref:               r.stringList(n, "ref"),
		ARN:               r.arn(n),
		ARNProperty:       r.text(n, "arnProperty"),
		Stateful:          r.flag(n, "stateful"),
		Updates:           old.Updates, TagUpdates: old.TagUpdates, DeletesFirst: old.DeletesFirst,
		// The resource has the texts, its object has what it had.
		Object: &model.Object{Pos: old.Object.Pos, Doc: old.Object.Doc, DocURL: old.Object.DocURL, Open: r.flag(n, "open")},
	}
	definitions := r.member(n, "definitions", jsondoc.Object).Members()
	for _, m := range definitions {
		r.objects[m.Name] = &model.Object{Name: m.Name}
	}
	for _, m := range definitions {
		r.definition(r.objects[m.Name], m.Value)
	}
	r.properties(out.Object, n)
	for _, m := range r.member(n, "attributes", jsondoc.Object).Members() {
		r.known(m.Value, "type", "description")
		out.Attributes = append(out.Attributes, &model.Attribute{
			Pos: r.pos(m.Value, true), Name: m.Name, Type: r.typeOf(m.Value, "type"), Doc: r.text(m.Value, "description"),
		})
	}
	for _, m := range r.member(n, "marks", jsondoc.Object).Members() {
		r.known(m.Value, "update", "readOnly", "writeOnly", "deprecated")
		out.Marks = append(out.Marks, &model.PathFlags{
			Pos: r.pos(m.Value, true), Path: m.Name, Update: r.update(m.Value),
			ReadOnly: r.flag(m.Value, "readOnly"), WriteOnly: r.flag(m.Value, "writeOnly"), Deprecated: r.flag(m.Value, "deprecated"),
		})
	}
	slices.SortFunc(out.Marks, func(a, b *model.PathFlags) int { return strings.Compare(a.Path, b.Path) })
	out.SortAttributes()
	out.SetDefinitions()
	used := make(map[*model.Object]bool, len(out.Definitions))
	for _, d := range out.Definitions {
		used[d] = true
	}
	wrong := len(r.diags.Errors()) > 0
	for _, m := range definitions {
		if !wrong && !used[r.objects[m.Name]] {
			r.diags.Add(diag.Warningf(r.operationAt(m.Value.Pointer().String()), UnusedDefinition, "nothing refers to the definition %q of %s: it is left out", m.Name, out.TypeName).For("definitions"))
		}
	}
	return out
}

func (r *viewReader) definition(o *model.Object, n *jsondoc.Node) {
	r.known(n, "description", "documentation", "open", "properties", "rules", "unexpressed")
	o.Pos, o.Open = r.pos(n, true), r.flag(n, "open")
	o.Doc, o.DocURL = r.text(n, "description"), r.text(n, "documentation")
	r.properties(o, n)
}

func (r *viewReader) properties(o *model.Object, n *jsondoc.Node) {
	for _, m := range r.member(n, "properties", jsondoc.Object).Members() {
		o.Properties = append(o.Properties, r.property(m.Name, m.Value))
	}
	o.SortProperties()
	if n.Get("rules") != nil {
		o.Rules = r.typeOf(n, "rules")
	}
	o.Unexpressed = r.unexpressed(n)
}

func (r *viewReader) property(name string, n *jsondoc.Node) *model.Property {
	r.known(n, "type", "required", "update", "readOnly", "writeOnly", "deprecated", "default", "description", "documentation", "relationshipRefs")
	p := &model.Property{
		Pos: r.pos(n, true), Name: name, Type: r.typeOf(n, "type"),
		Required: r.flag(n, "required"), ReadOnly: r.flag(n, "readOnly"),
		WriteOnly: r.flag(n, "writeOnly"), Deprecated: r.flag(n, "deprecated"),
		Default: string(n.Get("default").Raw()),
		Doc:     r.text(n, "description"), DocURL: r.text(n, "documentation"),
	}
	p.Update = r.update(n)
	for i, ref := range r.member(n, "relationshipRefs", jsondoc.Array).Items() {
		if i == model.MaxTargets {
			r.errorf(ref, TooManyRelations, "more than %d: a property can refer to no more", i)
			break
		}
		r.known(ref, "typeName", "propertyPath")
		property, isPath := strings.CutPrefix(r.text(ref, "propertyPath"), propertyPath)
		t, ok := model.NewTarget(r.text(ref, "typeName"), strings.ReplaceAll(property, "/", "."))
		if !ok || !isPath {
			r.errorf(ref, InvalidRelation, "a typeName such as AWS::S3::Bucket and a propertyPath such as /properties/Arn are expected")
		}
		p.AddTargets(t)
	}
	return p
}

func (r *viewReader) arn(n *jsondoc.Node) string {
	text := r.text(n, "arn")
	if _, ok := model.ARNNames(text); text != "" && !ok {
		r.errorf(n.Get("arn"), InvalidARN, "a template of an ARN is expected, such as arn:${Partition}:s3:::${BucketName}")
	}
	return text
}

func (r *viewReader) update(n *jsondoc.Node) model.Update {
	switch update := r.text(n, "update"); update {
	case "", "mutable":
	case "conditional":
		return model.UpdateConditional
	case "immutable":
		return model.UpdateImmutable
	default:
		r.errorf(n.Get("update"), UnknownUpdate, "unknown update behaviour %q: it is mutable, conditional or immutable", update)
	}
	return model.UpdateMutable
}
