package bench

import (
	"os"

	"github.com/cfngen/cfngen/generated/apigatewayv2"
	"github.com/cfngen/cfngen/internal/bench/plain"
)

func integrationResponse() *document {
	return newDocument[apigatewayv2.IntegrationResponse, plain.IntegrationResponse](os.DirFS("testdata"), "integrationresponse", faults{
		"a required property is absent": remove("ApiId"),
		"a property is not declared":    set("Apiid", "a"),
		"a value is not of the enum":    set("ContentHandlingStrategy", "CONVERT_TO_IMAGE"),
		"a map's value does not match":  set("ResponseParameters", map[string]any{"method.response.header.A": "request.header.a"}),
	})
}
