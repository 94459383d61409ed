package cfntest

import (
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// The types here are what the generator emits, one field or more of every shape
// that a specification can ask for.

// Color is an enum of strings, Size one of integers.
type (
	Color string
	Size  int64
)

const (
	ColorRed   Color = "RED"
	ColorGreen Color = "GREEN"
	SizeSmall  Size  = 1
	SizeLarge  Size  = 10
)

// Shapes is a resource type with every shape and no constraint.
type Shapes struct {
	cfn.Node
	Str     cfn.Value[string]
	Bool    cfn.Value[bool]
	Int     cfn.Value[int64]
	Num     cfn.Value[float64]
	Color   cfn.Value[Color]
	Size    cfn.Value[Size]
	Strs    cfn.List[cfn.Value[string]]
	Ints    cfn.List[cfn.Value[int64]]
	Objs    cfn.List[*Leaf]
	Lists   cfn.List[cfn.List[cfn.Value[int64]]]
	Maps    cfn.List[cfn.Map[cfn.Value[string]]]
	Jsons   cfn.List[cfn.JSON]
	StrMap  cfn.Map[cfn.Value[string]]
	ObjMap  cfn.Map[*Leaf]
	ListMap cfn.Map[cfn.List[cfn.Value[string]]]
	MapMap  cfn.Map[cfn.Map[cfn.Value[bool]]]
	JSONMap cfn.Map[cfn.JSON]
	RecMap  cfn.Map[cfn.List[*Shapes]]
	Obj     *Leaf
	Rec     *Shapes
	Ping    *Ping
	Marker  *Marker
	Free    cfn.JSON
	FreeObj cfn.JSON
}

func (*Shapes) CFNSchema() *schema.Schema               { return &shapesSchema }
func (x *Shapes) MarshalJSON() ([]byte, error)          { return cfn.MarshalJSON(x) }
func (x *Shapes) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *Shapes) UnmarshalJSON(data []byte) error       { return cfn.Unmarshal(data, x) }
func (x *Shapes) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }

var shapesSchema = schema.Schema{
	Name: "AWS::Test::Shapes", Go: (*Shapes)(nil),
	Fields: []schema.Field{
		{Name: "Str"}, {Name: "Bool"}, {Name: "Int"}, {Name: "Num"}, {Name: "Color"}, {Name: "Size"},
		{Name: "Strs"}, {Name: "Ints"}, {Name: "Objs"}, {Name: "Lists"}, {Name: "Maps"}, {Name: "Jsons"},
		{Name: "StrMap"}, {Name: "ObjMap"}, {Name: "ListMap"}, {Name: "MapMap"}, {Name: "JSONMap"}, {Name: "RecMap"},
		{Name: "Obj"}, {Name: "Rec"}, {Name: "Ping"}, {Name: "Marker"},
		{Name: "Free"}, {Name: "FreeObj", Check: &schema.Check{Kinds: schema.KindObject}},
	},
	ReadOnly:   []string{"Arn"},
	Attributes: []string{"Arn"},
	Nested:     NestedTables(),
}

// NestedTables returns the tables of the structs below as those of nested structs.
func NestedTables() []schema.Schema {
	return []schema.Schema{
		{Name: "AWS::Test::Shapes.Leaf", Go: (*Leaf)(nil), Fields: leafFields},
		{Name: "AWS::Test::Shapes.Ping", Go: (*Ping)(nil), Fields: pingFields},
		{Name: "AWS::Test::Shapes.Pong", Go: (*Pong)(nil), Fields: pongFields},
		{Name: "AWS::Test::Shapes.Marker", Go: (*Marker)(nil)},
	}
}

var (
	leafFields = []schema.Field{{Name: "Key", Flags: schema.FlagRequired}, {Name: "Value"}, {Name: "Next"}}
	pingFields = []schema.Field{{Name: "Pong"}, {Name: "Pongs"}}
	pongFields = []schema.Field{{Name: "Ping"}, {Name: "Pings"}}
)

// Leaf is a nested type with a required property.
type Leaf struct {
	cfn.Node
	Key   cfn.Value[string]
	Value cfn.Value[string]
	Next  *Leaf
}

func (*Leaf) CFNSchema() *schema.Schema { return &leafSchema }

