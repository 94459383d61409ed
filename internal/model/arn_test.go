package model_test

import (
	"slices"
	"testing"

	"github.com/cfngen/cfngen/internal/model"
)

func TestARNNames(t *testing.T) {
	for text, want := range map[string][]string{
		"arn:${Partition}:s3:::${BucketName}":                       {"Partition", "BucketName"},
		"arn:${Partition}:a:${Region}:${Account}:x/${A.B}/y:${C}/z": {"Partition", "Region", "Account", "A.B", "C"},
		"arn:${Partition}:a:::all":                                  {"Partition"},
	} {
		t.Run(text, func(t *testing.T) {
			if got, ok := model.ARNNames(text); !ok || !slices.Equal(got, want) {
				t.Errorf("%s: %q, %t", text, got, ok)
			}
		})
	}
	for _, text := range []string{
		"", "arn", "arn:aws:a:::${B}", "arn:${Partition}:a::${B}", "arn:${Partition}::::${B}", "arn:${Partition}:${A}:::b", "arn:${Partition}:a:${Account}::b",
		"arn:${Partition}:a:::", "arn:${Partition}:a:::${A}${B}", "arn:${Partition}:a:::${A}/${A}", "arn:${Partition}:a:::${A", "arn:${Partition}:a:::A}",
		"arn:${Partition}:a:::${}", "arn:${Partition}:a:::${A-B}", "arn:${Partition}:a:::$A", "arn:${Partition}:a:x::${A}", "arn:${Partition}:a:::${Region}/${A}", "arn:${Partition}:a:::${A}:${Account}",
	} {
		t.Run("no template "+text, func(t *testing.T) {
			if got, ok := model.ARNNames(text); ok {
				t.Errorf("%s: %q", text, got)
			}
		})
	}
}

func TestARNReturned(t *testing.T) {
	attributes := func(names ...string) (out []*model.Attribute) {
		for _, name := range names {
			out = append(out, &model.Attribute{Name: name})
		}
		return out
	}
	patterned := func(pattern string) []*model.Attribute {
		return []*model.Attribute{{Name: "Id", Type: &model.Type{Constraints: model.Constraints{Pattern: &pattern}}}}
	}
	object := &model.Object{Properties: []*model.Property{{Name: "OtherArn", ReadOnly: true}, {Name: "PolicyArn"}}}
	cases := []struct {
		name string
		r    model.Resource
		want string
	}{
		{"stated", model.Resource{ARNProperty: "Id", Attributes: attributes("Arn")}, "Id"},
		{"Arn", model.Resource{Attributes: attributes("ThingArn", "ARN")}, "ARN"},
		{"of the type's name", model.Resource{Attributes: attributes("OtherArn", "ThingArn")}, "ThingArn"},
		{"Ref", model.Resource{PrimaryIdentifier: []string{"OtherArn"}}, "OtherArn"},
		{"Ref, stated", model.Resource{PrimaryIdentifier: []string{"Id"}, Ref: []string{"OtherArn"}}, "OtherArn"},
		{"of another resource", model.Resource{PrimaryIdentifier: []string{"PolicyArn"}}, ""},
		{"Ref, by its description", model.Resource{PrimaryIdentifier: []string{"Id"}, Attributes: []*model.Attribute{{Name: "Id", Doc: "The ARN of the thing."}}}, "Id"},
		{"Ref, by the description of another", model.Resource{PrimaryIdentifier: []string{"Id"}, Attributes: []*model.Attribute{{Name: "Id", Doc: "The ARN of the secret."}}}, ""},
		{"Ref, by its pattern", model.Resource{PrimaryIdentifier: []string{"Id"}, Attributes: patterned("^arn:aws:.*$")}, "Id"},
		{"Ref that can be another ID", model.Resource{PrimaryIdentifier: []string{"Id"}, Attributes: patterned("^arn:aws:.*$|^id-.*$")}, ""},
		{"Ref with a pattern in parentheses", model.Resource{PrimaryIdentifier: []string{"Id"}, Attributes: patterned("^(arn:aws:)?.*$")}, ""},
		{"not what Ref returns", model.Resource{PrimaryIdentifier: []string{"Other"}, Attributes: patterned("^arn:aws:.*$")}, ""},
		{"several", model.Resource{PrimaryIdentifier: []string{"OtherArn", "X"}}, ""},
		{"none", model.Resource{Attributes: attributes("OtherArn")}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.r.TypeName, c.r.Object = "A::B::Thing", object
			if got := c.r.ARNReturned(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
