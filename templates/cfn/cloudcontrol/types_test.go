package cloudcontrol_test

import (
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/cloudcontrol"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// house is a resource type with properties of every flag.
type house struct {
	cfn.Node
	Address  *address
	Any      cfn.JSON
	Doors    cfn.List[*door]
	Floors   cfn.Value[int64]
	Keys     cfn.Map[*door]
	Name     cfn.Value[string]
	Owner    cfn.Value[string]
	Pins     cfn.List[cfn.Value[string]]
	Plot     *plot
	Safe     *safe
	Secret   cfn.Value[string]
	Seed     cfn.Value[string]
	Tags     cfn.List[*tag]
	Windows  cfn.List[*door]
	Colors   cfn.List[cfn.Value[string]]
	Drawings cfn.List[cfn.JSON]
	Gates    cfn.List[*door]
}

// address is compound, with a part that cannot change.
type address struct {
	cfn.Node
	City, Street cfn.Value[string]
}

// door has a read-only property, Serial, and on one path a write-only Code.
type door struct {
	cfn.Node
	Code, Label cfn.Value[string]
	Lock        *safe
	Width       cfn.Value[float64]
}

// plot cannot change.
type plot struct {
	cfn.Node
	Area cfn.Value[int64]
	Deed cfn.Value[string]
}

// safe has write-only properties alone.
type safe struct {
	cfn.Node
	Code cfn.Value[string]
	Pin  cfn.Value[int64]
}

// tag has a key that cannot change.
type tag struct {
	cfn.Node
	Key, Value cfn.Value[string]
}

func (*house) CFNSchema() *schema.Schema               { return &houseTable }
func (x *house) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *house) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }

var houseTable = schema.Schema{
	Name: "Test::Build::House",
	Go:   (*house)(nil),
	Fields: []schema.Field{
		{Name: "Address"},
		{Name: "Any"},
		{Name: "Doors"},
		{Name: "Floors"},
		{Name: "Keys"},
		{Name: "Name", Flags: schema.FlagCreateOnly | schema.FlagRequired},
		{Name: "Owner", Flags: schema.FlagConditionalCreateOnly},
		{Name: "Pins", Flags: schema.FlagUnordered},
		{Name: "Plot", Flags: schema.FlagCreateOnly},
		{Name: "Safe"},
		{Name: "Secret", Flags: schema.FlagWriteOnly},
		{Name: "Seed", Flags: schema.FlagCreateOnly | schema.FlagWriteOnly},
		{Name: "Tags", Flags: schema.FlagUnordered},
		{Name: "Windows", Flags: schema.FlagUnordered},
		{Name: "Colors"},
		{Name: "Drawings"},
		{Name: "Gates"},
	},
	ReadOnly:          []string{"Arn", "Rooms", "Built", "Height", "Ids", "Sizes", "Gate"},
	PrimaryIdentifier: []string{"Arn"},
	Paths: []schema.Path{
		{Pointer: "/Address/City", Flags: schema.FlagCreateOnly},
		{Pointer: "/Doors/*/Code", Flags: schema.FlagWriteOnly},
		{Pointer: "/Doors/*/Lock/Code", Flags: schema.FlagWriteOnly},
		{Pointer: "/Doors/*/Lock/Pin", Flags: schema.FlagWriteOnly},
		{Pointer: "/Gates/*/Lock", Flags: schema.FlagCreateOnly | schema.FlagWriteOnly},
		{Pointer: "/Keys/*/Code", Flags: schema.FlagWriteOnly},
		{Pointer: "/Keys/*/Width", Flags: schema.FlagReadOnly},
		{Pointer: "/Safe/Code", Flags: schema.FlagWriteOnly},
		{Pointer: "/Safe/Pin", Flags: schema.FlagWriteOnly},
		{Pointer: "/Tags/*/Key", Flags: schema.FlagCreateOnly},
		{Pointer: "/Windows/*/Code", Flags: schema.FlagWriteOnly},
	},
	Nested: []schema.Schema{
		{Name: "Test::Build::House.Address", Go: (*address)(nil), Fields: []schema.Field{{Name: "City"}, {Name: "Street"}}, ReadOnly: []string{"Code"}},
		{Name: "Test::Build::House.Door", Go: (*door)(nil), Fields: []schema.Field{{Name: "Code"}, {Name: "Label"}, {Name: "Lock"}, {Name: "Width"}}, ReadOnly: []string{"Serial"}},
		{Name: "Test::Build::House.Plot", Go: (*plot)(nil), Fields: []schema.Field{{Name: "Area"}, {Name: "Deed", Flags: schema.FlagWriteOnly}}},
		{Name: "Test::Build::House.Safe", Go: (*safe)(nil), Fields: []schema.Field{{Name: "Code"}, {Name: "Pin"}}},
		{Name: "Test::Build::House.Tag", Go: (*tag)(nil), Fields: []schema.Field{{Name: "Key"}, {Name: "Value"}}},
	},
}

// garage has a compound identifier with a part in an object.
type garage struct {
	cfn.Node
	Address *address
	Number  cfn.Value[int64]
}

func (*garage) CFNSchema() *schema.Schema               { return &garageTable }
func (x *garage) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *garage) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }

var garageTable = schema.Schema{
	Name:              "Test::Build::Garage",
	Go:                (*garage)(nil),
	Fields:            []schema.Field{{Name: "Address"}, {Name: "Number"}},
	ReadOnly:          []string{"Id"},
	PrimaryIdentifier: []string{"Address.City", "Number", "Id"},
	Nested:            []schema.Schema{{Name: "Test::Build::Garage.Address", Go: (*address)(nil), Fields: []schema.Field{{Name: "City"}, {Name: "Street"}}}},
}

// read reads properties as those that the service returned.
func read(t testing.TB, text string) *house {
	t.Helper()
	var x house
	if err := cloudcontrol.Read(text, &x); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return &x
}

// conditional has a property with the name of an intrinsic function.
type conditional struct {
	cfn.Node
	Condition cfn.Value[string]
}

func (*conditional) CFNSchema() *schema.Schema               { return &conditionalTable }
func (x *conditional) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *conditional) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }

var conditionalTable = schema.Schema{Name: "Test::Build::Conditional", Go: (*conditional)(nil), Fields: []schema.Field{{Name: "Condition"}}}
