package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	jsonpatch "github.com/evanphx/json-patch/v5"
)

// checkPatch notes whether the answer to a question is right.
func (a *tally) checkPatch(f flags, s *states, typeName string, q question, got answer) {
	example := fmt.Sprintf("%s %.1500s → %.1500s: %v %.1500s", typeName, textOf(q.current), textOf(q.desired), got.Replaced, got.Patch)
	if got.Unreadable != "" {
		a.note("unreadable", got.Unreadable+": "+example)
		return
	}
	if got.Error != "" {
		a.note("disagree about an error: "+got.Error[strings.LastIndexByte(got.Error, ':')+1:], example)
		return
	}
	if (len(got.Drift) == 0) != (string(got.Converge) == "[]") && len(got.Replaced) == 0 {
		a.note("disagree about drift and its patch", example+fmt.Sprintf(" drift %v, patch %s", got.Drift, got.Converge))
	}
	if q.filled {
		if len(got.Drift) > 0 {
			a.note("drift in what the service filled in", example+fmt.Sprintf(" drift %v", got.Drift))
		} else {
			a.counts["passed: states that the service filled in"]++
		}
		return
	}
	must, may := f.replaces(q)
	switch {
	case must && len(got.Replaced) == 0:
		a.note("disagree about replacement: none", example)
		return
	case !may && len(got.Replaced) > 0:
		a.note("disagree about replacement: some", example)
		return
	case len(got.Replaced) > 0:
		a.counts["passed: pairs refused"]++
		return
	}
	wrong := f.apply(s, q, got.Patch)
	if wrong == "" && q.leaf != "" {
		wrong = f.oneOperation(q, got.Patch)
	}
	switch {
	case wrong != "":
		a.note("disagree about a patch: "+wrong, q.leaf+" "+example)
	case q.leaf != "":
		a.counts["passed: leaves patched"]++
	case string(got.Patch) == "[]":
		a.counts["passed: pairs without a difference"]++
	default:
		a.counts["passed: pairs patched"]++
	}
}

// replaces reports whether what cannot change differs for sure, and whether it does where objects
// of nothing count. What is write-only, too, and not there before is not known.
func (f flags) replaces(q question) (must, may bool) {
	before := removed(q.current, located(q.current, f.readOnly), func() bool { return true })
	unknown := f.never(q.desired)
	secret := located(q.desired, f.writeOnly)
	maps.DeleteFunc(unknown, func(path string, _ bool) bool {
		for p := range secret {
			if within(path, map[string]bool{p: true}) && find(before, p) != nil {
				return true
			}
		}
		return find(before, path) != nil
	})
	after := removed(q.desired, unknown, func() bool { return true })
	differ := func(a, b any) bool {
		return slices.ContainsFunc(f.createOnly, func(p string) bool {
			return f.differ(a, b, strings.Split(strings.TrimPrefix(p, "/properties/"), "/"))
		})
	}
	return differ(pruned(before), pruned(after)), differ(before, after)
}

// find returns the value at a place, nil for none.
func find(x any, path string) any {
	for _, key := range segments(path) {
		switch v := x.(type) {
		case map[string]any:
			x = v[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(v) {
				return nil
			}
			x = v[i]
		default:
			return nil
		}
	}
	return x
}

// apply applies a patch to what the service has, and returns what is wrong with the result.
func (f flags) apply(s *states, q question, patch json.RawMessage) string {
	result, err := parse(textOf(f.view(s.rand, q.current)))
	if err != nil {
		return err.Error()
	}
	desired := q.desired
	if string(patch) == "[]" {
		desired = removed(desired, located(desired, f.writeOnly), neverKept)
	} else {
		operations, err := jsonpatch.DecodePatch(patch)
		if err != nil {
			return "the patch is none"
		}
		text, err := operations.Apply([]byte(textOf(result)))
		if err != nil && slices.ContainsFunc(operations, emptyKey) {
			return "" // the library does not find members whose key is empty
		}
		if err != nil {
			return "the patch does not apply"
		}
		if result, err = parse(string(text)); err != nil {
			return "the result is no JSON"
		}
	}
	if f.settled(result) != f.settled(desired) {
		return "another result"
	}
	return ""
}

func emptyKey(o jsonpatch.Operation) bool {
	path, err := o.Path()
	return err == nil && strings.Contains(path+"/", "//")
}

func neverKept() bool { return false }

// settled returns the text of a state without what no patch has.
func (f flags) settled(x any) string {
	return textOf(pruned(f.canonical(removed(x, f.never(x), neverKept))))
}

// oneOperation returns what is wrong with the patch for a leaf: one operation is for it, all
// others are for write-only properties.
func (f flags) oneOperation(q question, patch json.RawMessage) string {
	var operations []struct{ Op, Path string }
	if err := json.Unmarshal(patch, &operations); err != nil {
		return err.Error()
	}
	covers := func(outer, inner string) bool { return inner == outer || strings.HasPrefix(inner, outer+"/") }
	leaves := 0
	secret := located(q.desired, f.writeOnly)
	for _, o := range operations {
		if covers(o.Path, q.leaf) {
			leaves++
			continue
		}
		touches := within(o.Path, secret)
		for p := range secret {
			touches = touches || covers(o.Path, p)
		}
		if !touches {
			return "an operation for nothing"
		}
	}
	if leaves != 1 {
		return "not one operation for a leaf"
	}
	return ""
}
