package template

import (
	"slices"
	"strconv"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// Edit is one change of the text that a template was read from.
type Edit struct {
	// Op is what is done.
	Op EditOp
	// Path are the keys, of lists the indexes in decimal, that lead to what is replaced or removed, or
	// to the object or list into which something is put. They are those of the text that was
	// read.
	Path []string
	// Key is the key of a member that is put into an object; "" for an item of a list.
	Key string
	// After is the index of the member or item of the text behind which something is put, -1
	// for the front.
	After int
	// Value is the new value.
	Value cfn.JSON
	// From is the index of the member that moves.
	From int
}

// EditOp is a kind of [Edit].
type EditOp uint8

// The kinds of edits.
const (
	// Replace replaces a value.
	Replace EditOp = iota
	// Remove removes a member of an object or an item of a list.
	Remove
	// Insert puts a member into an object or an item into a list.
	Insert
	// Move puts a member of an object behind another one of the same object. If its value
	// changes, too, Value is the new one.
	Move
)

// Edits returns how the text that the template was read from must change to be that of the
// template; nil where nothing changed. What reading changes by
// itself, conversions and the order of members, is no change.
func (t *Template) Edits() ([]Edit, error) {
	edits, _, err := t.edits()
	return edits, err
}

// edits returns the edits, and the JSON text of the template after them.
func (t *Template) edits() (edits []Edit, now string, err error) {
	if t.source == nil {
		return nil, "", errNoSource
	}
	var before Template
	if from, err := before.orNil(before.readText(t.source.text, 0, nil, t.source.options)); from == nil {
		return nil, "", err
	}
	old, err := before.AppendJSON(nil)
	if err != nil {
		return nil, "", err
	}
	text, err := t.AppendJSON(nil)
	if err != nil {
		return nil, "", err
	}
	var d editor
	if t.source.other != nil {
		d.whole = t.source.other.Whole
	}
	if string(old) != string(text) {
		d.compare(nil, scan.ParseTree(string(old)), scan.ParseTree(string(text)), scan.ParseTree(t.source.text))
	}
	return d.edits, string(text), nil
}

// editor finds the edits that make one tree of another. Beside the values as they were read, it
// has those of the text, which are the same but for what reading changes.
type editor struct {
	edits []Edit
	// whole is that of a source.
	whole func(offset int) bool
}

func (d *editor) add(e Edit) {
	e.Path = slices.Clone(e.Path)
	d.edits = append(d.edits, e)
}

// compare finds what makes the value now of the value old, which is text where it was read.
func (d *editor) compare(path []string, old, now, text *scan.Tree) {
	switch {
	case old.Text() == now.Text():
	case d.whole != nil && d.whole(text.Start):
		d.add(Edit{Op: Replace, Path: path, Value: jsonOf(now)})
	case old.Kind == '{' && now.Kind == '{' && text.Kind == '{' && !otherFunction(old, now):
		d.members(path, old, now, text)
	case old.Kind == '[' && now.Kind == '[' && text.Kind == '[' && len(old.Items) == len(text.Items):
		d.items(path, old, now, text)
	default:
		d.add(Edit{Op: Replace, Path: path, Value: jsonOf(now)})
	}
}

// otherFunction reports whether one of two objects is an intrinsic function and the other is
// another one or none.
func otherFunction(a, b *scan.Tree) bool { return functionOf(a) != functionOf(b) }

// functionOf returns the name of the intrinsic function that an object is, "" for none.
func functionOf(n *scan.Tree) string {
	if len(n.Items) == 1 && isFunction(n.Items[0].Key) {
		return n.Items[0].Key
	}
	return ""
}

// members compares two objects.
func (d *editor) members(path []string, old, now, text *scan.Tree) {
	moved := movedKeys(old, now)
	for i := range text.Items {
		key := text.Items[i].Key
		if text.Find(key) != i {
			continue // of several with the same key the last one counts
		}
		was, is := old.Find(key), now.Find(key)
		switch {
		case was < 0: // which reading left out
		case is < 0:
			d.add(Edit{Op: Remove, Path: append(path, key)})
		case !moved[key]:
			d.compare(append(path, key), old.Items[was], now.Items[is], text.Items[i])
		}
	}
	after := -1 // the last member of the text that stands before
	for i := range now.Items {
		key := now.Items[i].Key
		at, was := text.Find(key), old.Find(key)
		switch {
		case at >= 0 && was >= 0 && moved[key]:
			e := Edit{Op: Move, Path: path, Key: key, From: at, After: after}
			if old.Items[was].Text() != now.Items[i].Text() {
				e.Value = jsonOf(now.Items[i])
			}
			d.add(e)
		case at >= 0 && was >= 0:
			after = at
		case at >= 0:
			d.add(Edit{Op: Replace, Path: append(path, key), Value: jsonOf(now.Items[i])})
		case was >= 0: // a default that reading put in
			if old.Items[was].Text() != now.Items[i].Text() {
				d.add(Edit{Op: Insert, Path: path, Key: key, After: after, Value: jsonOf(now.Items[i])})
			}
		case len(path) == 2 && path[0] == "Resources" && key == "Properties" && now.Items[i].Text() == "{}":
			// which [Find] has made to look at
		default:
			d.add(Edit{Op: Insert, Path: path, Key: key, After: after, Value: jsonOf(now.Items[i])})
		}
	}
}

// movedKeys returns the fewest keys that must move so that those that two objects have in common
// stand in the order of the second.
func movedKeys(old, now *scan.Tree) map[string]bool {
	var order []int // the indexes in old of what now has
	var keys []string
	for _, m := range now.Items {
		if i := old.Find(m.Key); i >= 0 {
			order, keys = append(order, i), append(keys, m.Key)
		}
	}
	if slices.IsSorted(order) {
		return nil
	}
	moved := map[string]bool{}
	for i, keep := range increasing(order) {
		if !keep {
			moved[keys[i]] = true
		}
	}
	return moved
}

// increasing reports for each number whether it is part of a longest increasing subsequence.
func increasing(numbers []int) []bool {
	tails, before := []int{}, make([]int, len(numbers)) // indexes
	for i, n := range numbers {
		at, _ := slices.BinarySearchFunc(tails, n, func(j, n int) int { return numbers[j] - n })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	keep := make([]bool, len(numbers))
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		keep[i] = true
	}
	return keep
}

// items compares two lists: what is equal at both ends stays, and between them the items are
// matched by what is equal.
func (d *editor) items(path []string, old, now, text *scan.Tree) {
	pairs := matched(old.Items, now.Items)
	i, j := 0, 0
	for _, p := range append(pairs, [2]int{len(old.Items), len(now.Items)}) {
		// As many as both have are replaced, each by the one in its place.
		for i < p[0] && j < p[1] {
			d.compare(append(path, strconv.Itoa(i)), old.Items[i], now.Items[j], text.Items[i])
			i, j = i+1, j+1
		}
		for ; i < p[0]; i++ {
			d.add(Edit{Op: Remove, Path: append(path, strconv.Itoa(i))})
		}
		for ; j < p[1]; j++ {
			d.add(Edit{Op: Insert, Path: path, After: i - 1, Value: jsonOf(now.Items[j])})
		}
		i, j = p[0]+1, p[1]+1
	}
}

// maxMatched is how many pairs of items are compared with each other; where there are more, lists
// are compared from both ends alone.
const maxMatched = 1 << 20

// matched returns pairs of the indexes of equal items, in their order: as many as there can be.
func matched(a, b []*scan.Tree) (pairs [][2]int) {
	start := 0
	for start < min(len(a), len(b)) && a[start].Text() == b[start].Text() {
		pairs = append(pairs, [2]int{start, start})
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end].Text() == b[len(b)-1-end].Text() {
		end++
	}
	pairs = append(pairs, commonSubsequence(a[start:len(a)-end], b[start:len(b)-end], start)...)
	for i := end; i > 0; i-- {
		pairs = append(pairs, [2]int{len(a) - i, len(b) - i})
	}
	return pairs
}

// commonSubsequence returns a longest common subsequence as pairs of indexes, to which at is added.
func commonSubsequence(a, b []*scan.Tree, at int) (pairs [][2]int) {
	n, m := len(a), len(b)
	if n == 0 || m == 0 || n > maxMatched/m {
		return nil
	}
	length := make([][]int32, n+1)
	for i := range length {
		length[i] = make([]int32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if a[i].Text() == b[j].Text() {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case a[i].Text() == b[j].Text():
			pairs = append(pairs, [2]int{at + i, at + j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
