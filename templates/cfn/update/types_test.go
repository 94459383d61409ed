package update_test

import (
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Store is a resource type that holds data.
type Store struct {
	cfn.Node

	Class    cfn.Value[string]
	Keys     cfn.List[*Key]
	Limits   cfn.Map[cfn.Value[int64]]
	Name     cfn.Value[string]
	Policy   cfn.JSON
	Size     cfn.Value[int64]
	Tags     cfn.List[*Key]
	Topology *Topology
	Zones    cfn.List[cfn.Value[string]]
}

type Key struct {
	cfn.Node

	Key, Value cfn.Value[string]
}

type Topology struct {
	cfn.Node

	Inner *Topology
	Nodes cfn.Value[int64]
	Shape cfn.Value[string]
}

func (*Store) CFNSchema() *schema.Schema               { return &storeSchema }
func (x *Store) Validate(o ...cfn.Option) error        { return cfn.Validate(x, o...) }
func (x *Store) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

var storeSchema = schema.Schema{
	Name: "Test::Data::Store", Go: (*Store)(nil),
	Fields: []schema.Field{
		{Name: "Class", Flags: schema.FlagConditionalCreateOnly}, {Name: "Keys"}, {Name: "Limits"},
		{Name: "Name", Flags: schema.FlagCreateOnly}, {Name: "Policy"}, {Name: "Size"},
		{Name: "Tags", Flags: schema.FlagUnordered}, {Name: "Topology"}, {Name: "Zones", Flags: schema.FlagCreateOnly | schema.FlagUnordered},
	},
	Attributes: []string{"Arn", "Url"}, ReadOnly: []string{"Arn", "Url"},
	PrimaryIdentifier: []string{"Name"},
	Paths: []schema.Path{
		{Pointer: "/Keys/*/Key", Flags: schema.FlagCreateOnly},
		{Pointer: "/Topology/Inner/Shape", Flags: schema.FlagConditionalCreateOnly},
	},
	Facts: &schema.Facts{Stateful: true},
	Nested: []schema.Schema{
		{Name: "Test::Data::Store.Key", Go: (*Key)(nil), Fields: []schema.Field{{Name: "Key"}, {Name: "Value"}}},
		{
			Name: "Test::Data::Store.Topology", Go: (*Topology)(nil),
			Fields: []schema.Field{{Name: "Inner"}, {Name: "Nodes"}, {Name: "Shape"}},
		},
	},
}

// Grant refers to a store.
type Grant struct {
	cfn.Node

	Comment cfn.Value[string]
	Store   cfn.Value[string]
}

func (*Grant) CFNSchema() *schema.Schema               { return &grantSchema }
func (x *Grant) Validate(o ...cfn.Option) error        { return cfn.Validate(x, o...) }
func (x *Grant) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

var grantSchema = schema.Schema{
	Name: "Test::Data::Grant", Go: (*Grant)(nil),
	Fields:     []schema.Field{{Name: "Comment"}, {Name: "Store", Flags: schema.FlagCreateOnly}},
	ReadOnly:   []string{"Id"},
	Attributes: []string{"Id"}, PrimaryIdentifier: []string{"Id"},
}

func types() []cfn.Properties { return []cfn.Properties{(*Store)(nil), (*Grant)(nil)} }
