package diag

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestPointer: the text of a pointer is that of RFC 6901, and pointers are the same
// where it is.
func TestPointer(t *testing.T) {
	for _, text := range []string{"", "/", "/a", "/a/b~1c~0d/0", "//"} {
		p := PointerTo(text)
		if p.String() != text || p.Printed() != text || !p.Equal(PointerTo(text)) || p.IsZero() != (text == "") {
			t.Errorf("%q: %q", text, p)
		}
	}
	a := PointerTo("/a")
	b := a.Child("b/c")
	if b.String() != "/a/b~1c" || b.Equal(a) || a.Equal(b) || b.Equal(PointerTo("/x/b~1c")) {
		t.Errorf("child %s", b)
	}
	if parent, ok := b.Parent(); !ok || parent != a {
		t.Errorf("parent %s", parent)
	}
	if _, ok := (Pointer{}).Parent(); ok {
		t.Error("a document has a parent")
	}
	var back Pointer
	text, _ := b.MarshalText()
	if back.UnmarshalText(text) != nil || !back.Equal(b) {
		t.Errorf("read back %s", back)
	}
}

// TestPrinted: neither long names nor long ways make long lines.
func TestPrinted(t *testing.T) {
	long := PointerTo("/a").Child(strings.Repeat("é", 1000)).Child("z")
	if got := long.Printed(); len(got) > maxName+10 || !strings.HasPrefix(got, "/a/é") || !strings.HasSuffix(got, "é…/z") {
		t.Errorf("long name: %q", got)
	}
	way := Pointer{}
	for i := range 1000 {
		way = way.Child(fmt.Sprintf("é%d", i))
	}
	if got := way.Printed(); len(got) > maxPointer || !strings.HasPrefix(got, "/é0/é1/") || !strings.HasSuffix(got, "/é998/é999") || strings.Count(got, "…") != 1 || strings.Contains(got, "\ufffd") {
		t.Errorf("long way: %q", got)
	}
}

// TestPointersShare: pointers to many values below a long name take no more room than
// the values.
func TestPointersShare(t *testing.T) {
	cost := func(n int) uint64 {
		var before, after runtime.MemStats
		root := Pointer{}.Child(strings.Repeat("x", n))
		all := make([]Position, n)
		runtime.ReadMemStats(&before)
		for i := range all {
			all[i].Pointer = root.Child("a")
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if once, twice := cost(10_000), cost(20_000); twice > 3*once || once > 10_000*100 {
		t.Errorf("%d bytes for 10000 pointers, %d for twice as many", once, twice)
	}
}

// TestMessages: long arguments do not make long messages, each of which is kept.
func TestMessages(t *testing.T) {
	long := strings.Repeat("é", 100_000)
	for _, d := range []Diagnostic{
		Errorf(Position{}, "", "%q", long), Warningf(Position{}, "", "%s: %d", long, 1), Notef(Position{}, "", "%v", fmt.Errorf("%s", long)),
	} {
		if len(d.Message()) > MaxText+20 || !strings.Contains(d.Message(), "éé…") || strings.Contains(d.Message(), "\ufffd") {
			t.Errorf("%d bytes: %.50s", len(d.Message()), d.Message())
		}
	}
}

// TestLimit: what is not kept is counted, over any number of steps.
func TestLimit(t *testing.T) {
	some := func(n int) List {
		var l List
		for i := range n {
			l.Add(Errorf(Position{File: "f", Line: n - i}, "", "wrong"), Warningf(Position{File: "f", Line: n - i}, "", "odd"))
		}
		return l
	}
	var all Limited
	for range 3 {
		var one Limited
		one.Add(some(MaxErrors + 10)...)
		all.Add(one.List()...)
	}
	for name, l := range map[string]List{"limited": all.List(), "twice": all.List().Limit(), "at once": append(some(2*MaxErrors), some(MaxErrors+30)...).Limit()} {
		errs := l.Errors()
		last := errs[len(errs)-1]
		if len(errs) != MaxErrors+1 || last.Error() != fmt.Sprintf("%d more errors", 2*MaxErrors+30) || l.Errors().Count() != 3*(MaxErrors+10) {
			t.Errorf("%s: %d errors, the last %v", name, len(errs), last)
		}
		if n := len(l.Warnings()); n != 3*(MaxErrors+10) {
			t.Errorf("%s: %d warnings", name, n)
		}
	}
	if l := some(10).Limit(); len(l) != 20 || l.Count() != 20 {
		t.Errorf("few: %d", len(l))
	}
	if l := some(2 * MaxErrors).Limit().Errors(); l[0].Pos.Line != 1 || l[MaxErrors-1].Pos.Line != MaxErrors {
		t.Errorf("the first errors by position are not kept: %v", l[0])
	}
	var others Limited
	for i := range MaxOthers + 5 {
		others.Add(Notef(Position{Line: i + 1}, "", "n"))
	}
	if l := others.List(); len(l) != MaxOthers+1 || l[MaxOthers].Error() != "warning: 5 more warnings and notes" {
		t.Errorf("others: %d, %v", len(l), l[len(l)-1])
	}
	if l := some(10).Errors().First(3); len(l) != 4 || l[3].More != 7 || len(l.First(2)) != 3 || l.First(2)[2].More != 8 {
		t.Errorf("first: %v", l)
	}
}
