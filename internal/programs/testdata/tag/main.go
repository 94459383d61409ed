// Command tag adds a tag to every resource of a template that can have one:
//
//	tag KEY VALUE FILE
package main

import (
	"fmt"
	"log"
	"os"

	"example.com/stacks/aws/alltypes"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/yaml"
)

func main() {
	log.SetFlags(0)
	data, err := os.ReadFile(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	t, err := yaml.Read(data, cfn.Known(alltypes.Types()), cfn.KeepUnknown())
	if err != nil {
		log.Fatal(err)
	}
	for id := range t.AllResources() {
		if !t.SetTag(id, os.Args[1], os.Args[2]) {
			fmt.Fprintln(os.Stderr, id, "has no tags")
		}
	}
	if _, err := t.WriteTo(os.Stdout); err != nil {
		log.Fatal(err)
	}
}
