package cloudcontrol_test

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/cloudcontrol"
	"github.com/cfngen/cfngen/templates/internal/cfntest"
)

func TestIdentifier(t *testing.T) {
	for _, test := range []struct {
		name, text, want string
		wrong            []any
	}{
		{"compound", `{"Address":{"City":"c"},"Number":7,"Id":"i"}`, "c|7|i", nil},
		{"absent", `{"Address":{},"Number":7}`, "", []any{cfn.RuleRequired, "/Address/City", cfn.RuleRequired, "/Id"}},
		{"no scalar", `{"Address":{"City":"c"},"Number":7,"Id":["i"]}`, "", []any{cfn.RuleType, "/Id"}},
		{"empty", `{"Address":{"City":""},"Number":7,"Id":"i"}`, "", []any{cfn.RuleMinLength, "/Address/City"}},
		{"separator", `{"Address":{"City":"c|d"},"Number":7,"Id":"i"}`, "", []any{cfn.RulePattern, "/Address/City"}},
		{"function", `{"Address":{"City":{"Ref":"A"}},"Number":7,"Id":"i"}`, "", []any{cfn.RuleType, "/Address/City"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var x garage
			if err := cloudcontrol.Read(test.text, &x); err != nil {
				t.Fatal(err)
			}
			got, err := cloudcontrol.Identifier(&x)
			cfntest.WantErrors(t, err, test.wrong...)
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if got, err := cloudcontrol.Identifier(read(t, `{"Arn":"a|b"}`)); got != "a|b" || err != nil {
		t.Errorf("one part: %q, %v", got, err)
	}
	for _, x := range []cfn.Properties{nil, cfn.JSON{}, &conditional{}} {
		if got, err := cloudcontrol.Identifier(x); err == nil {
			t.Errorf("%T has the identifier %q", x, got)
		}
	}
}

func TestParseIdentifier(t *testing.T) {
	parts, err := cloudcontrol.ParseIdentifier((*garage)(nil), "c|7|i")
	if err != nil || len(parts) != 3 || parts["Address.City"] != "c" || parts["Number"] != "7" || parts["Id"] != "i" {
		t.Errorf("%v, %v", parts, err)
	}
	if parts, err := cloudcontrol.ParseIdentifier((*house)(nil), "a|b"); err != nil || len(parts) != 1 || parts["Arn"] != "a|b" {
		t.Errorf("one part: %v, %v", parts, err)
	}
	_, err = cloudcontrol.ParseIdentifier((*garage)(nil), "c|7")
	if err == nil || !strings.Contains(err.Error(), "Address.City|Number|Id") {
		t.Errorf("parts are absent: %v", err)
	}
	for _, x := range []cfn.Struct{nil, cfn.JSON{}, (*conditional)(nil)} {
		if _, err := cloudcontrol.ParseIdentifier(x, "a"); err == nil {
			t.Errorf("%T has an identifier", x)
		}
	}
}
