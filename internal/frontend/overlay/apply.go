package overlay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// Apply returns a corrected copy of a resource, nil where there are errors. What
// the overlay does not touch keeps its positions; what it adds has the position
// of the operation.
func (o *Overlay) Apply(r *model.Resource) (*model.Resource, diag.List) {
	out, _, diags := o.apply(r)
	return out, diags
}

// apply is Apply, and returns how large the view was, too.
func (o *Overlay) apply(r *model.Resource) (*model.Resource, int, diag.List) {
	v := &viewer{positions: map[string]diag.Position{}}
	before, err := v.show(r)
	if err != nil {
		return nil, v.size, diag.List{diag.Errorf(o.Pos, ViewTooLarge, "%s cannot be shown as JSON: %v", r.TypeName, err)}
	}
	out, diags := o.patched(r, before, v.positions)
	return out, v.size, diags
}

// patched returns the resource that a view is of, corrected.
func (o *Overlay) patched(r *model.Resource, before *jsondoc.Node, positions map[string]diag.Position) (*model.Resource, diag.List) {
	var diags diag.List
	p, changed := patch{root: valueOf(before)}, false
	for _, op := range o.operations {
		did, failed := p.apply(op)
		if failed != nil {
			diags.Add(*failed)
			return nil, diags
		}
		if !did && op.op != "test" {
			diags.Add(diag.Warningf(op.node.Pos(), NoChange, "%s %s changes nothing: the specification may have been corrected", op.op, brief(op.path)).For("patch"))
		}
		changed = changed || did
	}
	if !changed && len(o.suppressions) == 0 && len(o.aliases) == 0 {
		diags.Add(diag.Warningf(o.Pos, WithoutChange, "the overlay of %s changes nothing", o.TypeName).For("patch"))
		return r, diags
	}
	after, err := jsondoc.Parse("", p.root.text(nil))
	if err != nil {
		// A position in the view means nothing to a user, and the message has none.
		var d diag.Diagnostic
		if errors.As(err, &d) {
			err = d
		}
		diags.Add(diag.Errorf(o.Pos, InvalidResult, "%s after the patch: %v", o.TypeName, err))
		return nil, diags
	}
	rd := &viewReader{overlay: o, before: before, positions: positions, last: lastOperations(o.operations), objects: map[string]*model.Object{}}
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

// show returns the view of a resource as a document.
func (v *viewer) show(r *model.Resource) (*jsondoc.Node, error) {
	view := v.resource(r)
	if v.size > viewLimit {
		return nil, fmt.Errorf("it comes to more than %d MB, because it has what is referred to wherever that is", viewLimit>>20)
	}
	data, err := asWritten(view)
	if err != nil {
		return nil, err
	}
	return jsondoc.Parse("", data)
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
