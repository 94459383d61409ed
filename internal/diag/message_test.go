package diag

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

// kind is an argument that has a text and is none of the kinds of arguments.
type kind int

func (kind) String() string { return "a number" }

// ofAllKinds has arguments of all kinds, and remarks.
func ofAllKinds() Diagnostic {
	at := Position{File: "b.json", Line: 4, Column: 2, Pointer: PointerTo("/x")}
	inner := Warningf(Position{File: "no"}, "inner", "%q is at %s", "inside", at)
	return Errorf(Position{File: "a.json", Pointer: PointerTo("/a")}, "all", "%q, %d, %s, %v, %s, %s, %v",
		"text", 3, kind(1), fs.ErrNotExist, at, Location(at), inner).For("k").With(Consequence, "it is left out").With(Reason, "It is so.")
}

// TestMessage: the sentence is made of the arguments as they are.
func TestMessage(t *testing.T) {
	const want = `"text", 3, a number, file does not exist, b.json:4:2: /x, b.json:4:2, "inside" is at b.json:4:2: /x; it is left out. It is so.`
	d := ofAllKinds()
	if got := d.Message(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, ok := d.Args[3].(error); !ok || !errors.Is(d, fs.ErrNotExist) {
		t.Errorf("the error became %T", d.Args[3])
	}
	var related []string
	for _, p := range d.Related() {
		related = append(related, p.String())
	}
	if !slices.Equal(related, []string{"b.json:4:2: /x", "b.json:4:2: /x", "b.json:4:2: /x"}) {
		t.Errorf("related are %q", related)
	}
	if d := (Diagnostic{Format: "100%%"}); d.Message() != "100%" || d.Unwrap() != nil || d.Related() != nil {
		t.Errorf("without arguments: %s", d.Message())
	}
}

// TestWith: remarks are those of one diagnostic, also where several come from the same.
func TestWith(t *testing.T) {
	d := Errorf(Position{}, "c", "wrong").With(Consequence, "one")
	a, b := d.With(Consequence, "two"), d.With(Consequence, "three")
	if a.Message() != "wrong; one; two" || b.Message() != "wrong; one; three" {
		t.Errorf("%s, %s", a.Message(), b.Message())
	}
}

// TestRecords: what comes back from JSON is the same, and so is what is printed of it.
func TestRecords(t *testing.T) {
	long := strings.Repeat("é", MaxText)
	for name, d := range map[string]Diagnostic{
		"all kinds": ofAllKinds(),
		"none":      {},
		"long":      Notef(Position{}, "c", "%s, %v", long, errors.New(long)),
		"more":      moreOf(Warning, 3),
	} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(List{d}.Records())
			var records []Record
			if err == nil {
				err = json.Unmarshal(text, &records)
			}
			if err != nil {
				t.Fatal(err)
			}
			back, err := FromRecords(records)
			if err != nil || len(back) != 1 || !back[0].Equal(d) || back[0].Error() != d.Error() || len(back[0].Related()) != len(d.Related()) {
				t.Errorf("%v: %s\ncame back as %v\nof %v", err, text, back, d)
			}
		})
	}
	for name, r := range map[string]Record{
		"no text": {Kinds: "s"}, "no number": {Kinds: "n", Texts: []string{"1.5"}}, "no kind": {Kinds: "x", Texts: []string{"a"}},
		"no position": {Kinds: "p"}, "no location": {Kinds: "sl", Texts: []string{"a"}}, "no diagnostic": {Kinds: "d"},
		"a wrong one inside": {Kinds: "d", Wrapped: []Record{{Kinds: "e"}}},
	} {
		t.Run(name, func(t *testing.T) {
			if back, err := FromRecords([]Record{r}); err == nil {
				t.Errorf("it is read as %v", back)
			}
		})
	}
}

// TestEqual: two diagnostics are the same where all is, and then have the same key.
func TestEqual(t *testing.T) {
	at := Position{File: "f", Line: 1, Pointer: PointerTo("/a")}
	again := Position{File: "f", Line: 1, Pointer: PointerTo("/a")}
	made := func(p Position) Diagnostic {
		return Warningf(p, "c", "%s, %d, %v at %s", "a", 1, errors.New("e"), Location(p)).For("k")
	}
	d := made(at)
	if e := made(again); !d.Equal(e) || !(List{d, e}).Compact()[0].Equal(d) || len((List{d, e}).Compact()) != 1 {
		t.Errorf("%v is not %v", d, e)
	}
	if d.Key() != made(at).Key() {
		t.Error("the same has two keys")
	}
	others := []Diagnostic{
		Warningf(at, "d", d.Format, d.Args...).For("k"),
		Notef(at, "c", d.Format, d.Args...).For("k"),
		Warningf(at, "c", d.Format, d.Args...),
		Warningf(at, "c", d.Format, "b", 1, errors.New("e"), Location(at)).For("k"),
		Warningf(at, "c", d.Format, "a", 2, errors.New("e"), Location(at)).For("k"),
		Warningf(at, "c", d.Format, "a", 1, errors.New("f"), Location(at)).For("k"),
		Warningf(at, "c", d.Format, "a", 1, errors.New("e"), Location{File: "g", Line: 1}).For("k"),
		Warningf(Position{File: "f"}, "c", d.Format, d.Args...).For("k"),
	}
	for i, e := range others {
		if d.Equal(e) || d.Key() == e.Key() {
			t.Errorf("%d: %v is %v", i, d, e)
		}
	}
	if d.With(Reason, "So.").Equal(d) {
		t.Error("a remark makes no difference")
	}
}

// TestSortOfOnePosition: any number at one position is sorted by the message, then by
// the subject.
func TestSortOfOnePosition(t *testing.T) {
	l := List{{Format: "%s", Args: Args{"b"}}, {Format: "b"}, {Format: "a", Subject: "Y"}, {Format: "%s", Args: Args{"a"}, Subject: "X"}}
	l.Sort()
	var got []string
	for _, d := range l {
		got = append(got, d.Subject+" "+d.Format+" "+d.Message())
	}
	if want := []string{"X %s a", "Y a a", " %s b", " b b"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestWrapf: all but the sentence is as it was.
func TestWrapf(t *testing.T) {
	d := Warningf(Position{File: "f"}, "c", "%q is odd", "x").For("k").With(Consequence, "it is left out")
	d.Subject = "A"
	got := d.Wrapf("%v (and %d more)", d, 2)
	if text := got.Error(); text != `f: warning: "x" is odd; it is left out (and 2 more)` || got.Subject != "A" || got.Keyword != "k" || got.Code != "c" {
		t.Errorf("%+v: %s", got, text)
	}
}

func BenchmarkWarningf(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		_ = Warningf(Position{Line: i}, "c", "%s: %q leads nowhere: %s", "createOnlyProperties", fmt.Sprint("/properties/", i), "there is no property")
	}
}
