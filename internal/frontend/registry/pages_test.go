package registry

import (
	"testing"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// TestPages: addresses are made where the documentation has pages, and nowhere
// else.
func TestPages(t *testing.T) {
	const page = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
	for _, c := range []struct {
		typeName, stated string
		// The pages of the resource, the definition Counter and the object in
		// place Clerk, and those of a property of each.
		want [6]string
	}{
		{"AWS::Shop::Corner", "", [6]string{
			page + "aws-resource-shop-corner.html", page + "aws-properties-shop-corner-counter.html", "",
			page + "aws-resource-shop-corner.html#cfn-shop-corner-clerk",
			page + "aws-properties-shop-corner-counter.html#cfn-shop-corner-counter-ways", "",
		}},
		{"AWS::Shop::Corner", "https://example.com/corner", [6]string{
			"https://example.com/corner", page + "aws-properties-shop-corner-counter.html", "",
			"https://example.com/corner", page + "aws-properties-shop-corner-counter.html#cfn-shop-corner-counter-ways", "",
		}},
		{"Mine::Shop::Corner", "", [6]string{}},
		{"Mine::Shop::Corner", "https://example.com/corner", [6]string{
			"https://example.com/corner", "", "", "https://example.com/corner", "", "",
		}},
	} {
		t.Run(c.typeName+" "+c.stated, func(t *testing.T) {
			root, err := jsondoc.Parse("schema.json", []byte(`{
				"typeName": "`+c.typeName+`", "documentationUrl": "`+c.stated+`",
				"definitions": {"Counter": {"type": "object", "properties": {"Ways": {"type": "string"}}}},
				"properties": {
					"Clerk": {"type": "object", "properties": {"Name": {"type": "string"}}},
					"Counter": {"$ref": "#/definitions/Counter"}
				}
			}`))
			if err != nil {
				t.Fatal(err)
			}
			spec, diags := Read("schema.json", root, nil)
			if diags.Err() != nil {
				t.Fatal(diags)
			}
			r := spec.Resources[0]
			clerk, counter := r.Object.Property("Clerk"), r.Object.Property("Counter")
			got := [6]string{
				r.DocURL, counter.Type.Object.DocURL, clerk.Type.Object.DocURL,
				clerk.DocURL, property(counter, "Ways").DocURL, property(clerk, "Name").DocURL,
			}
			if got != c.want {
				t.Errorf("%s with %q:\n got %q\nwant %q", c.typeName, c.stated, got, c.want)
			}
		})
	}
}

// property finds a property of a property's object.
func property(p *model.Property, name string) *model.Property { return p.Type.Object.Property(name) }
