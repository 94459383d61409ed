package arn_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn/arn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

func TestParse(t *testing.T) {
	cases := []struct {
		name, template, text, want string
		// again is whether Format returns the text.
		again bool
	}{
		{"a name", prefix + "thing/${Id}", "arn:aws:shop:eu-west-1:1:thing/a", "aws eu-west-1 1 Id=a", true},
		{"another partition", prefix + "thing/${Id}", "arn:aws-us-gov:shop:us-gov-west-1:1:thing/a", "aws-us-gov us-gov-west-1 1 Id=a", true},
		{"no region", prefix + "thing/${Id}", "arn:aws-cn:shop:::thing/a", "aws-cn   Id=a", true},
		{"no region in the template", "arn:${Partition}:shop:::${Id}", "arn:aws:shop:::a", "aws   Id=a", true},
		{"a region too many", "arn:${Partition}:shop::${Account}:${Id}", "arn:aws:shop:eu-west-1:1:a", "it has a region", false},
		{"an account too many", "arn:${Partition}:shop:::${Id}", "arn:aws:shop::1:a", "it has an account", false},
		{"another service", prefix + "thing/${Id}", "arn:aws:bank:eu-west-1:1:thing/a", `the service is "bank", not "shop"`, false},
		{"another resource", prefix + "thing/${Id}", "arn:aws:shop:eu-west-1:1:other/a", `the resource is "other/a", not "thing/${Id}"`, false},
		{"in a bucket", "arn:${Partition}:shop:::${Id}", "arn:aws:shop:::a/b", `the resource is "a/b", not "${Id}"`, false},
		{"below it", prefix + "thing/${Id}", "arn:aws:shop:eu-west-1:1:thing/a/part/b", `not "thing/${Id}"`, false},
		{"a slash between colons", prefix + "thing:${Id}", "arn:aws:shop:eu-west-1:1:thing:a/b", "aws eu-west-1 1 Id=a/b", true},
		{"a colon too many", prefix + "thing:${Id}", "arn:aws:shop:eu-west-1:1:thing:a:b", `not "thing:${Id}"`, false},
		{"a colon between slashes", prefix + "thing/${Id}", "arn:aws:shop:eu-west-1:1:thing/a:b", "aws eu-west-1 1 Id=a:b", true},
		{"the end of a log group", prefix + "log-group:${Id}", "arn:aws:shop:eu-west-1:1:log-group:/a/b:*", "aws eu-west-1 1 Id=/a/b", false},
		{"a path", prefix + "role/${NameWithPath}", "arn:aws:shop:eu-west-1:1:role/a/b/c", "aws eu-west-1 1 NameWithPath=a/b/c", true},
		{"a path with a colon", prefix + "role/${NameWithPath}", "arn:aws:shop:eu-west-1:1:role/a/b:c", `not "role/${NameWithPath}"`, false},
		{"a pattern with slashes", prefix + "thing/${Name}", "arn:aws:shop:eu-west-1:1:thing/a/b", "aws eu-west-1 1 Name=a/b", true},
		{"a pattern without that", prefix + "thing/${Name}", "arn:aws:shop:eu-west-1:1:thing/a/b-c", `not "thing/${Name}"`, false},
		{"several parts", prefix + "thing/${A}/${B.C}:${D}/end", "arn:aws:shop:eu-west-1:1:thing/a/b:d/end", "aws eu-west-1 1 A=a B.C=b D=d", true},
		{"an end", prefix + "/thing/${Id}/", "arn:aws:shop:eu-west-1:1:/thing/a/", "aws eu-west-1 1 Id=a", true},
		{"no end", prefix + "/thing/${Id}/", "arn:aws:shop:eu-west-1:1:/thing/a", `not "/thing/${Id}/"`, false},
		{"an empty part", prefix + "thing/${A}/${B}", "arn:aws:shop:eu-west-1:1:thing//b", `not "thing/${A}/${B}"`, false},
		{"an empty end", prefix + "thing/${A}/${B}", "arn:aws:shop:eu-west-1:1:thing/a/", `not "thing/${A}/${B}"`, false},
		{"no part", prefix + "all", "arn:aws:shop:eu-west-1:1:all", "aws eu-west-1 1", true},
		{"no part, and more", prefix + "all", "arn:aws:shop:eu-west-1:1:all/b", `not "all"`, false},
		{"no ARN", prefix + "${Id}", "arn:aws:shop:eu-west-1:a", "an ARN is arn:partition:service:region:account:resource", false},
		{"a name alone", prefix + "${Id}", "a", "an ARN is arn:partition:service:region:account:resource", false},
		{"no partition", prefix + "${Id}", "arn::shop:eu-west-1:1:a", "an ARN is arn:partition:service:region:account:resource", false},
		{"a slash in the region", prefix + "${Id}", "arn:aws:shop:eu/west:1:a", "an ARN is arn:partition:service:region:account:resource", false},
		{"no template", "", "arn:aws:shop:eu-west-1:1:a", "the template of the ARN of AWS::Shop::Thing is not known", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			use(&schema.Facts{ARN: c.template, ARNProperty: "Arn"}, "Id")
			a, err := arn.Parse((*thing)(nil), c.text)
			if err != nil {
				if !strings.HasPrefix(err.Error(), "arn: ") || !strings.HasSuffix(err.Error(), c.want) || a.Parts != nil {
					t.Errorf("got %q, want %q", err, c.want)
				}
				return
			}
			if got := textOf(a); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if text, err := arn.Format((*thing)(nil), a); err != nil || (text == c.text) != c.again {
				t.Errorf("again: %q, %v", text, err)
			}
		})
	}
}

