package cfn_test

import (
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// What has the method of a generated struct without being one is refused: its
// memory is another.
func TestOtherStructs(t *testing.T) {
	type outer struct {
		Secret string
		Shops
	}
	var j JSON
	for _, x := range []Struct{&outer{}, &j, RawJSON("{}"), Nested(nil, &Shops{}), (*Shops)(nil)} {
		if Unmarshal([]byte(`{}`), x) == nil || Validate(x) == nil {
			t.Errorf("%T was taken", x)
		}
		if _, err := AppendJSON(nil, x); err == nil {
			t.Errorf("%T was written", x)
		}
	}
	if err := Unmarshal([]byte(`{}`), &Shapes{}, Known([]Properties{RawJSON("")})); err == nil {
		t.Error("Known takes a type without a schema")
	}
}

// A Node fits into every struct, so branches of another type must be found out.
func TestBranchesOfAnotherType(t *testing.T) {
	node := ObjectIf("C", &Shops{}, nil)
	leaf := &Leaf{Node: node}
	WantErrors(t, Validate(leaf), RuleType, "/Fn::If")
	if text, err := AppendJSON(nil, leaf); err == nil {
		t.Errorf("%s was written", text)
	}
	if _, _, _, ok := ObjectBranches[Leaf](node); ok {
		t.Error("branches were given as another type")
	}
	var x Shops
	if err := Unmarshal([]byte(`{"Leaf":{"Fn::If":["C",{"Key":"k"},{"Ref":"AWS::NoValue"}]}}`), &x); err != nil {
		t.Fatal(err)
	}
	if _, then, els, ok := ObjectBranches[Leaf](x.Leaf.Node); !ok || literalOf(then.Key) != "k" || els != nil {
		t.Error("branches that were read are not given")
	}
}

// A struct that holds itself is an error, not the end of the process.
func TestCycle(t *testing.T) {
	leaf := &Leaf{Key: Val("k")}
	leaf.Next = leaf
	if Validate(leaf) == nil {
		t.Error("Validate accepts a cycle")
	}
	if _, err := AppendJSON(nil, leaf); err == nil {
		t.Error("AppendJSON writes a cycle")
	}
}

// What is written can be read: names that stand twice and made-up functions are
// reported.
func TestWhatCannotBeRead(t *testing.T) {
	open := &Open{Node: ObjectWithUnknown(Entry[JSON]{Key: "Known", Value: RawJSON("1")}, Entry[JSON]{Key: "X", Value: RawJSON("1")}, Entry[JSON]{Key: "X", Value: RawJSON("2")})}
	WantErrors(t, Validate(open), RuleSyntax, "/Known", RuleSyntax, "/X")
	WantErrors(t, Validate(&Shapes{Str: Fn[string]("Foo", RawJSON("1"))}), RuleIntrinsic, "/Str/Foo")
	WantErrors(t, Validate(&Shapes{Bool: DynamicReference[bool]("nonsense")}), RuleIntrinsic, "/Bool")
}
