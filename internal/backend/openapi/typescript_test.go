package openapi_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/openapi"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/frontend"
)

// npm names the folder in which npm has installed what internal/editors/package.json asks for.
const npm = "CFNGEN_NPM"

// typescriptTypes are the types of which TypeScript is made: large ones, recursive ones, maps, free-form JSON and
// alternatives are among them.
func typescriptTypes() []string {
	return []string{
		"AWS::ApiGateway::RestApi", "AWS::AppSync::Resolver", "AWS::AutoScaling::AutoScalingGroup", "AWS::CloudFront::Distribution",
		"AWS::DynamoDB::Table", "AWS::EC2::Instance", "AWS::EC2::SecurityGroup", "AWS::ECS::Service", "AWS::ECS::TaskDefinition",
		"AWS::Events::Rule", "AWS::Glue::Table", "AWS::IAM::Role", "AWS::KMS::Key", "AWS::Lambda::Function", "AWS::QuickSight::Template",
		"AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::StepFunctions::StateMachine", "AWS::WAFv2::WebACL",
	}
}

// TestTypeScript: what openapi-typescript makes of a document compiles, with programs that use it. What
// they have wrong does not.
func TestTypeScript(t *testing.T) {
	tools := os.Getenv(npm)
	if tools == "" {
		t.Skipf("%s is not set: it names the folder in which npm ci has installed what internal/editors/package.json asks for", npm)
	}
	wanted := typescriptTypes()
	spec, found := frontend.Read(documents.Open(t, corpus.Registry), func(name string) bool { return slices.Contains(wanted, name) })
	if found.Err() != nil || len(spec.Resources) != len(wanted) {
		t.Fatalf("%d of %d types\n%.2000s", len(spec.Resources), len(wanted), found)
	}
	for _, tt := range []struct {
		name string
		b    openapi.Backend
		// programs are values of a bucket, each with what the compiler finds wrong in it, "" for nothing.
		programs [][2]string
	}{
		{"literal", openapi.Backend{Tool: tool}, [][2]string{
			{`{BucketName: "logs", VersioningConfiguration: {Status: "Enabled"}, LifecycleConfiguration: {Rules: [{Status: "Enabled", ExpirationInDays: 30}]}}`, ""},
			{`{VersioningConfiguration: {Status: "On"}}`, `Type '"On"' is not assignable to type '"Enabled" | "Suspended"'`},
			{`{BucketNames: "logs"}`, `'BucketNames' does not exist`},
			{`{BucketName: {Ref: "Name"}}`, `is not assignable to type 'string'`},
		}},
		{"functions", openapi.Backend{Tool: tool, Functions: true}, [][2]string{
			{`{BucketName: {Ref: "Name"}, VersioningConfiguration: {Status: {"Fn::If": ["C", "Enabled", "Suspended"]}}, Tags: [{Key: "a", Value: "b"}]}`, ""},
			{`{BucketName: {"Fn::Nothing": "Name"}}`, `'"Fn::Nothing"' does not exist`},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			product, found := tt.b.Make(spec, backend.Options{})
			if len(found) > 0 {
				t.Fatal(found)
			}
			dir := t.TempDir()
			write(t, dir, openapi.File, string(product.Files[openapi.File]))
			if out, err := runNPM(t, dir, tools, "openapi-typescript", openapi.File, "-o", "types.ts"); err != nil {
				t.Fatalf("%v\n%.4000s", err, out)
			}
			args := []string{"--noEmit", "--strict", "--pretty", "false", "types.ts"}
			for i, p := range tt.programs {
				args = append(args, programName(i))
				write(t, dir, programName(i), "import type { components } from \"./types\";\n\nexport const bucket: components[\"schemas\"][\"AWS.S3.Bucket\"] = "+p[0]+";\n")
			}
			out, err := runNPM(t, dir, tools, "tsc", args...)
			if strings.Contains(out, "types.ts(") {
				t.Fatalf("what was made does not compile:\n%.4000s", out)
			}
			for i, p := range tt.programs {
				wrong := linesOf(out, programName(i)+"(")
				switch {
				case p[1] == "" && wrong != "":
					t.Errorf("%s does not compile:\n%.4000s", p[0], out)
				case p[1] != "" && !strings.Contains(wrong, p[1]):
					t.Errorf("%s: %v, and nothing of %s:\n%.4000s", p[0], err, p[1], out)
				}
			}
		})
	}
}

func programName(i int) string { return fmt.Sprintf("program%d.ts", i) }

// linesOf returns the lines of a text that begin with a prefix.
func linesOf(text, prefix string) string {
	var out string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, prefix) {
			out += line
		}
	}
	return out
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// runNPM runs a program that npm has installed, and returns what it prints.
func runNPM(t *testing.T, dir, tools, name string, args ...string) (string, error) {
	t.Helper()
	program, err := filepath.Abs(filepath.Join(tools, "node_modules", ".bin", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath(program); err != nil {
		t.Fatalf("%s names a folder without what npm ci installs: %v", npm, err)
	}
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}
