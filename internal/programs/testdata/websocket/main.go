// Command websocket prints the template of a WebSocket chat API.
package main

import (
	"log"
	"os"
	"strings"

	"example.com/stacks/aws/apigatewayv2"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/policy"
	"example.com/stacks/aws/cfn/template"
	"example.com/stacks/aws/dynamodb"
	"example.com/stacks/aws/ec2"
	"example.com/stacks/aws/ecs"
	"example.com/stacks/aws/iam"
	"example.com/stacks/aws/lambda"
	"example.com/stacks/aws/logs"
	"example.com/stacks/aws/s3"
)

const callbacks = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${ChatApi}/*"

func main() {
	t := build()
	if err := t.Validate(); err != nil {
		log.Fatal(err) // one line an error: logical ID, pointer, sentence
	}
	if _, err := t.WriteTo(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func build() *template.Template {
	t := &template.Template{AWSTemplateFormatVersion: cfn.Val("2010-09-09"), Description: cfn.Val("WebSocket chat")}
	env := t.AddParameter("Environment", template.Parameter{Type: cfn.Val("String"), Default: cfn.Val("dev"), AllowedValues: cfn.Vals("dev", "prod")})
	code := t.AddParameter("CodeBucket", template.Parameter{Type: cfn.Val("AWS::SSM::Parameter::Value<String>"), Default: cfn.Val("/build/bucket")})
	days := t.AddParameter("RetentionDays", template.Parameter{Type: cfn.Val("Number"), Default: cfn.Val("14")})
	subnets := t.AddParameter("Subnets", template.Parameter{Type: cfn.Val("List<AWS::EC2::Subnet::Id>")})
	vpc := t.AddParameter("Vpc", template.Parameter{Type: cfn.Val("AWS::EC2::VPC::Id")})
	prod := t.AddCondition("IsProduction", cfn.Equals(cfn.Ref[string](env), cfn.Val("prod")))

	table := t.AddResource("Connections", template.Resource{
		DeletionPolicy: cfn.Val("Retain"),
		Properties: &dynamodb.Table{
			AttributeDefinitions: cfn.ListOf(&dynamodb.TableAttributeDefinition{AttributeName: cfn.Val("connectionId"), AttributeType: cfn.Val("S")}),
			KeySchema:            cfn.ListOf(&dynamodb.TableKeySchema{AttributeName: cfn.Val("connectionId"), KeyType: cfn.Val("HASH")}),
			BillingMode:          cfn.Val("PAY_PER_REQUEST"),
			PointInTimeRecoverySpecification: &dynamodb.TablePointInTimeRecoverySpecification{
				PointInTimeRecoveryEnabled: cfn.If(prod, cfn.Val(true), cfn.Val(false)),
			},
		},
	})
	t.Add("Uploads", &s3.Bucket{
		BucketEncryption: &s3.BucketBucketEncryption{
			ServerSideEncryptionConfiguration: cfn.ListOf(&s3.BucketServerSideEncryptionRule{
				ServerSideEncryptionByDefault: &s3.BucketServerSideEncryptionByDefault{
					SSEAlgorithm: cfn.Val(s3.BucketServerSideEncryptionByDefaultSSEAlgorithmAes256),
				},
			}),
		},
		VersioningConfiguration: &s3.BucketVersioningConfiguration{Status: cfn.Val(s3.BucketVersioningConfigurationStatusEnabled)},
	})
	role := t.Add("FunctionRole", &iam.Role{
		AssumeRolePolicyDocument: policy.AssumeRole("lambda.amazonaws.com"),
		ManagedPolicyArns:        cfn.ListOf(cfn.Sub[string]("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")),
		Policies: cfn.ListOf(&iam.RolePolicyProperty{PolicyName: cfn.Val("connections"), PolicyDocument: policy.Document{Statements: []policy.Statement{
			{Effect: policy.Allow, Actions: []string{"dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Scan"}, Resources: []cfn.Value[string]{dynamodb.TableAttrArn.Of(table)}},
			{Effect: policy.Allow, Actions: []string{"execute-api:ManageConnections"}, Resources: []cfn.Value[string]{cfn.Sub[string](callbacks)}},
		}}.JSON()}),
	})
	api := t.Add("ChatApi", &apigatewayv2.Api{
		Name:                     cfn.Sub[string]("chat-${Environment}"),
		ProtocolType:             cfn.Val("WEBSOCKET"),
		RouteSelectionExpression: cfn.Val("$request.body.action"),
	})
	var routes []cfn.LogicalID
	for _, r := range []route{{"Connect", "$connect"}, {"Disconnect", "$disconnect"}, {"Message", "$default"}} {
		routes = append(routes, r.add(t, api, code, role, table))
	}
	t.Add("ChatReply", &apigatewayv2.IntegrationResponse{
		ApiId:                   apigatewayv2.ApiRef.Of(api),
		IntegrationId:           apigatewayv2.IntegrationRef.Of("MessageIntegration"),
		IntegrationResponseKey:  cfn.Val("$default"),
		ContentHandlingStrategy: cfn.Val(apigatewayv2.IntegrationResponseContentHandlingStrategyConvertToText),
	})
	deployment := t.AddResource("Deployment", template.Resource{
		DependsOn:  cfn.Vals(routes...),
		Properties: &apigatewayv2.Deployment{ApiId: apigatewayv2.ApiRef.Of(api)},
	})
	accessLogs := t.AddResource("AccessLogs", template.Resource{
		Condition: cfn.Val(prod),
		Properties: &logs.LogGroup{
			LogGroupName:    cfn.Sub[string]("/chat/${Environment}"),
			RetentionInDays: cfn.Ref[logs.LogGroupRetentionInDays](days),
		},
	})
	t.Add("Stage", &apigatewayv2.Stage{
		ApiId:        apigatewayv2.ApiRef.Of(api),
		DeploymentId: apigatewayv2.DeploymentAttrDeploymentId.Of(deployment),
		StageName:    cfn.Ref[string](env),
		AccessLogSettings: &apigatewayv2.StageAccessLogSettings{Node: cfn.ObjectIf(prod, &apigatewayv2.StageAccessLogSettings{
			DestinationArn: logs.LogGroupAttrArn.Of(accessLogs),
			Format:         cfn.Val(`{"id":"$context.requestId"}`),
		}, nil)},
		DefaultRouteSettings: &apigatewayv2.StageRouteSettings{ThrottlingBurstLimit: cfn.Int(100), ThrottlingRateLimit: cfn.Num(50)},
	})
	group := t.Add("WorkerSecurityGroup", &ec2.SecurityGroup{
		GroupDescription: cfn.Val("workers"),
		VpcId:            cfn.Ref[string](vpc),
		SecurityGroupIngress: cfn.ListOf(&ec2.SecurityGroupIngressProperty{
			IpProtocol: cfn.Val("tcp"), FromPort: cfn.Int(443), ToPort: cfn.Int(443), CidrIp: cfn.Val("10.0.0.0/8"),
		}),
	})
	worker := t.Add("Worker", &ecs.TaskDefinition{
		Cpu: cfn.Val("256"), Memory: cfn.Val("512"), NetworkMode: cfn.Val("awsvpc"),
		RequiresCompatibilities: cfn.Vals("FARGATE"),
		ContainerDefinitions: cfn.ListOf(&ecs.TaskDefinitionContainerDefinition{
			Name: cfn.Val("worker"), Image: cfn.Sub[string]("${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/worker:latest"),
			Environment: cfn.ListOf(&ecs.TaskDefinitionKeyValuePair{Name: cfn.Val("TABLE"), Value: dynamodb.TableRef.Of(table)}),
		}),
	})
	t.Add("WorkerService", &ecs.Service{
		TaskDefinition: ecs.TaskDefinitionRef.Of(worker),
		DesiredCount:   cfn.If(prod, cfn.Int(3), cfn.Int(1)),
		LaunchType:     cfn.Val(ecs.ServiceLaunchTypeFargate),
		NetworkConfiguration: &ecs.ServiceNetworkConfiguration{AwsvpcConfiguration: &ecs.ServiceAwsVpcConfiguration{
			Subnets:        cfn.ListRef[cfn.Value[string]](subnets),
			SecurityGroups: cfn.ListOf(ec2.SecurityGroupAttrGroupId.Of(group)),
		}},
	})
	t.AddOutput("Url", template.Output{
		Description: cfn.Val("Where clients connect"),
		Value:       cfn.Sub[string]("wss://${ChatApi}.execute-api.${AWS::Region}.amazonaws.com/${Stage}"),
		Export:      &template.Export{Name: cfn.Sub[string]("${AWS::StackName}-url")},
	})
	t.AddOutput("LogGroup", template.Output{Condition: cfn.Val(prod), Value: logs.LogGroupRef.Of(accessLogs)})
	return t
}

type route struct{ name, key string }

// add adds a route with its function, integration and permission, and returns the route's logical ID.
func (r route) add(t *template.Template, api, code, role, table cfn.LogicalID) cfn.LogicalID {
	name := cfn.LogicalID(r.name)
	handler := strings.ToLower(r.name)
	fn := t.Add(name+"Function", &lambda.Function{
		Role:          iam.RoleAttrArn.Of(role),
		Handler:       cfn.Val(handler + ".handler"),
		Runtime:       cfn.Val("nodejs22.x"),
		Code:          &lambda.FunctionCode{S3Bucket: cfn.Ref[string](code), S3Key: cfn.Val(handler + ".zip")},
		Timeout:       cfn.Int(10),
		Environment:   &lambda.FunctionEnvironment{Variables: cfn.MapOf(map[string]cfn.Value[string]{"TABLE": dynamodb.TableRef.Of(table)})},
		Architectures: cfn.Vals(lambda.FunctionArchitecturesArm64),
	})
	integration := t.Add(name+"Integration", &apigatewayv2.Integration{
		ApiId:           apigatewayv2.ApiRef.Of(api),
		IntegrationType: cfn.Val("AWS_PROXY"),
		IntegrationUri:  cfn.Sub[string]("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${" + string(fn) + ".Arn}/invocations"),
	})
	t.Add(name+"Permission", &lambda.Permission{
		Action:       cfn.Val("lambda:InvokeFunction"),
		FunctionName: lambda.FunctionRef.Of(fn),
		Principal:    cfn.Val("apigateway.amazonaws.com"),
		SourceArn:    cfn.Sub[string](callbacks + "/" + r.key),
	})
	return t.Add(name+"Route", &apigatewayv2.Route{
		ApiId:    apigatewayv2.ApiRef.Of(api),
		RouteKey: cfn.Val(r.key),
		Target:   cfn.Join[string]("/", cfn.Val("integrations"), apigatewayv2.IntegrationRef.Of(integration)),
	})
}
