package overlay

import (
	"bytes"
	"encoding/json"
	"strings"

	jsonpatch "github.com/evanphx/json-patch/v5"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// copyLimit bounds what copy operations may add up to.
const copyLimit = 16 << 20

// Apply gives a corrected copy of a resource, nil where there are errors. What
// the overlay does not touch keeps its positions; what it adds has the position
// of the operation.
func (o *Overlay) Apply(r *model.Resource) (*model.Resource, diag.List) {
	v := &viewer{positions: map[string]diag.Position{}}
	data, err := asWritten(v.resource(r))
	if err != nil {
		return nil, diag.List{diag.Errorf(o.Pos, "%s cannot be shown as JSON: %v", r.TypeName, err)}
	}
	before, err := jsondoc.Parse("", data)
	if err != nil {
		return nil, diag.List{diag.Errorf(o.Pos, "%s cannot be shown as JSON: %v", r.TypeName, err)}
	}
	var diags diag.List
	after, changed := before, false
	for _, op := range o.operations {
		next, err := op.apply(after)
		if err != nil {
			diags.Add(*err)
			return nil, diags
		}
		if op.op != "test" {
			if jsondoc.Equal(after, next) {
				diags.Add(diag.Warningf(op.node.Pos(), "%s %s changes nothing: the specification may have been corrected", op.op, op.path).For("patch"))
			} else {
				changed = true
			}
		}
		after = next
	}
	if !changed && len(o.answers) == 0 && len(o.aliases) == 0 {
		diags.Add(diag.Warningf(o.Pos, "the overlay of %s changes nothing", o.TypeName).For("patch"))
		return r, diags
	}
	rd := &viewReader{overlay: o, before: before, positions: v.positions, objects: map[string]*model.Object{}}
	out := rd.resource(after, r)
	diags.Add(rd.diags...)
	if len(rd.diags.Errors()) == 0 {
		diags.Add(o.alias(out)...)
	}
	if len(diags.Errors()) > 0 {
		return nil, diags
	}
	out.Faults = settle(r, out)
	return out, diags
}

// apply gives the document after one operation. What json-patch would refuse
// without saying why is checked first.
func (op operation) apply(doc *jsondoc.Node) (*jsondoc.Node, *diag.Diagnostic) {
	fail := func(format string, args ...any) (*jsondoc.Node, *diag.Diagnostic) {
		d := diag.Errorf(op.node.Pos(), format, args...)
		return nil, &d
	}
	target := doc.At(op.path)
	switch op.op {
	case "test":
		if want := op.node.Get("value"); target != nil && !jsondoc.Equal(target, want) {
			return fail("the test fails: %s is %s, not %s", op.path, short(target), short(want))
		} else if target != nil {
			return doc, nil
		}
		return fail("the test fails: there is no %s", op.path)
	case "replace", "remove":
		if target == nil {
			return fail("%s: there is no %s", op.op, op.path)
		}
	case "move", "copy":
		if doc.At(op.from) == nil {
			return fail("%s: there is no %s", op.op, op.from)
		}
	}
	if op.path == "" {
		return fail("%s: the resource as a whole cannot be replaced", op.op)
	}
	if parent := op.path[:strings.LastIndexByte(op.path, '/')]; doc.At(parent) == nil {
		return fail("%s %s: there is no %s", op.op, op.path, parent)
	}
	next, err := op.patch(doc)
	if err != nil {
		return fail("%s %s: %v", op.op, op.path, err)
	}
	return next, nil
}

func (op operation) patch(doc *jsondoc.Node) (*jsondoc.Node, error) {
	var single bytes.Buffer
	single.WriteByte('[')
	single.Write(op.node.Raw())
	single.WriteByte(']')
	patch, err := jsonpatch.DecodePatch(single.Bytes())
	if err != nil {
		return nil, err
	}
	options := jsonpatch.NewApplyOptions()
	options.EscapeHTML = false
	options.SupportNegativeIndices = false
	options.AccumulatedCopySizeLimit = copyLimit
	data, err := patch.ApplyWithOptions(doc.Raw(), options)
	if err != nil {
		return nil, err
	}
	return jsondoc.Parse("", data)
}

// short is a value's text for a message.
func short(n *jsondoc.Node) string {
	const most = 80
	if text := []rune(string(n.Raw())); len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(n.Raw())
}

// asWritten is json.Marshal without escapes for HTML, which would change the
// texts that the overlay does not touch.
func asWritten(x any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(x)
	return b.Bytes(), err
}
