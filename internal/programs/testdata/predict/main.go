// Command predict prints which resources an update replaces: predict OLD NEW.
package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"example.com/stacks/aws/apigatewayv2"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/schema"
	"example.com/stacks/aws/cfn/template"
	"example.com/stacks/aws/dynamodb"
	"example.com/stacks/aws/ec2"
	"example.com/stacks/aws/ecs"
	"example.com/stacks/aws/iam"
	"example.com/stacks/aws/lambda"
	"example.com/stacks/aws/logs"
	"example.com/stacks/aws/s3"
	"example.com/stacks/aws/ssmquicksetup"
)

// types are those that we know, a list by hand.
var types = []cfn.Properties{
	(*apigatewayv2.Api)(nil), (*apigatewayv2.Stage)(nil), (*apigatewayv2.Route)(nil),
	(*apigatewayv2.Integration)(nil), (*apigatewayv2.IntegrationResponse)(nil), (*apigatewayv2.Deployment)(nil),
	(*dynamodb.Table)(nil), (*ec2.SecurityGroup)(nil), (*ec2.SecurityGroupIngress)(nil),
	(*ecs.Service)(nil), (*ecs.TaskDefinition)(nil), (*iam.Role)(nil),
	(*lambda.Function)(nil), (*lambda.Permission)(nil), (*logs.LogGroup)(nil),
	(*s3.Bucket)(nil), (*s3.BucketPolicy)(nil), (*ssmquicksetup.ConfigurationManager)(nil),
}

func main() {
	older, newer := read(os.Args[1]), read(os.Args[2])
	all := maps.Collect(older.AllResources())
	maps.Insert(all, newer.AllResources())
	for _, id := range slices.Sorted(maps.Keys(all)) {
		a, b := older.Resource(id), newer.Resource(id)
		switch {
		case a == nil:
			fmt.Println("add     ", id)
		case b == nil:
			fmt.Println("remove  ", id)
		case a.TypeName() != b.TypeName():
			fmt.Println("replace ", id, "(type)")
		default:
			predict(id, a, b)
		}
	}
}

func read(file string) *template.Template {
	data, err := os.ReadFile(file)
	if err == nil {
		var t *template.Template
		if t, err = template.Read(data, cfn.Known(types), cfn.KeepUnknown()); err == nil {
			return t
		}
	}
	fmt.Fprintln(os.Stderr, file+":", err)
	os.Exit(1)
	return nil
}

// predict prints what happens to a resource, and the properties for which it does.
func predict(id cfn.LogicalID, a, b *template.Resource) {
	changes := diff("", properties(a), properties(b))
	if len(changes) == 0 {
		return
	}
	table := known(a, b)
	if table == nil {
		fmt.Println("unknown ", id, changes)
		return
	}
	worst, why := "update  ", []string{}
	for _, c := range changes {
		f := flags(table, c)
		switch {
		case f&schema.FlagCreateOnly != 0:
			worst = "replace "
			why = append(why, c)
		case f&schema.FlagConditionalCreateOnly != 0:
			if worst != "replace " {
				worst = "replace?"
			}
			why = append(why, c)
		}
	}
	if len(why) == 0 {
		why = changes
	}
	fmt.Println(worst, id, why)
}

// known returns the table of the resource type, nil where it is not known. A resource
// without properties does not know its own.
func known(resources ...*template.Resource) *schema.Schema {
	for _, r := range resources {
		if r.Properties != nil && r.Properties.CFNSchema() != nil {
			return r.Properties.CFNSchema()
		}
	}
	return nil
}

// properties returns the properties as JSON.
func properties(r *template.Resource) cfn.JSON {
	if r.Properties == nil {
		return cfn.MustParseJSON("{}")
	}
	return cfn.JSONOf(r.Properties)
}

// diff returns the pointers of what differs.
func diff(at string, a, b cfn.JSON) (out []string) {
	if cfn.Equal(a, b) {
		return nil
	}
	am, aok := parse[map[string]cfn.JSON](a)
	bm, bok := parse[map[string]cfn.JSON](b)
	if aok && bok {
		all := maps.Clone(am)
		maps.Copy(all, bm)
		for _, k := range slices.Sorted(maps.Keys(all)) {
			out = append(out, diff(at+"/"+escape.Replace(k), am[k], bm[k])...)
		}
		return out
	}
	al, aok := parse[[]cfn.JSON](a)
	bl, bok := parse[[]cfn.JSON](b)
	if aok && bok && len(al) == len(bl) {
		for i := range al {
			out = append(out, diff(at+"/"+strconv.Itoa(i), al[i], bl[i])...)
		}
		return out
	}
	return []string{at}
}

// parse returns the parts of an object or a list.
func parse[T any](j cfn.JSON) (parts T, ok bool) {
	err := json.Unmarshal([]byte(j.String()), &parts)
	return parts, err == nil
}

var escape = strings.NewReplacer("~", "~0", "/", "~1")
