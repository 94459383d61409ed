package compare_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/model"
)

// TestFormerNames: what keeps its former name as an alias is what it was, also as
// the type of fields and constants; without the alias it is gone.
func TestFormerNames(t *testing.T) {
	old := []compare.Declaration{
		{Package: "shop", Name: "Old", Kind: "type", Type: "struct"},
		{Package: "shop", Name: "Old.Gone", Kind: "field", Type: "cfn.JSON"},
		{Package: "shop", Name: "Old.Next", Kind: "field", Type: "cfn.List[*Old]"},
		{Package: "shop", Name: "State", Kind: "type", Type: "string"},
		{Package: "shop", Name: "StateOpen", Kind: "const", Type: "State", Value: `"open"`},
	}
	now := []compare.Declaration{
		{Package: "shop", Name: "New", Kind: "type", Type: "struct"},
		{Package: "shop", Name: "New.Next", Kind: "field", Type: "cfn.List[*New]"},
		{Package: "shop", Name: "Old", Kind: "type", Type: "struct", Alias: "New"},
		{Package: "shop", Name: "Old.Next", Kind: "field", Type: "cfn.List[*New]"},
		{Package: "shop", Name: "Phase", Kind: "type", Type: "string"},
		{Package: "shop", Name: "PhaseOpen", Kind: "const", Type: "Phase", Value: `"open"`},
		{Package: "shop", Name: "State", Kind: "type", Type: "string", Alias: "Phase"},
		{Package: "shop", Name: "StateOpen", Kind: "const", Type: "Phase", Value: `"open"`},
	}
	for _, c := range []struct {
		name string
		now  []compare.Declaration
		want []string
	}{
		{"kept", now, []string{"shop.Old.Gone field removed"}},
		{"not kept", now[:2], []string{"shop.Old type removed", "shop.State type removed", "shop.StateOpen const removed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, change := range compare.Specs(&model.Spec{}, &model.Spec{}, old, c.now) {
				if change.Class == compare.Breaking {
					got = append(got, fmt.Sprint(change.Subject, " ", change.Kind))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