// textOf returns the parts in their order.
func textOf(a arn.ARN) string {
	out := []string{a.Partition, a.Region, a.Account}
	for _, name := range []string{"Id", "Name", "NameWithPath", "A", "B.C", "D"} {
		if value, ok := a.Parts[name]; ok {
			out = append(out, name+"="+value)
		}
	}
	return strings.Join(out, " ")
}

func TestFormat(t *testing.T) {
	use(&schema.Facts{ARN: prefix + "thing/${A}/${B}"}, "A")
	for _, c := range []struct {
		name string
		a    arn.ARN
		want string
	}{
		{"whole", arn.ARN{Partition: "aws", Region: "r", Account: "1", Parts: map[string]string{"A": "a", "B": "b"}}, "arn:aws:shop:r:1:thing/a/b"},
		{"a part is missing", arn.ARN{Partition: "aws", Parts: map[string]string{"A": "a"}}, "arn: the ARN of AWS::Shop::Thing has the part B, which is missing"},
		{"a part too many", arn.ARN{Partition: "aws", Parts: map[string]string{"A": "a", "B": "b", "C": "c"}}, `arn: these are not the parts of an ARN of AWS::Shop::Thing: the text "arn:aws:shop:::thing/a/b" has others`},
		{"a slash", arn.ARN{Partition: "aws", Parts: map[string]string{"A": "a/b", "B": "c"}}, `arn: "arn:aws:shop:::thing/a/b/c" is no ARN of AWS::Shop::Thing: the resource is "thing/a/b/c", not "thing/${A}/${B}"`},
		{"a region with a colon", arn.ARN{Partition: "aws", Region: "a:b", Parts: map[string]string{"A": "a", "B": "c"}}, `arn: "arn:aws:shop:a:b::thing/a/c" is no ARN of AWS::Shop::Thing: the resource is ":thing/a/c", not "thing/${A}/${B}"`},
		{"no partition", arn.ARN{Parts: map[string]string{"A": "a", "B": "c"}}, `arn: "arn::shop:::thing/a/c" is no ARN of AWS::Shop::Thing: an ARN is arn:partition:service:region:account:resource`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := arn.Format((*thing)(nil), c.a)
			if err != nil {
				text = err.Error()
			}
			if text != c.want {
				t.Errorf("got %q, want %q", text, c.want)
			}
		})
	}
	if _, err := arn.Format(nil, arn.ARN{}); err == nil {
		t.Error("nil has ARNs")
	}
}

// FuzzParse: what was parsed and is written has the same parts, and what was written can be
// parsed.
func FuzzParse(f *testing.F) {
	templates := []string{prefix + "thing/${Name}", "arn:${Partition}:shop:::${Id}", prefix + "t:${A}/x/${B}:y", prefix + "${NameWithPath}", prefix + "/a/${Id}/", prefix + "all"}
	for i := range templates {
		f.Add(i, "arn:aws:shop:eu-west-1:1:thing/a/b:*", "a", "b")
		f.Add(i, "arn:aws:shop:::a", "a/b", ":*")
		f.Add(i, "arn:aws:shop:::t:a/x/b:y", "/x/", "${A}")
	}
	f.Fuzz(func(t *testing.T, i int, text, a, b string) {
		use(&schema.Facts{ARN: templates[uint(i)%uint(len(templates))]}, "Id")
		x := (*thing)(nil)
		if parsed, err := arn.Parse(x, text); err == nil {
			again, err := arn.Format(x, parsed)
			if err != nil || again != text && again+":*" != text {
				t.Errorf("%q is written as %q: %v", text, again, err)
			}
		}
		made := arn.ARN{Partition: "aws", Parts: map[string]string{}}
		for _, name := range []string{"Name", "Id", "A", "B", "NameWithPath"} {
			if strings.Contains(things.table.Facts.ARN, "${"+name+"}") {
				made.Parts[name] = a
				a = b
			}
		}
		if text, err := arn.Format(x, made); err == nil {
			if parsed, err := arn.Parse(x, text); err != nil || !maps.Equal(parsed.Parts, made.Parts) {
				t.Errorf("%q: %v, %v", text, parsed, err)
			}
		}
	})
}
