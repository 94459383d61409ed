package golang

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/model"
)

// TestKeywords: each constraint is in the tables, and in the comments of a field where
// readers of them need it.
func TestKeywords(t *testing.T) {
	one, two := uint64(1), uint64(2)
	text := func(s string) *string { return &s }
	inner := &model.Type{Kind: model.String, Constraints: model.Constraints{MinLength: &one}}
	const innerRow = `{Kinds: schema.KindString, MinLength: "1"}`
	tests := map[string]struct {
		kind  model.Kind
		c     model.Constraints
		row   string
		words string
	}{
		"kinds":            {model.JSON, model.Constraints{Kinds: []model.Kind{model.String, model.ObjectRef}}, `{Kinds: schema.KindString | schema.KindObject}`, "type string or object"},
		"enum":             {model.Boolean, model.Constraints{Enum: []string{"true"}}, `{Kinds: schema.KindBoolean, Enum: []string{"true"}}`, "allowed: true"},
		"pattern":          {model.String, model.Constraints{Pattern: text("^a$")}, "{Kinds: schema.KindString, Pattern: `^a$`}", `pattern "^a$"`},
		"format":           {model.String, model.Constraints{Format: "uri"}, `{Kinds: schema.KindString, Format: "uri"}`, "format uri"},
		"minLength":        {model.String, model.Constraints{MinLength: &one}, innerRow, "length at least 1"},
		"maxLength":        {model.String, model.Constraints{MinLength: &one, MaxLength: &two, Pattern: text("a")}, "{Kinds: schema.KindString, Pattern: `a`, MinLength: \"1\", MaxLength: \"2\"}", `length 1 to 2, pattern "a"`},
		"minimum":          {model.Integer, model.Constraints{Minimum: "0"}, `{Kinds: schema.KindInteger, Minimum: "0"}`, "value at least 0"},
		"maximum":          {model.Integer, model.Constraints{Maximum: "0"}, `{Kinds: schema.KindInteger, Maximum: "0"}`, "value at most 0"},
		"exclusiveMinimum": {model.Number, model.Constraints{ExclusiveMinimum: "0"}, `{Kinds: schema.KindNumber, ExclusiveMinimum: "0"}`, "value more than 0"},
		"exclusiveMaximum": {model.Number, model.Constraints{ExclusiveMaximum: "0"}, `{Kinds: schema.KindNumber, ExclusiveMaximum: "0"}`, "value less than 0"},
		"multipleOf":       {model.Number, model.Constraints{MultipleOf: "0.1"}, `{Kinds: schema.KindNumber, MultipleOf: "0.1"}`, "multiple of 0.1"},
		"minItems":         {model.List, model.Constraints{MinItems: &two, MaxItems: &two}, `{Kinds: schema.KindList, MinItems: "2", MaxItems: "2"}`, "number of items 2"},
		"maxItems":         {model.List, model.Constraints{MinItems: new(uint64), MaxItems: &two}, `{Kinds: schema.KindList, MinItems: "0", MaxItems: "2"}`, "number of items at most 2"},
		"uniqueItems":      {model.List, model.Constraints{UniqueItems: true}, `{Kinds: schema.KindList, UniqueItems: true}`, "unique items"},
		"items":            {model.JSON, model.Constraints{Items: inner}, `{Elem: &schema.Check` + innerRow + `}`, ""},
		"contains":         {model.List, model.Constraints{Contains: inner}, `{Kinds: schema.KindList, Contains: &schema.Check` + innerRow + `}`, "at least one item: length at least 1"},
		"keys":             {model.Map, model.Constraints{Keys: []model.Keys{{Pattern: "^a", Values: inner}}}, "{Kinds: schema.KindObject, Keys: []schema.Keys{{Pattern: `^a`, Check: &schema.Check" + innerRow + `}}}`, `key pattern "^a"`},
		"openKeys":         {model.Map, model.Constraints{OpenKeys: true}, `{Kinds: schema.KindObject, OpenKeys: true}`, ""},
		"minProperties":    {model.Map, model.Constraints{MinProperties: &one}, `{Kinds: schema.KindObject, MinProperties: "1"}`, "number of entries at least 1"},
		"maxProperties":    {model.Map, model.Constraints{MaxProperties: &one}, `{Kinds: schema.KindObject, MaxProperties: "1"}`, "number of entries at most 1"},
		"required":         {model.JSON, model.Constraints{Required: []string{"A"}}, `{Required: []string{"A"}}`, ""},
		"closed":           {model.JSON, model.Constraints{Closed: true}, `{Only: []string{}}`, ""},
		"only":             {model.JSON, model.Constraints{Closed: true, Only: []string{"A"}}, `{Only: []string{"A"}}`, ""},
		"properties":       {model.JSON, model.Constraints{Properties: []*model.Member{{Name: "A", Type: inner}}}, `{Properties: []schema.Field{{Name: "A", Check: &schema.Check` + innerRow + `}}}`, ""},
		"dependencies": {model.JSON, model.Constraints{Dependencies: []*model.Dependency{{Property: "A", Required: []string{"B"}, Then: inner}}},
			`{Dependencies: []schema.Dependency{{Property: "A", Required: []string{"B"}, Check: &schema.Check` + innerRow + `}}}`, ""},
		"allOf": {model.JSON, model.Constraints{AllOf: []*model.Type{inner}}, `{AllOf: []schema.Check{` + innerRow + `}}`, ""},
		"anyOf": {model.JSON, model.Constraints{AnyOf: []*model.Type{inner}}, `{AnyOf: []schema.Check{` + innerRow + `}}`, ""},
		"oneOf": {model.JSON, model.Constraints{OneOf: []*model.Type{inner}}, `{OneOf: []schema.Check{` + innerRow + `}}`, ""},
	}
	f := &file{generator: &generator{}}
	for k := range model.Keywords() {
		t.Run(k.Name, func(t *testing.T) {
			test, ok := tests[k.Name]
			typ := &model.Type{Kind: test.kind, Constraints: test.c}
			if !ok || !k.IsSet(&typ.Constraints) {
				t.Fatal("it is not tested")
			}
			if got := f.alternative(typ); got != test.row {
				t.Errorf("the table has %s, not %s", got, test.row)
			}
			if typ.Kind == model.List || typ.Kind == model.Map {
				typ.Elem = &model.Type{Kind: model.JSON}
			}
			if got := strings.Join(limits(typ), ", "); got != test.words {
				t.Errorf("the comment has %q, not %q", got, test.words)
			}
		})
	}
}
