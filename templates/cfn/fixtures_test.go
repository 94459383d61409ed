package cfn_test

import (
	"math"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// The types here are what the generator emits, one field or more of every shape
// that a specification can ask for. All tests of the package read, write and
// check these.

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
	Node
	Str     Value[string]
	Bool    Value[bool]
	Int     Value[int64]
	Num     Value[float64]
	Color   Value[Color]
	Size    Value[Size]
	Strs    List[Value[string]]
	Ints    List[Value[int64]]
	Objs    List[*Leaf]
	Lists   List[List[Value[int64]]]
	Maps    List[Map[Value[string]]]
	Jsons   List[JSON]
	StrMap  Map[Value[string]]
	ObjMap  Map[*Leaf]
	ListMap Map[List[Value[string]]]
	MapMap  Map[Map[Value[bool]]]
	JSONMap Map[JSON]
	RecMap  Map[List[*Shapes]]
	Obj     *Leaf
	Rec     *Shapes
	Ping    *Ping
	Marker  *Marker
	Free    JSON
	FreeObj JSON
}

func (*Shapes) CFNSchema() *schema.Schema               { return &shapesSchema }
func (x *Shapes) MarshalJSON() ([]byte, error)          { return MarshalJSON(x) }
func (x *Shapes) AppendJSON(dst []byte) ([]byte, error) { return AppendJSON(dst, x) }
func (x *Shapes) UnmarshalJSON(data []byte) error       { return Unmarshal(data, x) }
func (x *Shapes) Validate(options ...Option) error      { return Validate(x, options...) }

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
	Nested:     nestedTables(),
}

// nestedTables returns the tables of the structs below as those of nested structs.
func nestedTables() []schema.Schema {
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
	Node
	Key   Value[string]
	Value Value[string]
	Next  *Leaf
}

func (*Leaf) CFNSchema() *schema.Schema { return &leafSchema }

var leafSchema = schema.Schema{
	Name: "AWS::Test::Shapes.Leaf", Go: (*Leaf)(nil), Fields: leafFields, Nested: nestedTables(),
}

// Ping and Pong hold each other.
type Ping struct {
	Node
	Pong  *Pong
	Pongs List[*Pong]
}

func (*Ping) CFNSchema() *schema.Schema { return &pingSchema }

var pingSchema = schema.Schema{
	Name: "AWS::Test::Shapes.Ping", Go: (*Ping)(nil), Fields: pingFields, Nested: nestedTables(),
}

type Pong struct {
	Node
	Ping  *Ping
	Pings Map[*Ping]
}

func (*Pong) CFNSchema() *schema.Schema { return &pongSchema }

var pongSchema = schema.Schema{
	Name: "AWS::Test::Shapes.Pong", Go: (*Pong)(nil), Fields: pongFields, Nested: nestedTables(),
}

// Marker has no properties; only its presence counts.
type Marker struct{ Node }

func (*Marker) CFNSchema() *schema.Schema { return &markerSchema }

var markerSchema = schema.Schema{Name: "AWS::Test::Shapes.Marker", Go: (*Marker)(nil)}

// Open allows properties beyond its own.
type Open struct {
	Node
	Known Value[string]
}

func (*Open) CFNSchema() *schema.Schema { return &openSchema }

var openSchema = schema.Schema{
	Name: "AWS::Test::Open", Go: (*Open)(nil), Open: true, Fields: []schema.Field{{Name: "Known"}},
}

// Conditional has a property with the name of an intrinsic function.
type Conditional struct {
	Node
	Condition Value[string]
	Other     Value[string]
}

func (*Conditional) CFNSchema() *schema.Schema { return &conditionalSchema }

var conditionalSchema = schema.Schema{
	Name: "AWS::Test::Conditional", Go: (*Conditional)(nil),
	Fields: []schema.Field{{Name: "Condition"}, {Name: "Other", Flags: schema.FlagRequired}},
}

// Checked is a resource type with every constraint.
type Checked struct {
	Node
	Name    Value[string]
	Color   Value[Color]
	Size    Value[Size]
	Len     Value[string]
	Word    Value[string]
	Int     Value[int64]
	Excl    Value[int64]
	Frac    Value[int64]
	Big     Value[int64]
	Num     Value[float64]
	NumExcl Value[float64]
	Strs    List[Value[string]]
	Objs    List[*Leaf]
	Unique  List[Value[string]]
	UInts   List[Value[int64]]
	UObjs   List[*Leaf]
	UJsons  List[JSON]
	UMaps   List[Map[Value[string]]]
	ULists  List[List[Value[string]]]
	Map     Map[Value[string]]
	Doc     JSON
	NeedObj *Leaf
	NeedDoc JSON
	Many    Value[string]
	Nested  List[List[Value[string]]]
}

