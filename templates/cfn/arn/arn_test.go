package arn_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/arn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Door is a resource type with a table of each value's own.
type Door struct {
	cfn.Node

	House cfn.Value[string]
	Name  cfn.Value[string]
	Size  cfn.List[cfn.Value[string]]

	table *schema.Schema
}

func (x *Door) CFNSchema() *schema.Schema             { return x.table }
func (x *Door) Validate(o ...cfn.Option) error        { return cfn.Validate(x, o...) }
func (x *Door) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

// door returns a door whose ARNs have a template.
func door(template string, change ...func(*Door)) *Door {
	x := &Door{table: &schema.Schema{
		Name: "Test::Build::Door", Go: (*Door)(nil), Fields: []schema.Field{{Name: "House"}, {Name: "Name"}, {Name: "Size"}},
		PrimaryIdentifier: []string{"Name"}, Attributes: []string{"Serial"},
		Facts: &schema.Facts{ARN: template},
	}}
	for _, do := range change {
		do(x)
	}
	return x
}

func attributes(names ...string) func(*Door) {
	return func(x *Door) { x.table.Attributes = append(x.table.Attributes, names...) }
}

func ref(names ...string) func(*Door) { return func(x *Door) { x.table.Facts.Ref = names } }

func house(v cfn.Value[string]) func(*Door) { return func(x *Door) { x.House = v } }

const inHouse = "arn:${Partition}:build:${Region}:${Account}:door/${House}/${Name}"

func TestOf(t *testing.T) {
	for _, test := range []struct {
		name string
		x    *Door
		want string
	}{
		{"by Ref", door("arn:${Partition}:build:::door/${Name}"), `{"Fn::Sub":"arn:${AWS::Partition}:build:::door/${D}"}`},
		{"by attribute", door("arn:${Partition}:build:${Region}:${Account}:${Serial}"), `{"Fn::Sub":"arn:${AWS::Partition}:build:${AWS::Region}:${AWS::AccountId}:${D.Serial}"}`},
		{"by a literal", door(inHouse, house(cfn.Val("h"))), `{"Fn::Sub":"arn:${AWS::Partition}:build:${AWS::Region}:${AWS::AccountId}:door/h/${D}"}`},
		{"by a literal that looks like a name", door(inHouse, house(cfn.Val("${h}"))), `{"Fn::Sub":"arn:${AWS::Partition}:build:${AWS::Region}:${AWS::AccountId}:door/${!h}/${D}"}`},
		{"by a function", door(inHouse, house(cfn.Ref[string]("H"))), `{"Fn::Sub":["arn:${AWS::Partition}:build:${AWS::Region}:${AWS::AccountId}:door/${House}/${D}",{"House":{"Ref":"H"}}]}`},
		{"a list is no part", door("arn:${Partition}:build:::${Size}", func(x *Door) { x.Size = cfn.Vals("a") }), "error: the part Size"},
		{"a part is missing", door(inHouse), "error: the part House"},
		{"a part is missing, and Arn is there", door(inHouse, attributes("Arn")), `{"Fn::Sub":"${D.Arn}"}`},
		{"a part is missing, and DoorArn is there", door(inHouse, attributes("DoorArn")), `{"Fn::Sub":"${D.DoorArn}"}`},
		{"Ref is the ARN", door(inHouse, ref("DoorARN")), `{"Fn::Sub":"${D}"}`},
		{"Ref is the ARN and an attribute", door(inHouse, ref("Arn"), attributes("Arn")), `{"Fn::Sub":"${D}"}`},
		{"nothing is known", door(""), "error: the ARNs of Test::Build::Door are not known"},
		{"Arn is all that is known", door("", attributes("Arn")), `{"Fn::Sub":"${D.Arn}"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, err := arn.Of("D", test.x)
			if want, fails := strings.CutPrefix(test.want, "error: "); fails {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %s", err, want)
				}
				return
			}
			text, merr := cfn.MarshalProperty(&v)
			if err != nil || merr != nil || string(text) != test.want {
				t.Errorf("got %s, %v, %v, want %s", text, err, merr, test.want)
			}
		})
	}
	if _, err := arn.Of("D", cfn.MustParseJSON("{}")); err == nil {
		t.Error("a type that is not known has an ARN")
	}
}

func TestParse(t *testing.T) {
	const plain = "arn:${Partition}:build:${Region}:${Account}:door/${Name}"
	for _, test := range []struct{ name, template, text, want string }{
		{"all parts", plain, "arn:aws:build:eu-west-1:123456789012:door/front", "Account=123456789012 Name=front Partition=aws Region=eu-west-1"},
		{"another partition, no region", plain, "arn:aws-us-gov:build::123456789012:door/a/b:c", "Account=123456789012 Name=a/b:c Partition=aws-us-gov Region="},
		{"two parts", inHouse, "arn:aws:build:r:a:door/h/n/m", "Account=a House=h Name=n/m Partition=aws Region=r"},
		{"no parts in common", "arn:aws:build:::${Name}", "arn:aws:build:::x", "Name=x"},
		{"text at the end", "arn:${Partition}:build:::${Name}/end", "arn:aws:build:::x/end", "Name=x Partition=aws"},
		{"the same part twice", "arn:${Partition}:build:::${Name}/${Name}", "arn:aws:build:::x/x", "Name=x Partition=aws"},
		{"the same part twice, not the same", "arn:${Partition}:build:::${Name}/${Name}", "arn:aws:build:::x/y", ""},
		{"another service", plain, "arn:aws:s3:::bucket", ""},
		{"another type", plain, "arn:aws:build:r:a:window/front", ""},
		{"no name", plain, "arn:aws:build:r:a:door/", ""},
		{"no ARN", plain, "front", ""},
		{"nothing", plain, "", ""},
		{"a colon too many", plain, "arn:aws:build:r:x:a:door/n", ""},
		{"more at the end", "arn:${Partition}:build:::${Name}/end", "arn:aws:build:::x/end/more", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			parts, err := arn.Parse(door(test.template), test.text)
			if (err != nil) != (test.want == "") || listed(parts) != test.want {
				t.Errorf("got %s, %v, want %s", listed(parts), err, test.want)
			}
		})
	}
	for _, x := range []cfn.Struct{door(""), cfn.JSON{}} {
		if _, err := arn.Parse(x, "arn:aws:s3:::bucket"); err == nil {
			t.Error("an ARN of a type of which none is known")
		}
	}
}

func listed(parts map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		out = append(out, name+"="+parts[name])
	}
	return strings.Join(out, " ")
}

// FuzzParse: what is taken apart is the text again when it is put together.
func FuzzParse(f *testing.F) {
	templates := []string{inHouse, "arn:${Partition}:build:::${Name}/end/${Name}", "arn:aws:build:${Region}::${House}${Name}"}
	f.Add(uint8(0), "arn:aws:build:eu-west-1:123456789012:door/h/n")
	f.Add(uint8(1), "arn:aws:build:::x/end/x")
	f.Add(uint8(2), "arn:aws:build:::xy")
	f.Fuzz(func(t *testing.T, n uint8, text string) {
		template := templates[int(n)%len(templates)]
		parts, err := arn.Parse(door(template), text)
		if err != nil || strings.Contains(strings.Join(slices.Collect(maps.Values(parts)), ""), "${") {
			return
		}
		got := template
		for name, value := range parts {
			got = strings.ReplaceAll(got, "${"+name+"}", value)
		}
		if got != text {
			t.Errorf("%s by %s is %v", text, template, parts)
		}
	})
}
