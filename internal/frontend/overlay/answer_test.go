package overlay

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

func TestAnswer(t *testing.T) {
	o, found := Parse("o.json", []byte(`{"type": "A::B::C", "reason": "It is known.", "format": "registry schema",
		"answers": [{"keyword": "createOnlyProperties", "value": "/properties/Gone"}]}`))
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	spec := func(format string) *model.Spec {
		return &model.Spec{Resources: []*model.Resource{{TypeName: "A::B::C", Sources: []model.Source{{Format: format}}}}}
	}
	warning := diag.Warningf(diag.Position{}, "createOnlyProperties: \"/properties/Gone\" leads nowhere").For("createOnlyProperties")
	warning.Subject = "A::B::C"
	other := warning
	other.Subject = "A::B::D"

	got := Answer(spec("registry schema"), []*Overlay{o}, diag.List{warning, other})
	if len(got) != 2 || got[0].Severity != diag.Note || !strings.HasSuffix(got[0].Message, "leads nowhere. It is known.") || got[1] != other {
		t.Errorf("%v", got)
	}
	// Nothing to answer is a warning, but not where the type comes from elsewhere.
	got = Answer(spec("registry schema"), []*Overlay{o}, diag.List{other})
	if len(got) != 2 || got[1].Severity != diag.Warning || !strings.Contains(got[1].Message, `answers no warning about "/properties/Gone"`) {
		t.Errorf("%v", got)
	}
	if got = Answer(spec("resource specification"), []*Overlay{o}, nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if got = Answer(&model.Spec{}, []*Overlay{o}, nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func TestAnswerErrors(t *testing.T) {
	for text, want := range map[string]string{
		`{"type": "A::B::C", "reason": "r"}`:                                     `"patch" is missing`,
		`{"type": "A::B::C", "reason": "r", "answers": {}}`:                      "must be an array",
		`{"type": "A::B::C", "reason": "r", "answers": [{"keyword": "x"}]}`:      `"value" is missing`,
		`{"type": "A::B::C", "reason": "r", "answers": [{"k": 1}], "patch": []}`: `unknown member "k"`,
	} {
		if _, found := Parse("o.json", []byte(text)); found.Err() == nil || !strings.Contains(found.Error(), want) {
			t.Errorf("%s: %v, want %s", text, found, want)
		}
	}
}
