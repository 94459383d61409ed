package facts_test

import "testing"

// TestApplyARN: the names in a template are those of properties and attributes, where they
// surely mean them.
func TestApplyARN(t *testing.T) {
	cases := []struct{ name, part, schema, want string }{
		{"as it is", "ThingName", `"properties": {"ThingName": {"type": "string"}}`, "ThingName"},
		{"another case", "thingNAME", `"properties": {"ThingName": {"type": "string"}}`, "ThingName"},
		{"without the noun", "ThingName", `"properties": {"Name": {"type": "string"}}`, "Name"},
		{"with the noun", "Name", `"properties": {"ThingName": {"type": "string"}}`, "ThingName"},
		{"what Ref returns first", "ThingId", `"properties": {"ThingId": {"type": "string"}, "Id": {"type": "string"}}, "readOnlyProperties": ["/properties/Id"], "primaryIdentifier": ["/properties/Id"]`, "ThingId"},
		{"an attribute in an object", "ThingId", `"properties": {"Name": {"type": "string"}, "State": {"type": "object", "additionalProperties": false, "properties": {"ThingId": {"type": "string"}}}},
			"readOnlyProperties": ["/properties/State", "/properties/State/ThingId"], "primaryIdentifier": ["/properties/Name"]`, "State.ThingId"},
		{"words of the service", "ThingId", `"properties": {"ShopThingIdentifier": {"type": "string"}}, "readOnlyProperties": ["/properties/ShopThingIdentifier"], "primaryIdentifier": ["/properties/ShopThingIdentifier"]`, "ShopThingIdentifier"},
		{"an identifier is a name", "ThingName", `"properties": {"ThingIdentifier": {"type": "string"}}, "primaryIdentifier": ["/properties/ThingIdentifier"]`, "ThingIdentifier"},
		{"a name is no ID", "ThingId", `"properties": {"ThingName": {"type": "string"}}, "primaryIdentifier": ["/properties/ThingName"]`, "ThingId"},
		{"any ID", "ResourceId", `"properties": {"Id": {"type": "string"}}, "readOnlyProperties": ["/properties/Id"], "primaryIdentifier": ["/properties/Id"]`, "Id"},
		{"no name for any ID", "ResourceId", `"properties": {"Name": {"type": "string"}}, "primaryIdentifier": ["/properties/Name"]`, "ResourceId"},
		{"the ID of another resource", "ResourceId", `"properties": {"ResourceId": {"type": "string"}}`, "ResourceId"},
		{"a name that is chosen is no ID", "ThingId", `"properties": {"ThingIdentifier": {"type": "string"}}`, "ThingId"},
		{"the name of something else", "ShopThingName", `"properties": {"ShopName": {"type": "string"}}`, "ShopThingName"},
		{"two of them", "MyThingId", `"properties": {"ThingMyId": {"type": "string"}, "MyId": {"type": "string"}, "MyThingIds": {"type": "string"}}`, "MyThingId"},
		{"an ARN called ID", "ThingId", `"properties": {"Id": {"type": "string", "pattern": "^arn:.*$"}}, "primaryIdentifier": ["/properties/Id"]`, "ThingId"},
		{"an ARN by its description", "ThingId", `"properties": {"Id": {"type": "string", "description": "The Amazon Resource Name (ARN) of it."}}, "primaryIdentifier": ["/properties/Id"]`, "ThingId"},
		{"an ARN in two words", "ThingId", `"properties": {"Id": {"type": "string", "description": "The ARN."}}, "primaryIdentifier": ["/properties/Id"]`, "ThingId"},
		{"no scalar", "ThingName", `"properties": {"Name": {"type": "array", "items": {"type": "string"}}}`, "ThingName"},
		{"nothing like it", "Serial", `"properties": {"Name": {"type": "string"}}`, "Serial"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			spec := read(t, `{"typeName": "A::Shop::Thing", "additionalProperties": false, `+c.schema+`}`)
			carried := relations(t, `{"A::Shop::Thing": {"arn": "arn:${Partition}:shop:${Region}:${Account}:thing/${`+c.part+`}", "stateful": true}}`)
			for range 2 {
				carried.Apply(spec)
				r := spec.Resources[0]
				if want := "arn:${Partition}:shop:${Region}:${Account}:thing/${" + c.want + "}"; r.ARN != want || !r.Stateful {
					t.Errorf("got %q, want %q; stateful %t", r.ARN, want, r.Stateful)
				}
			}
			// What is stated is not replaced.
			spec.Resources[0].ARN = "arn:${Partition}:own:::${X}"
			if carried.Apply(spec); spec.Resources[0].ARN != "arn:${Partition}:own:::${X}" {
				t.Errorf("got %q", spec.Resources[0].ARN)
			}
		})
	}
	t.Run("two parts of which one is any ID", func(t *testing.T) {
		spec := read(t, `{"typeName": "A::Shop::Thing", "additionalProperties": false, "properties": {"Id": {"type": "string"}}, "primaryIdentifier": ["/properties/Id"]}`)
		relations(t, `{"A::Shop::Thing": {"arn": "arn:aws:shop:::${House}/${ResourceId}"}}`).Apply(spec)
		if want := "arn:${Partition}:shop:::${House}/${ResourceId}"; spec.Resources[0].ARN != want {
			t.Errorf("got %q, want %q", spec.Resources[0].ARN, want)
		}
	})
	t.Run("two parts", func(t *testing.T) {
		spec := read(t, `{"typeName": "A::Shop::Thing", "additionalProperties": false, "properties": {"Name": {"type": "string"}, "ShopName": {"type": "string"}}}`)
		relations(t, `{"A::Shop::Thing": {"arn": "arn:aws:shop:::${ShopName}/${ThingName}"}}`).Apply(spec)
		if want := "arn:${Partition}:shop:::${ShopName}/${Name}"; spec.Resources[0].ARN != want {
			t.Errorf("got %q, want %q", spec.Resources[0].ARN, want)
		}
	})
}
