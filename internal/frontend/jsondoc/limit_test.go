package jsondoc

import (
	"runtime"
	"strings"
	"testing"
)

// TestTooManyValues: a document of more values than any specification has is refused
// before they fill the memory, however short they are.
func TestTooManyValues(t *testing.T) {
	for name, item := range map[string]string{"numbers": "1", "objects": "{}", "lists": "[]", "members": `{"":0}`} {
		t.Run(name, func(t *testing.T) {
			text := []byte("[" + strings.Repeat(item+",", 40*MaxNodes) + "0]")
			before := allocated()
			_, err := Parse("f.json", text)
			if err == nil || !strings.HasSuffix(err.Error(), "the document has more than 524288 values") {
				t.Errorf("error %v", err)
			}
			if cost := allocated() - before; cost > 250*MaxNodes {
				t.Errorf("%d MiB allocated", cost>>20)
			}
		})
	}
	if _, err := Parse("f.json", []byte("["+strings.Repeat("1,", MaxNodes-2)+"1]")); err != nil {
		t.Error(err)
	}
}

// TestParsingIsLinear: what is twice as long costs twice as much, with the positions
// of all values.
func TestParsingIsLinear(t *testing.T) {
	cost := func(t *testing.T, text string) uint64 {
		before := allocated()
		root, err := Parse("f.json", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		visit(root)
		return allocated() - before
	}
	for name, text := range map[string]func(n int) string{
		"short values":   func(n int) string { return "[" + strings.Repeat("1,", n) + "1]" },
		"lines":          func(n int) string { return "[" + strings.Repeat("1,\n", n) + "1]" },
		"a long name":    func(n int) string { return `{"` + strings.Repeat("x", n) + `": [` + strings.Repeat("1,", n) + "1]}" },
		"members":        func(n int) string { return `{"": 1` + members(n) + "}" },
		"values in them": func(n int) string { return strings.Repeat(`{"a":[1,`, n/400) + "1" + strings.Repeat("]}", n/400) },
		"a text":         func(n int) string { return `"` + strings.Repeat(`\n`, n) + `"` },
	} {
		t.Run(name, func(t *testing.T) {
			const n = 40_000
			once, twice := cost(t, text(n)), cost(t, text(2*n))
			if twice > 5*once/2 {
				t.Errorf("%d bytes for n, %d for 2n", once, twice)
			}
		})
	}
}

func members(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`,"`)
		for j := i; j > 0; j /= 26 {
			b.WriteByte('a' + byte(j%26))
		}
		b.WriteString(`x": 1`)
	}
	return b.String()
}

// visit asks for the position of every value.
func visit(n *Node) {
	_ = n.Pos()
	for _, item := range n.Items() {
		visit(item)
	}
	for _, m := range n.Members() {
		visit(m.Value)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
