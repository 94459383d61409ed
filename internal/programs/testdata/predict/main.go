// Command predict prints what an update of a stack from one template to another does:
// predict [-markdown] OLD NEW. Its exit code is 3 where data is lost or CloudFormation
// refuses the update.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"slices"

	"example.com/stacks/aws/alltypes"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/template"
	"example.com/stacks/aws/cfn/update"
	"example.com/stacks/aws/cfn/yaml"
)

func main() {
	markdown := flag.Bool("markdown", false, "print Markdown, for a pull request")
	flag.Parse()
	plan, err := update.Changes(read(flag.Arg(0)), read(flag.Arg(1)))
	if err != nil {
		log.Fatal(err)
	}
	if *markdown {
		fmt.Print(plan.Markdown())
	} else {
		fmt.Print(plan)
	}
	if slices.ContainsFunc(plan.Resources, func(r *update.ResourceChange) bool { return r.LosesData || len(r.Refused) > 0 }) {
		os.Exit(3)
	}
}

func read(file string) *template.Template {
	data, err := os.ReadFile(file)
	var t *template.Template
	if err == nil {
		t, err = yaml.Read(data, cfn.Known(alltypes.Types()), cfn.KeepUnknown(), cfn.FileName(file))
	}
	if err != nil {
		log.Fatal(err)
	}
	return t
}
