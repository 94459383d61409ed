// Command check reports all that is wrong with templates in YAML and JSON: file, line, logical ID. The
// flags name rules to turn off, on, or into warnings.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"strings"

	"example.com/stacks/aws/alltypes"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/yaml"
)

func main() {
	log.SetFlags(0)
	options := []cfn.Option{cfn.Known(alltypes.Types())}
	for name, option := range map[string]func(...cfn.Rule) cfn.Option{"skip": cfn.Skip, "enable": cfn.Enable, "warn": cfn.Warn} {
		flag.Func(name, "`RULES`, separated by commas", func(names string) error {
			rules, err := parse(names)
			options = append(options, option(rules...))
			return err
		})
	}
	flag.Parse()
	bad := false
	for _, file := range flag.Args() {
		data, err := os.ReadFile(file)
		if err != nil {
			log.Print(err)
			bad = true
		}
		for _, e := range yaml.Check(data, append(options, cfn.FileName(file))...) {
			fmt.Printf("%s:%d: %s: %v %s: %s\n", e.File, e.Line, e.LogicalID, e.Rule, e.Path, e.Message)
			bad = bad || !e.Warning
		}
	}
	if bad {
		os.Exit(1)
	}
}

func parse(names string) (rules []cfn.Rule, err error) {
	for _, name := range strings.Split(names, ",") {
		rule, ok := cfn.RuleNamed(name)
		if !ok {
			return nil, fmt.Errorf("there is no rule %s", name)
		}
		rules = append(rules, rule)
	}
	return rules, nil
}