var leafSchema = schema.Schema{
	Name: "AWS::Test::Shapes.Leaf", Go: (*Leaf)(nil), Fields: leafFields, Nested: NestedTables(),
}

// Ping and Pong hold each other.
type Ping struct {
	cfn.Node
	Pong  *Pong
	Pongs cfn.List[*Pong]
}

func (*Ping) CFNSchema() *schema.Schema { return &pingSchema }

var pingSchema = schema.Schema{
	Name: "AWS::Test::Shapes.Ping", Go: (*Ping)(nil), Fields: pingFields, Nested: NestedTables(),
}

type Pong struct {
	cfn.Node
	Ping  *Ping
	Pings cfn.Map[*Ping]
}

func (*Pong) CFNSchema() *schema.Schema { return &pongSchema }

var pongSchema = schema.Schema{
	Name: "AWS::Test::Shapes.Pong", Go: (*Pong)(nil), Fields: pongFields, Nested: NestedTables(),
}

// Marker has no properties; only its presence counts.
type Marker struct{ cfn.Node }

func (*Marker) CFNSchema() *schema.Schema { return &markerSchema }

var markerSchema = schema.Schema{Name: "AWS::Test::Shapes.Marker", Go: (*Marker)(nil)}

// Open allows properties beyond its own.
type Open struct {
	cfn.Node
	Known cfn.Value[string]
}

func (*Open) CFNSchema() *schema.Schema { return &openSchema }

var openSchema = schema.Schema{
	Name: "AWS::Test::Open", Go: (*Open)(nil), Open: true, Fields: []schema.Field{{Name: "Known"}},
}

// Conditional has a property with the name of an intrinsic function.
type Conditional struct {
	cfn.Node
	Condition cfn.Value[string]
	Other     cfn.Value[string]
}

func (*Conditional) CFNSchema() *schema.Schema { return &conditionalSchema }

var conditionalSchema = schema.Schema{
	Name: "AWS::Test::Conditional", Go: (*Conditional)(nil),
	Fields: []schema.Field{{Name: "Condition"}, {Name: "Other", Flags: schema.FlagRequired}},
}

// Checked is a resource type with every constraint.
type Checked struct {
	cfn.Node
	Name    cfn.Value[string]
	Color   cfn.Value[Color]
	Size    cfn.Value[Size]
	Len     cfn.Value[string]
	Word    cfn.Value[string]
	Int     cfn.Value[int64]
	Excl    cfn.Value[int64]
	Frac    cfn.Value[int64]
	Big     cfn.Value[int64]
	Num     cfn.Value[float64]
	NumExcl cfn.Value[float64]
	Strs    cfn.List[cfn.Value[string]]
	Objs    cfn.List[*Leaf]
	Unique  cfn.List[cfn.Value[string]]
	UInts   cfn.List[cfn.Value[int64]]
	UObjs   cfn.List[*Leaf]
	UJsons  cfn.List[cfn.JSON]
	UMaps   cfn.List[cfn.Map[cfn.Value[string]]]
	ULists  cfn.List[cfn.List[cfn.Value[string]]]
	Map     cfn.Map[cfn.Value[string]]
	Doc     cfn.JSON
	NeedObj *Leaf
	NeedDoc cfn.JSON
	Many    cfn.Value[string]
	Nested  cfn.List[cfn.List[cfn.Value[string]]]
}

func (*Checked) CFNSchema() *schema.Schema               { return &checkedSchema }
func (x *Checked) MarshalJSON() ([]byte, error)          { return cfn.MarshalJSON(x) }
func (x *Checked) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *Checked) UnmarshalJSON(data []byte) error       { return cfn.Unmarshal(data, x) }
func (x *Checked) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }

