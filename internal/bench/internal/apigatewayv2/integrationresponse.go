package apigatewayv2

import "github.com/cfngen/cfngen/templates/cfn"

// IntegrationResponse is AWS::ApiGatewayV2::IntegrationResponse.
type IntegrationResponse struct {
	cfn.Node
	ApiId                       cfn.Value[string]
	ContentHandlingStrategy     cfn.Value[ContentHandlingStrategy]
	IntegrationId               cfn.Value[string]
	IntegrationResponseKey      cfn.Value[string]
	ResponseParameters          cfn.Map[cfn.Value[string]]
	ResponseTemplates           cfn.Map[cfn.Value[string]]
	TemplateSelectionExpression cfn.Value[string]
}

// ContentHandlingStrategy says how the payload is converted.
type ContentHandlingStrategy string

// CFNSchema describes the type.
func (*IntegrationResponse) CFNSchema() *cfn.Schema { return &integrationResponseSchema }

// Validate checks the resource.
func (x *IntegrationResponse) Validate(options ...cfn.Option) error {
	return cfn.Validate(x, options...)
}

// AppendJSON appends the resource's JSON text to dst.
func (x *IntegrationResponse) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

// MarshalJSON gives the resource's JSON text.
func (x *IntegrationResponse) MarshalJSON() ([]byte, error) { return cfn.MarshalJSON(x) }

// UnmarshalJSON reads the resource.
func (x *IntegrationResponse) UnmarshalJSON(data []byte) error { return cfn.Unmarshal(data, x) }

var integrationResponseSchema = cfn.Schema{
	Name: "AWS::ApiGatewayV2::IntegrationResponse",
	Go:   (*IntegrationResponse)(nil),
	Fields: []cfn.Field{
		{Name: "ApiId", Flags: cfn.Required | cfn.CreateOnly},
		{Name: "ContentHandlingStrategy", Check: &cfn.Check{Enum: []string{"CONVERT_TO_BINARY", "CONVERT_TO_TEXT"}}},
		{Name: "IntegrationId", Flags: cfn.Required | cfn.CreateOnly},
		{Name: "IntegrationResponseKey", Flags: cfn.Required},
		{Name: "ResponseParameters", Check: &cfn.Check{
			Keys: &cfn.Check{Pattern: `^method\.response\.header\.[!#$%&'*+\-.^_|~0-9A-Za-z]+$`},
			Elem: &cfn.Check{Pattern: `^(integration\.response\.header\.[!#$%&'*+\-.^_|~0-9A-Za-z]+|integration\.response\.body\..+|'.*')$`},
		}},
		{Name: "ResponseTemplates"},
		{Name: "TemplateSelectionExpression"},
	},
	ReadOnly: []string{"IntegrationResponseId"},
}
