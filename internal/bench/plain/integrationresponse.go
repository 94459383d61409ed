package plain

//go:generate go tool easyjson -no_std_marshalers integrationresponse.go

// IntegrationResponse is AWS::ApiGatewayV2::IntegrationResponse.
//
//easyjson:json
type IntegrationResponse struct {
	ApiId                       string            `json:",omitempty"`
	ContentHandlingStrategy     string            `json:",omitempty"`
	IntegrationId               string            `json:",omitempty"`
	IntegrationResponseKey      string            `json:",omitempty"`
	ResponseParameters          map[string]string `json:",omitempty"`
	ResponseTemplates           map[string]string `json:",omitempty"`
	TemplateSelectionExpression string            `json:",omitempty"`
}
