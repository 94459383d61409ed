package compare_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// TestOperations: what the provider of a resource type can do with a resource as a
// whole is for deployments, where both schemas say it.
func TestOperations(t *testing.T) {
	const (
		updates, none = `, "handlers": {"create": {}, "update": {}}`, `, "handlers": {"create": {}}`
		tags, fixed   = `, "tagging": {"taggable": true}`, `, "tagging": {"taggable": true, "tagUpdatable": false}`
		deletesFirst  = `, "replacementStrategy": "delete_then_create"`
	)
	tests := []struct {
		name, old, now string
		want           []string
	}{
		{"the update handler is gone", updates, none, []string{"breaking: no update any more:  -> "}},
		{"an update handler", none, updates, []string{"safe: update now possible:  -> "}},
		{"handlers are not listed any more", updates, "", nil},
		{"handlers are listed", "", none, nil},
		{"tags are fixed", tags, fixed, []string{"breaking: no update of tags any more:  -> "}},
		{"tags can be changed", fixed, tags, []string{"safe: update of tags now possible:  -> "}},
		{"tags are spoken of", "", fixed, nil},
		{"replacement", "", deletesFirst, []string{"risky: replacement strategy changed: create_then_delete -> delete_then_create"}},
		{"replacement back", deletesFirst, "", []string{"risky: replacement strategy changed: delete_then_create -> create_then_delete"}},
		{"the same", updates + tags + deletesFirst, deletesFirst + tags + updates, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			schema := func(members string) []source.Document {
				text := `{"typeName": "AWS::Shop::Thing", "additionalProperties": false, "properties": {"A": {"type": "string"}}` + members + `}`
				return []source.Document{{Name: "r.json", Path: "r.json", Data: []byte(text)}}
			}
			var got []string
			for _, c := range compare.Specs(load(t, schema(tt.old), nil), load(t, schema(tt.now), nil), nil, nil) {
				if c.Layer != compare.Deployments || c.Subject != "" || c.OldPos.Line == 0 || c.NewPos.Line == 0 {
					t.Errorf("%+v", c)
				}
				got = append(got, fmt.Sprintf("%s: %s: %s -> %s", c.Class, c.Kind, c.Old, c.New))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
