package metadata_test

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/metadata"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// house has a struct on three paths, one of them through a list of maps, and one that is in
// itself.
type house struct {
	cfn.Node
	Back  cfn.List[cfn.Map[*lock]]
	Front *lock
	Name  cfn.Value[string]
	Room  *room
}

type lock struct {
	cfn.Node
	Code, Maker cfn.Value[string]
}

type room struct {
	cfn.Node
	Door   *lock
	Inside cfn.List[*room]
	Notes  cfn.JSON
}

func (*house) CFNSchema() *schema.Schema { return &houseTable }

var houseTable = schema.Schema{
	Name: "Test::Build::House",
	Go:   (*house)(nil),
	Fields: []schema.Field{
		{Name: "Back"},
		{Name: "Front", Flags: schema.FlagRequired},
		{Name: "Name", Flags: schema.FlagCreateOnly},
		{Name: "Room", Flags: schema.FlagConditionalCreateOnly},
	},
	Paths: []schema.Path{
		{Pointer: "/Back/*/*/Code", Flags: schema.FlagWriteOnly},
		{Pointer: "/Front/Maker", Flags: schema.FlagCreateOnly},
		{Pointer: "/Front/Maker", Flags: schema.FlagDeprecated},
	},
	Nested: []schema.Schema{
		{Name: "Test::Build::House.Lock", Go: (*lock)(nil), Fields: []schema.Field{{Name: "Code"}, {Name: "Maker", Flags: schema.FlagRequired}}},
		{Name: "Test::Build::House.Room", Go: (*room)(nil), Fields: []schema.Field{{Name: "Door"}, {Name: "Inside", Flags: schema.FlagUnordered}, {Name: "Notes"}}},
	},
}

// flagText names flags by their bits: required, create-only, conditional, write-only,
// deprecated, read-only, unordered.
func flagText(f schema.Flags) string {
	text := ""
	for i, letter := range "rcCwdRu" {
		if f&(1<<i) != 0 {
			text += string(letter)
		}
	}
	return text
}

func TestAll(t *testing.T) {
	var out []string
	for p := range metadata.All((*house)(nil)) {
		nested := ""
		if p.Nested != nil {
			nested = " " + strings.TrimPrefix(p.Nested.Name, houseTable.Name)
		}
		out = append(out, p.Pointer+" "+flagText(p.Flags)+"|"+flagText(p.Around)+nested)
	}
	want := []string{
		"/Back | .Lock", "/Back/*/*/Code w|", "/Back/*/*/Maker r|",
		"/Front r| .Lock", "/Front/Code |r", "/Front/Maker rcd|r",
		"/Name c|",
		"/Room C| .Room",
		"/Room/Door |C .Lock", "/Room/Door/Code |C", "/Room/Door/Maker r|C",
		"/Room/Inside u|C .Room", "/Room/Notes |C",
	}
	if got := strings.Join(out, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// TestStop: what the loop over the properties does not want is not made.
func TestStop(t *testing.T) {
	n := 0
	for range metadata.All((*house)(nil)) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d properties", n)
	}
	n = 0
	metadata.Walk((*house)(nil), func(*metadata.Property) bool { n++; return false })
	if n != 4 {
		t.Errorf("%d properties of the resource type itself, want 4", n)
	}
}

func TestLookup(t *testing.T) {
	for _, test := range []struct{ pointer, want string }{
		{"/Name", "/Name"},
		{"/Back", "/Back"},
		{"/Back/0", "/Back"},
		{"/Back/0/a~1b", "/Back"},
		{"/Back/12/a~1b/Code", "/Back/*/*/Code"},
		{"/Back/*/*/Code", "/Back/*/*/Code"},
		{"/Room/Inside/1/Inside/2/Door/Maker", "/Room/Inside/*/Inside/*/Door/Maker"},
		{"/Room/Notes", "/Room/Notes"},
		{"/Room/Notes/a", ""},
		{"/Name/a", ""},
		{"/Nowhere", ""},
		{"", ""},
		{"Name", ""},
		{"/", ""},
	} {
		t.Run(test.pointer, func(t *testing.T) {
			got := ""
			if p := metadata.Of((*house)(nil)).Lookup(test.pointer); p != nil {
				got = p.Pointer
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestNearest: a pointer that goes on into what is not declared leads to what is.
func TestNearest(t *testing.T) {
	for pointer, want := range map[string]string{
		"/Room/Notes/a/b": "/Room/Notes", "/Name/Fn::Sub/1": "/Name", "/Front/Fn::If/1": "/Front", "/Nowhere": "",
	} {
		t.Run(pointer, func(t *testing.T) {
			p, whole := metadata.Of((*house)(nil)).Nearest(pointer)
			got := ""
			if p != nil {
				got = p.Pointer
			}
			if got != want || whole {
				t.Errorf("%s: got %q, %v, want %q", pointer, got, whole, want)
			}
		})
	}
}

// TestBack: from a property to those around it, and from a nested table to the rows that hold it.
func TestBack(t *testing.T) {
	p := metadata.Of((*house)(nil)).Lookup("/Room/Inside/0/Door/Maker")
	var way []string
	for q := p; q != nil; q = q.Parent() {
		way = append(way, q.Field.Name+" of "+strings.TrimPrefix(q.In.Name, "Test::Build::"))
	}
	if got, want := strings.Join(way, ", "), "Maker of House.Lock, Door of House.Room, Inside of House.Room, Room of House"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var rows []string
	for _, h := range metadata.Holders((*house)(nil), p.In) {
		rows = append(rows, h.In.Name+" "+h.Field.Name)
	}
	if got, want := strings.Join(rows, ", "), "Test::Build::House Back, Test::Build::House Front, Test::Build::House.Room Door"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestUnknown: of a type that is not known there is nothing to walk over.
func TestUnknown(t *testing.T) {
	for range metadata.All(cfn.JSON{}) {
		t.Error("a property")
	}
	if p := metadata.Of(cfn.JSON{}).Lookup("/Name"); p != nil || metadata.Holders(cfn.JSON{}, &houseTable) != nil {
		t.Error("a property")
	}
}
