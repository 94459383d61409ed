package cfn_test

import (
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// A read-only property is refused where others that are not declared are not.
func TestReadOnlyInOpenObject(t *testing.T) {
	var x openBox
	text := []byte(`{"Arn":"a","Other":1}`)
	WantErrors(t, Unmarshal(text, &x), RuleReadOnly, "/Arn")
	if err := Unmarshal(text, &x, KeepUnknown()); err != nil {
		t.Fatal(err)
	}
	WantErrors(t, Validate(&x), RuleReadOnly, "/Arn")
}

type openBox struct{ Node }

func (*openBox) CFNSchema() *schema.Schema { return &openBoxSchema }

var openBoxSchema = schema.Schema{Name: "AWS::Test::OpenBox", Go: (*openBox)(nil), Open: true, ReadOnly: []string{"Arn"}}
