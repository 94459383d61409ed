package cfn_test

import (
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

func TestIsAbsent(t *testing.T) {
	for name, got := range map[string]struct {
		absent bool
		fn     *Intrinsic
		want   bool
		name   string
	}{
		"value":           {IsAbsent(Value[string]{}), IntrinsicOf(Value[string]{}), true, ""},
		"literal":         {IsAbsent(Val("")), IntrinsicOf(Val("")), false, ""},
		"function":        {IsAbsent(Ref[bool]("P")), IntrinsicOf(Ref[bool]("P")), false, "Ref"},
		"list":            {ListIsAbsent(List[JSON]{}), ListIntrinsic(List[JSON]{}), true, ""},
		"empty list":      {ListIsAbsent(ListOf[JSON]()), ListIntrinsic(ListOf[JSON]()), false, ""},
		"list function":   {ListIsAbsent(ListRef[JSON]("P")), ListIntrinsic(ListRef[JSON]("P")), false, "Ref"},
		"map":             {MapIsAbsent(Map[JSON]{}), MapIntrinsic(Map[JSON]{}), true, ""},
		"empty map":       {MapIsAbsent(MapEntries[JSON]()), MapIntrinsic(MapEntries[JSON]()), false, ""},
		"map function":    {MapIsAbsent(MapIf("C", Map[JSON]{}, Map[JSON]{})), MapIntrinsic(MapIf("C", Map[JSON]{}, Map[JSON]{})), false, "Fn::If"},
		"struct":          {false, ObjectIntrinsic(Node{}), false, ""},
		"object function": {false, ObjectIntrinsic(ObjectFn("Ref", JSONOf("P"))), false, "Ref"},
	} {
		t.Run(name, func(t *testing.T) {
			fn := ""
			if got.fn != nil {
				fn = got.fn.Name()
			}
			if got.absent != got.want || fn != got.name {
				t.Errorf("%s: absent %t, function %q", name, got.absent, fn)
			}
		})
	}
}

// A rule that there is none of is a mistake of the program, and is reported as one.
func TestUnknownRule(t *testing.T) {
	for _, o := range []Option{Skip(RuleType, 99), Enable(255)} {
		if err := Validate(&Shapes{}, o); err == nil {
			t.Errorf("error %v", err)
		}
	}
}