func (*Checked) CFNSchema() *schema.Schema               { return &checkedSchema }
func (x *Checked) MarshalJSON() ([]byte, error)          { return MarshalJSON(x) }
func (x *Checked) AppendJSON(dst []byte) ([]byte, error) { return AppendJSON(dst, x) }
func (x *Checked) UnmarshalJSON(data []byte) error       { return Unmarshal(data, x) }
func (x *Checked) Validate(options ...Option) error      { return Validate(x, options...) }

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
	Nested:   nestedTables(),
}

var manyNames = []string{
	"n00", "n01", "n02", "n03", "n04", "n05", "n06", "n07", "n08", "n09", "n10", "n11", "n12", "n13",
}

// needed are the required properties of Checked, for documents about others.
const needed = `"Name":"n","NeedObj":{"Key":"k"},"NeedDoc":{}`

// full is a value of every shape, most of them more than once.
func full() *Shapes {
	return &Shapes{
		Str: Val("text"), Bool: Val(false), Int: Int(math.MinInt64), Num: Num(0.5),
		Color: Val(ColorRed), Size: Val(SizeLarge),
		Strs:    ListOf(Val("a"), Ref[string]("P"), Val("")),
		Ints:    Vals[int64](0, -1),
		Objs:    ListOf(&Leaf{Key: Val("k")}, &Leaf{Node: ObjectIf("C", &Leaf{Key: Val("t")}, nil)}),
		Lists:   ListOf(Vals[int64](1), Vals[int64](), ListRef[Value[int64]]("L")),
		Maps:    ListOf(MapVals(map[string]string{"b": "2", "a": "1"})),
		Jsons:   ListOf[JSON](RawJSON(`[1]`), RawJSON(`{"Ref":"P"}`), RawJSON(`"s"`)),
		StrMap:  MapVals(map[string]string{"": "", "k": "v"}),
		ObjMap:  MapOf(map[string]*Leaf{"m": {Key: Val("k"), Value: Val("v")}}),
		ListMap: MapOf(map[string]List[Value[string]]{"l": Split[string](",", Ref[string]("P"))}),
		MapMap:  MapOf(map[string]Map[Value[bool]]{"m": MapVals(map[string]bool{"t": true})}),
		JSONMap: MapOf(map[string]JSON{"j": RawJSON(`0`)}),
		RecMap:  MapOf(map[string]List[*Shapes]{"r": ListOf(&Shapes{Str: Val("in")})}),
		Obj:     &Leaf{Key: GetAtt[string]("R", "Arn"), Next: &Leaf{Key: Val("k")}},
		Rec:     &Shapes{Rec: &Shapes{}},
		Ping:    &Ping{Pong: &Pong{Ping: &Ping{}}, Pongs: ListOf(&Pong{Pings: MapOf(map[string]*Ping{"p": {}})})},
		Marker:  &Marker{},
		Free:    RawJSON(`[true,{"a":1.50}]`),
		FreeObj: RawJSON(`{"Version":"2012-10-17"}`),
	}
}

const fullText = `{"Str":"text","Bool":false,"Int":-9223372036854775808,"Num":0.5,"Color":"RED","Size":10,` +
	`"Strs":["a",{"Ref":"P"},""],"Ints":[0,-1],` +
	`"Objs":[{"Key":"k"},{"Fn::If":["C",{"Key":"t"},{"Ref":"AWS::NoValue"}]}],` +
	`"Lists":[[1],[],{"Ref":"L"}],"Maps":[{"a":"1","b":"2"}],"Jsons":[[1],{"Ref":"P"},"s"],` +
	`"StrMap":{"":"","k":"v"},"ObjMap":{"m":{"Key":"k","Value":"v"}},` +
	`"ListMap":{"l":{"Fn::Split":[",",{"Ref":"P"}]}},"MapMap":{"m":{"t":true}},"JSONMap":{"j":0},` +
	`"RecMap":{"r":[{"Str":"in"}]},"Obj":{"Key":{"Fn::GetAtt":["R","Arn"]},"Next":{"Key":"k"}},` +
	`"Rec":{"Rec":{}},"Ping":{"Pong":{"Ping":{}},"Pongs":[{"Pings":{"p":{}}}]},"Marker":{},` +
	`"Free":[true,{"a":1.50}],"FreeObj":{"Version":"2012-10-17"}}`
