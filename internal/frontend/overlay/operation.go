package overlay

import (
	"fmt"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
)

// copyLimit is how many bytes the copy operations of an overlay may add up to.
const copyLimit = 4 << 20

// patch is the state of applying operations (RFC 6902).
type patch struct {
	root *value
	// copied is how many bytes copy operations have added.
	copied int
}

// apply applies one operation, and reports whether it changed anything.
func (p *patch) apply(op operation) (changed bool, failed *diag.Diagnostic) {
	changed, err := p.do(op)
	if err != nil {
		d := diag.Errorf(op.node.Pos(), FailedOperation, "%v", err)
		return false, &d
	}
	return changed, nil
}

func (p *patch) do(op operation) (changed bool, err error) {
	target := p.root.at(op.path)
	if op.op == "test" {
		return false, test(op, target)
	}
	from := target
	switch op.op {
	case "replace", "remove":
		if target == nil {
			return false, fmt.Errorf("%s: there is no %s", op.op, brief(op.path))
		}
	case "move", "copy":
		if from = p.root.at(op.from); from == nil {
			return false, fmt.Errorf("%s: there is no %s", op.op, brief(op.from))
		}
	}
	if op.path == "" {
		return false, fmt.Errorf("%s: the resource as a whole cannot be replaced", op.op)
	}
	cut := strings.LastIndexByte(op.path, '/')
	above, last := op.path[:cut], op.path[cut+1:]
	parent := p.root.at(above)
	if parent == nil {
		return false, fmt.Errorf("%s %s: there is no %s", op.op, brief(op.path), brief(above))
	}
	switch op.op {
	case "remove":
		parent.remove(last)
		return true, nil
	case "replace":
		inner := valueOf(op.node.Get("value"))
		changed = !target.same(inner)
		parent.replace(last, inner)
		return changed, nil
	case "add":
		return p.insert(op, parent, last, valueOf(op.node.Get("value")))
	case "copy":
		return p.copy(op, parent, last, from)
	}
	return p.move(op, from)
}

// test compares the value of a test with the one that is there.
func test(op operation, target *value) error {
	want := op.node.Get("value")
	switch {
	case target == nil:
		return fmt.Errorf("the test fails: there is no %s", brief(op.path))
	case !target.same(valueOf(want)):
		return fmt.Errorf("the test fails: %s is %s, not %s", brief(op.path), short(target), short(valueOf(want)))
	}
	return nil
}

// insert adds a value below its parent.
func (p *patch) insert(op operation, parent *value, last string, inner *value) (changed bool, err error) {
	was := parent.child(last)
	changed = parent.kind == jsondoc.Array || was == nil || !was.same(inner)
	if !parent.insert(last, inner) {
		if parent.kind == jsondoc.Array {
			return false, fmt.Errorf("%s %s: %s is no index of an array of %d", op.op, brief(op.path), brief(last), len(parent.items))
		}
		return false, fmt.Errorf("%s %s: there is %s, which holds nothing", op.op, brief(op.path), parent.kind)
	}
	return changed, nil
}

// copy adds a copy of a value below its parent.
func (p *patch) copy(op operation, parent *value, last string, from *value) (changed bool, err error) {
	if p.copied += from.size(); p.copied > copyLimit {
		return false, fmt.Errorf("copy %s: the copies of an overlay come to more than %d MB", brief(op.path), copyLimit>>20)
	}
	return p.insert(op, parent, last, from.clone())
}

// move takes a value from one pointer and adds it at another, which is looked for
// when the value is gone.
func (p *patch) move(op operation, from *value) (changed bool, err error) {
	if op.from == op.path {
		return false, nil
	}
	if isWithin(op.path, op.from) {
		return false, fmt.Errorf("move %s: it is inside of %s", brief(op.path), brief(op.from))
	}
	cut := strings.LastIndexByte(op.from, '/')
	p.root.at(op.from[:cut]).remove(op.from[cut+1:])
	cut = strings.LastIndexByte(op.path, '/')
	above, last := op.path[:cut], op.path[cut+1:]
	parent := p.root.at(above)
	if parent == nil {
		return false, fmt.Errorf("move %s: there is no %s", brief(op.path), brief(above))
	}
	if _, err := p.insert(op, parent, last, from); err != nil {
		return false, err
	}
	return true, nil
}

// longest is how many characters a message has of a value or a pointer.
const longest = 80

// short returns a value's text for a message.
func short(v *value) string {
	if v.node != nil {
		return brief(string(v.node.Raw()[:min(len(v.node.Raw()), 4*longest+1)]))
	}
	return brief(string(v.text(nil)))
}

// brief returns a text for a message.
func brief(text string) string {
	if len(text) <= longest {
		return text
	}
	if runes := []rune(text[:min(len(text), 4*longest+1)]); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}
