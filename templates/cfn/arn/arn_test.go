package arn_test

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/arn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// thing is a resource type whose facts a test chooses.
type thing struct {
	cfn.Node
	Name   cfn.Value[string]
	Number cfn.Value[int64]
	Tags   cfn.List[cfn.Value[string]]
}

func (*thing) CFNSchema() *schema.Schema               { return things.table }
func (x *thing) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *thing) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

// things has the table of the test that runs.
var things struct{ table *schema.Schema }

// use makes the table of the type, with facts, the primary identifier and attributes.
func use(facts *schema.Facts, identifier string, attributes ...string) {
	things.table = &schema.Schema{
		Name: "AWS::Shop::Thing", Go: (*thing)(nil),
		Fields:     []schema.Field{{Name: "Name", Check: &schema.Check{Pattern: "^[a-z/]+$"}}, {Name: "Number"}, {Name: "Tags"}},
		Attributes: attributes, PrimaryIdentifier: strings.Fields(identifier), Facts: facts,
	}
}

const prefix, subPrefix = "arn:${Partition}:shop:${Region}:${Account}:", "arn:${AWS::Partition}:shop:${AWS::Region}:${AWS::AccountId}:"

func TestOf(t *testing.T) {
	named := thing{Name: cfn.Val("one")}
	cases := []struct {
		name       string
		facts      schema.Facts
		identifier string
		attributes string
		x          thing
		want       string // the argument of the Fn::Sub, or the end of the error
	}{
		{"an attribute", schema.Facts{ARN: prefix + "${Name}", ARNProperty: "Arn"}, "Name", "Arn", named, `"${T.Arn}"`},
		{"Ref", schema.Facts{ARN: prefix + "${Name}", ARNProperty: "Arn"}, "Arn", "Arn", named, `"${T}"`},
		{"Ref that is not the identifier", schema.Facts{ARNProperty: "Arn", Ref: []string{"Arn"}}, "Name", "", named, `"${T}"`},
		{"Ref of several", schema.Facts{ARN: prefix + "${Name}", ARNProperty: "Arn", Ref: []string{"Arn", "Name"}}, "Arn", "", named, `"` + subPrefix + `one"`},
		{"an ARN that nothing returns", schema.Facts{ARN: prefix + "${Name}", ARNProperty: "Arn"}, "Name", "", thing{}, `"` + subPrefix + `${T}"`},
		{"no template", schema.Facts{ARNProperty: "Arn"}, "Name", "", named, "the template of the ARN of AWS::Shop::Thing is not known"},
		{"nothing", schema.Facts{Stateful: true}, "Name", "", named, "nothing is known of the ARN of AWS::Shop::Thing"},
		{"fields that are empty", schema.Facts{ARN: "arn:${Partition}:shop:::${Name}"}, "Name", "", named, `"arn:${AWS::Partition}:shop:::${T}"`},
		{"no part", schema.Facts{ARN: prefix + "all"}, "Name", "", named, `"` + subPrefix + `all"`},
		{"attributes", schema.Facts{ARN: prefix + "a/${A}/b/${B.C}/${Name}:z"}, "Name", "A B.C", named, `"` + subPrefix + `a/${T.A}/b/${T.B.C}/${T}:z"`},
		{"a literal", schema.Facts{ARN: prefix + "a/${Name}/${Number}"}, "", "", thing{Name: cfn.Val("a${b}$"), Number: cfn.Int(5)}, `"` + subPrefix + `a/a${!b}$/5"`},
		{"a function", schema.Facts{ARN: prefix + "a/${Name}/${Number}"}, "", "", thing{Name: cfn.Ref[string]("P"), Number: cfn.Ref[int64]("Q")},
			`["` + subPrefix + `a/${Name}/${Number}",{"Name":{"Ref":"P"},"Number":{"Ref":"Q"}}]`},
		{"a literal and a function", schema.Facts{ARN: prefix + "${Name}/${Number}"}, "", "", thing{Name: cfn.Val("$"), Number: cfn.Ref[int64]("Q")},
			`["` + subPrefix + `$/${Number}",{"Number":{"Ref":"Q"}}]`},
		{"both branches", schema.Facts{ARN: prefix + "${Name}"}, "", "", thing{Name: cfn.If("C", cfn.Val("a"), cfn.Val("b"))}, `["` + subPrefix + `${Name}",{"Name":{"Fn::If":["C","a","b"]}}]`},
		{"one branch", schema.Facts{ARN: prefix + "${Name}"}, "", "", thing{Name: cfn.If("C", cfn.Val("a"), cfn.Value[string]{})}, "the part Name, and the property is not set, or not always"},
		{"a branch in a branch", schema.Facts{ARN: prefix + "${Name}"}, "", "", thing{Name: cfn.If("C", cfn.Val("a"), cfn.If("D", cfn.Ref[string](cfn.NoValue), cfn.Val("b")))}, "the part Name, and the property is not set, or not always"},
		{"not set", schema.Facts{ARN: prefix + "${Name}"}, "", "", thing{}, "the part Name, and the property is not set"},
		{"removed", schema.Facts{ARN: prefix + "${Name}"}, "", "", thing{Name: cfn.Ref[string](cfn.NoValue)}, "the part Name, and the property is not set, or not always"},
		{"empty", schema.Facts{ARN: prefix + "${Name}"}, "", "", thing{Name: cfn.Val("")}, "the part Name, and the property is empty"},
		{"no string", schema.Facts{ARN: prefix + "${Tags}"}, "", "", thing{Tags: cfn.Vals("a")}, "the part Tags, and the property is no string"},
		{"no property", schema.Facts{ARN: prefix + "${Serial}"}, "Id", "Arns", named, "the part Serial, which no property of a template is"},
		{"a compound identifier", schema.Facts{ARN: prefix + "${A}"}, "A B", "", named, "the part A, which no property of a template is"},
		{"a function in the place of the properties", schema.Facts{ARN: prefix + "${Name}"}, "", "", thing{Node: cfn.ObjectFn("Fn::Transform", cfn.MustParseJSON(`{}`))}, "the part Name, and the property is not set"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			use(&c.facts, c.identifier, strings.Fields(c.attributes)...)
			v, err := arn.Of("T", &c.x)
			checkSub(t, v, err, c.want)
		})
	}
	t.Run("the resource is called like a property", func(t *testing.T) {
		use(&schema.Facts{ARN: prefix + "${Id}/${Name}"}, "Id")
		v, err := arn.Of("Name", &thing{Name: cfn.Ref[string]("P")})
		checkSub(t, v, err, `["`+subPrefix+`${Name}/${NameValue}",{"NameValue":{"Ref":"P"}}]`)
	})
	t.Run("without properties", func(t *testing.T) {
		use(&schema.Facts{ARN: prefix + "${Name}"}, "Name")
		v, err := arn.Of("T", (*thing)(nil))
		checkSub(t, v, err, `"`+subPrefix+`${T}"`)
		_, err = arn.FromProperties((*thing)(nil))
		checkSub(t, cfn.Value[string]{}, err, "the part Name, and the property is not set")
	})
	t.Run("wrong use", func(t *testing.T) {
		_, err := arn.Of("", &named)
		checkSub(t, cfn.Value[string]{}, err, "the resource has no logical ID")
		_, err = arn.Of("T", nil)
		checkSub(t, cfn.Value[string]{}, err, "the resource type is not known")
		_, err = arn.Of("T", cfn.MustParseJSON(`{}`))
		checkSub(t, cfn.Value[string]{}, err, "the resource type is not known")
		use(nil, "Name", "Arn")
		_, err = arn.Of("T", &named)
		checkSub(t, cfn.Value[string]{}, err, "nothing is known of the ARN of AWS::Shop::Thing")
	})
}

func TestFromProperties(t *testing.T) {
	use(&schema.Facts{ARN: prefix + "${Name}", ARNProperty: "Arn"}, "Name", "Arn", "Name")
	v, err := arn.FromProperties(&thing{Name: cfn.Val("one")})
	checkSub(t, v, err, `"`+subPrefix+`one"`)
	_, err = arn.FromProperties(&thing{})
	checkSub(t, cfn.Value[string]{}, err, "the part Name, and the property is not set")
}

// checkSub checks the argument of an Fn::Sub, or how an error ends.
func checkSub(t *testing.T, v cfn.Value[string], err error, want string) {
	t.Helper()
	if err != nil {
		if !strings.HasPrefix(err.Error(), "arn: ") || !strings.HasSuffix(err.Error(), want) || !cfn.IsAbsent(v) {
			t.Errorf("got %q, want %q", err, want)
		}
		return
	}
	fn := cfn.IntrinsicOf(v)
	if fn == nil || fn.Name() != "Fn::Sub" || fn.Arg().String() != want {
		t.Errorf("got %s, want %s", cfn.Format(v), want)
	}
}