var checkedSchema = schema.Schema{
	Name: "AWS::Test::Checked", Go: (*Checked)(nil),
	Fields: []schema.Field{
		{Name: "Name", Flags: schema.FlagRequired | schema.FlagCreateOnly},
		{Name: "Color", Check: &schema.Check{Enum: []string{"RED", "GREEN", ""}}},
		{Name: "Size", Check: &schema.Check{Enum: []string{"1", "10"}}},
		{Name: "Len", Check: &schema.Check{MinLength: "2", MaxLength: "4"}},
		{Name: "Word", Check: &schema.Check{Pattern: `^[a-z]+$`, MaxLength: "8"}},
		{Name: "Int", Check: &schema.Check{Minimum: "0", Maximum: "10"}},
		{Name: "Excl", Check: &schema.Check{Minimum: "-5", ExclusiveMinimum: "0", Maximum: "20", ExclusiveMaximum: "10"}},
		{Name: "Frac", Check: &schema.Check{ExclusiveMinimum: "0.5", ExclusiveMaximum: "2.5"}},
		{Name: "Big", Check: &schema.Check{Maximum: "9223372036854775806"}},
		{Name: "Num", Check: &schema.Check{Minimum: "0.01", Maximum: "1.0E1"}},
		{Name: "NumExcl", Check: &schema.Check{Minimum: "0.25", ExclusiveMinimum: "0", Maximum: "0.75", ExclusiveMaximum: "1"}},
		{Name: "Strs", Check: &schema.Check{MinItems: "1", MaxItems: "3", Elem: &schema.Check{MaxLength: "5"}}},
		{Name: "Objs", Check: &schema.Check{MinItems: "1", MaxItems: "2"}},
		{Name: "Unique", Check: &schema.Check{UniqueItems: true}},
		{Name: "UInts", Check: &schema.Check{UniqueItems: true}},
		{Name: "UObjs", Check: &schema.Check{UniqueItems: true}},
		{Name: "UJsons", Check: &schema.Check{UniqueItems: true}},
		{Name: "UMaps", Check: &schema.Check{UniqueItems: true}},
		{Name: "ULists", Check: &schema.Check{UniqueItems: true}},
		{Name: "Map", Check: &schema.Check{MinProperties: "1", MaxProperties: "2", Keys: []schema.Keys{{Pattern: "^k"}}, Elem: &schema.Check{MinLength: "1"}}},
		{Name: "Doc", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "NeedObj", Flags: schema.FlagRequired},
		{Name: "NeedDoc", Flags: schema.FlagRequired},
		{Name: "Many", Check: &schema.Check{Enum: manyNames}},
		{Name: "Nested", Check: &schema.Check{Elem: &schema.Check{MaxItems: "1", Elem: &schema.Check{Enum: []string{"a"}}}}},
	},
	ReadOnly: []string{"Id"},
	Nested:   NestedTables(),
}

var manyNames = []string{
	"n00", "n01", "n02", "n03", "n04", "n05", "n06", "n07", "n08", "n09", "n10", "n11", "n12", "n13",
}

// Pair has properties that go together, and lists and maps with bounds.
type Pair struct {
	cfn.Node
	Key, Value cfn.Value[string]
	Either     cfn.Map[cfn.Value[string]]
	Few        cfn.Map[cfn.Value[string]]
	Leaves     cfn.Map[*Leaf]
	Whole      cfn.JSON
	Choice     cfn.JSON
}

func (*Pair) CFNSchema() *schema.Schema               { return &pairSchema }
func (x *Pair) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *Pair) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }

var pairSchema = schema.Schema{
	Name: "AWS::Test::Pair", Go: (*Pair)(nil),
	Fields: []schema.Field{
		{Name: "Key", Flags: schema.FlagRequired},
		{Name: "Value"},
		{Name: "Either", Check: &schema.Check{Keys: []schema.Keys{{Pattern: "^[a-z]$"}}, OneOf: []schema.Check{{Required: []string{"a"}}, {Required: []string{"b"}}}}},
		{Name: "Few", Check: &schema.Check{MinProperties: "2", MaxProperties: "2"}},
		{Name: "Leaves"},
		{Name: "Whole", Check: &schema.Check{Kinds: schema.KindObject, Object: (*Leaf)(nil)}},
		{Name: "Choice", Check: &schema.Check{Kinds: schema.KindObject, Required: []string{"a"}, Only: []string{"a"}}},
	},
	Rules: &schema.Check{
		Required: []string{"Value"}, Only: []string{"Key", "Value", "Either", "Few", "Leaves", "Whole", "Choice"},
		Dependencies: []schema.Dependency{{Property: "Key", Required: []string{"Value"}}},
		AnyOf:        []schema.Check{{Required: []string{"Value"}}, {Required: []string{"Few"}}},
	},
	Nested: NestedTables(),
}
