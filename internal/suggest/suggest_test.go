package suggest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/suggest"
)

func TestNearest(t *testing.T) {
	types := []string{"AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::IntegrationResponse", "AWS::ApiGatewayV2::Stage", "AWS::S3::Bucket"}
	tests := []struct {
		word string
		in   []string
		want []string
	}{
		{"AWS::S3::Buckt", types, []string{"AWS::S3::Bucket"}},
		{"aws::s3::bucket", types, []string{"AWS::S3::Bucket"}},
		{"Bucket", types, []string{"AWS::S3::Bucket"}},
		{"stage", types, []string{"AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage"}},
		{"AWS::ApiGatewayV2", types, []string{"AWS::ApiGatewayV2::IntegrationResponse", "AWS::ApiGatewayV2::Stage"}},
		{"AWS::ApiGatway::IntegrationRespnse", types, []string{"AWS::ApiGatewayV2::IntegrationResponse"}},
		{"Queue", types, []string{}},
		{"", types, []string{}},
		{"hlep", []string{"list", "help"}, []string{"help"}},
		{"outt", []string{"oat", "out"}, []string{"out", "oat"}},
		{"diff", []string{"list", "help"}, []string{}},
	}
	for _, tt := range tests {
		if got := suggest.Nearest(tt.word, tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("Nearest(%q) = %v, want %v", tt.word, got, tt.want)
		}
	}
}

func TestPatterns(t *testing.T) {
	types := []string{
		"AWS::Lambda::Alias", "AWS::Lambda::Function", "AWS::Lambda::Layer", "AWS::Lambda::Version", "AWS::S3::Bucket", "AWS::S3Tables::Table", "Acme::Net::VPC::MODULE",
	}
	tests := map[string][]string{
		"AWS::S3::Buckt":         {"AWS::S3::Bucket"},
		"AWS::Lamda::*":          {"AWS::Lambda::*"},
		"AWS::lamda::*":          {"AWS::Lambda::*"},
		"AWS:Lambda::*":          {"AWS::Lambda::Alias", "AWS::Lambda::Function", "AWS::Lambda::Layer"},
		"aws::s3::*":             {"AWS::S3::Bucket"},
		"AWS::Lambda::Funktion*": {"AWS::Lambda::Function*"},
		"AWS::S4::Buck?t":        {"AWS::S3::Buck?t"},
		"AWS::S33::*":            {"AWS::S3::*"},
		"*Buket":                 {"AWS::S3::Bucket"},
		"*Lamda*":                {"AWS::Lambda::Alias", "AWS::Lambda::Function", "AWS::Lambda::Layer"},
		"Acme::Met::VPC::*":      {"Acme::Net::VPC::*"},
		"AWS::Kinesis::*":        nil,
		"*Q*":                    nil,
		"AWS::[":                 nil,
		strings.Repeat("*", 300): nil,
		strings.Repeat("A", 300): nil,
	}
	for word, want := range tests {
		t.Run(word, func(t *testing.T) {
			if got := suggest.Patterns(word, types, "::"); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestDidYouMean(t *testing.T) {
	tests := []struct {
		names []string
		want  string
	}{
		{nil, ""},
		{[]string{"a"}, "; did you mean a?"},
		{[]string{"a", "b"}, "; did you mean a or b?"},
		{[]string{"a", "b", "c"}, "; did you mean a, b or c?"},
	}
	for _, tt := range tests {
		if got := suggest.DidYouMean(tt.names); got != tt.want {
			t.Errorf("DidYouMean(%q) = %q, want %q", tt.names, got, tt.want)
		}
	}
}
