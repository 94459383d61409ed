// Command predict prints what an update of a stack from one template to another does:
// predict [-markdown | -json] OLD NEW. Its exit code is 3 where data is lost or
// CloudFormation refuses the update.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"

	"example.com/stacks/aws/alltypes"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/template"
	"example.com/stacks/aws/cfn/update"
	"example.com/stacks/aws/cfn/yaml"
)

func main() {
	log.SetFlags(0)
	markdown := flag.Bool("markdown", false, "print Markdown, for a pull request")
	asJSON := flag.Bool("json", false, "print JSON")
	flag.Parse()
	plan, err := update.Changes(read(flag.Arg(0)), read(flag.Arg(1)))
	if err != nil {
		log.Fatal(err)
	}
	switch {
	case *markdown:
		fmt.Print(plan.Markdown())
	case *asJSON:
		err = json.NewEncoder(os.Stdout).Encode(plan)
	default:
		fmt.Print(plan)
	}
	for _, r := range plan.Resources {
		if r.LosesData || len(r.Refused) > 0 {
			os.Exit(3)
		}
	}
}

func read(file string) *template.Template {
	data, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	t, err := yaml.Read(data, cfn.Known(alltypes.Types()), cfn.KeepUnknown(), cfn.FileName(file))
	if err != nil {
		log.Fatal(err)
	}
	return t
}
