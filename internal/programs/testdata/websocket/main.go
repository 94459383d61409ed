// Command websocket prints the template of a WebSocket chat API.
package main

import (
	"encoding/json"
	"errors"
	"log"
	"os"

	"example.com/stacks/aws/apigatewayv2"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/policy"
	"example.com/stacks/aws/dynamodb"
	"example.com/stacks/aws/ec2"
	"example.com/stacks/aws/ecs"
	"example.com/stacks/aws/iam"
	"example.com/stacks/aws/lambda"
	"example.com/stacks/aws/logs"
	"example.com/stacks/aws/s3"
)

// Logical IDs are plain strings, so that constants keep typing errors out.
const (
	apiID         = "ChatApi"
	roleID        = "FunctionRole"
	tableID       = "Connections"
	stageID       = "Stage"
	bucketID      = "Uploads"
	accessLogsID  = "AccessLogs"
	connectID     = "ConnectFunction"
	disconnectID  = "DisconnectFunction"
	messageID     = "MessageFunction"
	isProduction  = "IsProduction"
	securityGroup = "WorkerSecurityGroup"
)

// calls are all calls of the API.
const calls = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${" + apiID + "}/*"

// The template keeps its sections as JSON, which these types are written to.
type parameter struct {
	Type          string
	Default       string   `json:",omitempty"`
	AllowedValues []string `json:",omitempty"`
}

type output struct {
	Description string `json:",omitempty"`
	Condition   string `json:",omitempty"`
	Value       cfn.Value[string]
	Export      *export `json:",omitempty"`
}

type export struct{ Name cfn.Value[string] }

func main() {
	t := build()
	if err := errors.Join(t.Validate(), connections.ValidateIdentity()); err != nil {
		log.Fatal(err)
	}
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(t); err != nil {
		log.Fatal(err)
	}
}

// connections is what the functions may do.
var connections = policy.Document{Statements: []policy.Statement{
	{
		Effect:    policy.Allow,
		Actions:   []string{"dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Scan"},
		Resources: []cfn.Value[string]{dynamodb.TableAttrArn.Of(tableID)},
	},
	{
		Effect:    policy.Allow,
		Actions:   []string{"execute-api:ManageConnections"},
		Resources: []cfn.Value[string]{cfn.Sub[string](calls)},
	},
}}

func build() *cfn.Template {
	t := &cfn.Template{
		AWSTemplateFormatVersion: "2010-09-09",
		Description:              "WebSocket chat",
		Parameters: cfn.JSONOf(map[string]parameter{
			"Environment":   {Type: "String", Default: "dev", AllowedValues: []string{"dev", "prod"}},
			"CodeBucket":    {Type: "AWS::SSM::Parameter::Value<String>", Default: "/build/bucket"},
			"RetentionDays": {Type: "Number", Default: "14"},
			"Subnets":       {Type: "List<AWS::EC2::Subnet::Id>"},
			"Vpc":           {Type: "AWS::EC2::VPC::Id"},
		}),
		Conditions: cfn.MustParseJSON(`{"IsProduction": {"Fn::Equals": [{"Ref": "Environment"}, "prod"]}}`),
		Resources:  map[string]*cfn.Resource{},
	}

	storage(t)
	gateway(t)
	worker(t)
	t.Outputs = cfn.JSONOf(map[string]output{
		"Url": {Description: "Where clients connect", Value: cfn.Sub[string]("wss://${ChatApi}.execute-api.${AWS::Region}.amazonaws.com/${Stage}"),
			Export: &export{Name: cfn.Sub[string]("${AWS::StackName}-url")}},
		"LogGroup": {Condition: isProduction, Value: logs.LogGroupRef.Of(accessLogsID)},
	})
	return t
}

// storage adds the table of connections, the bucket of uploads, and the role that may
// use them.
func storage(t *cfn.Template) {
	t.Resources[tableID] = &cfn.Resource{
		Properties: &dynamodb.Table{
			AttributeDefinitions: cfn.ListOf(&dynamodb.TableAttributeDefinition{
				AttributeName: cfn.Val("connectionId"), AttributeType: cfn.Val("S"),
			}),
			KeySchema: cfn.ListOf(&dynamodb.TableKeySchema{
				AttributeName: cfn.Val("connectionId"), KeyType: cfn.Val("HASH"),
			}),
			BillingMode: cfn.Val("PAY_PER_REQUEST"),
			PointInTimeRecoverySpecification: &dynamodb.TablePointInTimeRecoverySpecification{
				PointInTimeRecoveryEnabled: cfn.If(isProduction, cfn.Val(true), cfn.Val(false)),
			},
		},
		DeletionPolicy: cfn.Val("Retain"),
	}
	t.Resources[bucketID] = &cfn.Resource{
		Properties: &s3.Bucket{
			BucketEncryption: &s3.BucketBucketEncryption{
				ServerSideEncryptionConfiguration: cfn.ListOf(&s3.BucketServerSideEncryptionRule{
					ServerSideEncryptionByDefault: &s3.BucketServerSideEncryptionByDefault{
						SSEAlgorithm: cfn.Val(s3.BucketServerSideEncryptionByDefaultSSEAlgorithmAes256),
					},
				}),
			},
			VersioningConfiguration: &s3.BucketVersioningConfiguration{
				Status: cfn.Val(s3.BucketVersioningConfigurationStatusEnabled),
			},
		},
	}
	t.Resources[roleID] = &cfn.Resource{Properties: &iam.Role{
		AssumeRolePolicyDocument: policy.AssumeRole("lambda.amazonaws.com"),
		ManagedPolicyArns:        cfn.ListOf(cfn.Sub[string]("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")),
		Policies:                 cfn.ListOf(&iam.RolePolicyProperty{PolicyName: cfn.Val("connections"), PolicyDocument: connections.JSON()}),
	}}
}

// gateway adds the API with its routes, its deployment and its stage.
func gateway(t *cfn.Template) {
	t.Resources[apiID] = &cfn.Resource{Properties: &apigatewayv2.Api{
		Name:                     cfn.Sub[string]("chat-${Environment}"),
		ProtocolType:             cfn.Val("WEBSOCKET"),
		RouteSelectionExpression: cfn.Val("$request.body.action"),
	}}

	var deps []string
	for _, r := range []struct{ name, key, fn, handler string }{
		{"Connect", "$connect", connectID, "connect"},
		{"Disconnect", "$disconnect", disconnectID, "disconnect"},
		{"Message", "$default", messageID, "message"},
	} {
		addRoute(t, r.name, r.key, r.fn, r.handler)
		deps = append(deps, r.name+"Route")
	}

	t.Resources["ChatReply"] = &cfn.Resource{Properties: &apigatewayv2.IntegrationResponse{
		ApiId:                   apigatewayv2.ApiRef.Of(apiID),
		IntegrationId:           apigatewayv2.IntegrationRef.Of("MessageIntegration"),
		IntegrationResponseKey:  cfn.Val("$default"),
		ContentHandlingStrategy: cfn.Val(apigatewayv2.IntegrationResponseContentHandlingStrategyConvertToText),
	}}
	t.Resources["Deployment"] = &cfn.Resource{
		Properties: &apigatewayv2.Deployment{ApiId: apigatewayv2.ApiRef.Of(apiID)},
		DependsOn:  deps,
	}
	t.Resources[accessLogsID] = &cfn.Resource{
		Condition: cfn.Val(isProduction),
		Properties: &logs.LogGroup{
			LogGroupName:    cfn.Sub[string]("/chat/${Environment}"),
			RetentionInDays: cfn.Ref[logs.LogGroupRetentionInDays]("RetentionDays"),
		},
	}
	t.Resources[stageID] = &cfn.Resource{Properties: &apigatewayv2.Stage{
		ApiId:        apigatewayv2.ApiRef.Of(apiID),
		DeploymentId: apigatewayv2.DeploymentAttrDeploymentId.Of("Deployment"),
		StageName:    cfn.Ref[string]("Environment"),
		AccessLogSettings: &apigatewayv2.StageAccessLogSettings{
			Node: cfn.ObjectIf(isProduction, &apigatewayv2.StageAccessLogSettings{
				DestinationArn: logs.LogGroupAttrArn.Of(accessLogsID),
				Format:         cfn.Val(`{"id":"$context.requestId"}`),
			}, nil),
		},
		DefaultRouteSettings: &apigatewayv2.StageRouteSettings{
			ThrottlingBurstLimit: cfn.Int(100), ThrottlingRateLimit: cfn.Num(50),
		},
	}}
}

// worker adds the service that works on the messages.
func worker(t *cfn.Template) {
	t.Resources[securityGroup] = &cfn.Resource{Properties: &ec2.SecurityGroup{
		GroupDescription: cfn.Val("workers"),
		VpcId:            cfn.Ref[string]("Vpc"),
		SecurityGroupIngress: cfn.ListOf(&ec2.SecurityGroupIngressProperty{
			IpProtocol: cfn.Val("tcp"), FromPort: cfn.Int(443), ToPort: cfn.Int(443), CidrIp: cfn.Val("10.0.0.0/8"),
		}),
	}}
	t.Resources["Worker"] = &cfn.Resource{Properties: &ecs.TaskDefinition{
		Cpu: cfn.Val("256"), Memory: cfn.Val("512"), NetworkMode: cfn.Val("awsvpc"),
		RequiresCompatibilities: cfn.Vals("FARGATE"),
		ContainerDefinitions: cfn.ListOf(&ecs.TaskDefinitionContainerDefinition{
			Name: cfn.Val("worker"), Image: cfn.Sub[string]("${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/worker:latest"),
			Environment: cfn.ListOf(&ecs.TaskDefinitionKeyValuePair{Name: cfn.Val("TABLE"), Value: dynamodb.TableRef.Of(tableID)}),
		}),
	}}
	t.Resources["WorkerService"] = &cfn.Resource{Properties: &ecs.Service{
		TaskDefinition: ecs.TaskDefinitionRef.Of("Worker"),
		DesiredCount:   cfn.If(isProduction, cfn.Int(3), cfn.Int(1)),
		LaunchType:     cfn.Val(ecs.ServiceLaunchTypeFargate),
		NetworkConfiguration: &ecs.ServiceNetworkConfiguration{
			AwsvpcConfiguration: &ecs.ServiceAwsVpcConfiguration{
				Subnets:        cfn.ListRef[cfn.Value[string]]("Subnets"),
				SecurityGroups: cfn.ListOf(ec2.SecurityGroupAttrGroupId.Of(securityGroup)),
			},
		},
	}}
}

// addRoute adds a route with its function, integration and permission.
func addRoute(t *cfn.Template, name, key, fn, handler string) {
	t.Resources[fn] = &cfn.Resource{Properties: &lambda.Function{
		Role:    iam.RoleAttrArn.Of(roleID),
		Handler: cfn.Val(handler + ".handler"),
		Runtime: cfn.Val("nodejs22.x"),
		Code:    &lambda.FunctionCode{S3Bucket: cfn.Ref[string]("CodeBucket"), S3Key: cfn.Val(handler + ".zip")},
		Timeout: cfn.Int(10),
		Environment: &lambda.FunctionEnvironment{
			Variables: cfn.MapOf(map[string]cfn.Value[string]{"TABLE": dynamodb.TableRef.Of(tableID)}),
		},
		Architectures: cfn.Vals(lambda.FunctionArchitecturesArm64),
	}}
	t.Resources[name+"Integration"] = &cfn.Resource{Properties: &apigatewayv2.Integration{
		ApiId:           apigatewayv2.ApiRef.Of(apiID),
		IntegrationType: cfn.Val("AWS_PROXY"),
		IntegrationUri:  cfn.Sub[string]("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${" + fn + ".Arn}/invocations"),
	}}
	t.Resources[name+"Route"] = &cfn.Resource{Properties: &apigatewayv2.Route{
		ApiId:    apigatewayv2.ApiRef.Of(apiID),
		RouteKey: cfn.Val(key),
		Target:   cfn.Join[string]("/", cfn.Val("integrations"), apigatewayv2.IntegrationRef.Of(name+"Integration")),
	}}
	t.Resources[name+"Permission"] = &cfn.Resource{Properties: &lambda.Permission{
		Action:       cfn.Val("lambda:InvokeFunction"),
		FunctionName: lambda.FunctionRef.Of(fn),
		Principal:    cfn.Val("apigateway.amazonaws.com"),
		SourceArn:    cfn.Sub[string](calls + "/" + key),
	}}
}
