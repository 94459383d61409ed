// Command check reports all that is wrong with templates: file, line, logical ID. It
// reads JSON alone.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"example.com/stacks/aws/apigatewayv2"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/dynamodb"
	"example.com/stacks/aws/iam"
	"example.com/stacks/aws/lambda"
	"example.com/stacks/aws/logs"
	"example.com/stacks/aws/s3"
)

// types are those that we know, a list by hand.
var types = []cfn.Properties{
	(*apigatewayv2.Api)(nil), (*apigatewayv2.Stage)(nil), (*apigatewayv2.Route)(nil),
	(*apigatewayv2.Integration)(nil), (*dynamodb.Table)(nil), (*iam.Role)(nil),
	(*lambda.Function)(nil), (*lambda.Permission)(nil), (*logs.LogGroup)(nil),
	(*s3.Bucket)(nil), (*s3.BucketPolicy)(nil),
}

func main() {
	bad := false
	for _, file := range os.Args[1:] {
		for _, f := range check(file) {
			fmt.Printf("%s:%d: %s: %s\n", file, f.line, logicalID(f.path), f.message)
			bad = true
		}
	}
	if bad {
		os.Exit(1)
	}
}

// finding is something that is wrong.
type finding struct {
	line          int
	path, message string
}

// check returns what is wrong with a file, in the order of its lines.
func check(file string) (report []finding) {
	data, err := os.ReadFile(file)
	if err != nil {
		return []finding{{message: err.Error()}}
	}
	at := offsets(data)
	add := func(path, message string) {
		if f := (finding{at.line(path), path, message}); !slices.Contains(report, f) {
			report = append(report, f)
		}
	}
	addAll := func(err error) {
		var errs cfn.Errors
		if err != nil && !errors.As(err, &errs) {
			add("", err.Error())
		}
		for _, e := range errs {
			add(e.Path, fmt.Sprintf("%s %s: %s", e.Rule, e.Path, e.Message))
		}
	}
	t, err := cfn.ReadTemplate(data, cfn.Known(types...), cfn.KeepUnknown())
	addAll(err)
	if err == nil { // there is no template otherwise
		addAll(t.Validate())
		references(data, t, add)
	}
	slices.SortStableFunc(report, func(a, b finding) int { return cmp.Compare(a.line, b.line) })
	return report
}

func logicalID(pointer string) string {
	parts := strings.Split(pointer, "/")
	if len(parts) > 2 && parts[1] == "Resources" {
		return parts[2]
	}
	return "-"
}
