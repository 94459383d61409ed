// Relations makes the list of relations that the generator carries: what the properties
// of resource types refer to, and what Ref returns. It reads them from what was taken
// out of the npm package @aws-cdk/aws-service-spec of a version, and prints in what the
// list differs from the one before.
//
//	go run ./internal/facts/cmd/relations -from relations.json.gz -version 0.1.216
//
// The file is an object with a member for each resource type, of which these are read:
//
//	{"AWS::S3::Bucket": {
//	  "ref": ["BucketName"],
//	  "references": {"/Tags/*/Value": [{"type": "AWS::KMS::Key", "property": "Arn"}]}}}
//
// With -check it writes nothing and fails where there is a difference.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// options are the flags.
type options struct {
	from, version, out string
	check              bool
}

func run(args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("relations", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.from, "from", "", "the `file` to read, which may be compressed with gzip")
	flags.StringVar(&o.version, "version", "", "the `version` of @aws-cdk/aws-service-spec that it is from")
	flags.StringVar(&o.out, "o", "spec/relations/relations.json", "the `file` of the list")
	flags.BoolVar(&o.check, "check", false, "write nothing, and fail where the list is not up to date")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0 || o.from == "" || o.version == "":
		fmt.Fprintln(stderr, "relations: -from and -version are needed, and nothing else")
		return 2
	}
	if err := o.list(stdout); err != nil {
		fmt.Fprintln(stderr, "relations:", err)
		return 1
	}
	return 0
}

// list makes the list, or compares it with what is there.
func (o options) list(stdout io.Writer) error {
	docs, err := source.Open(o.from, nil)
	if err != nil {
		return err
	}
	if len(docs) != 1 {
		return fmt.Errorf("%s: one file is needed", o.from)
	}
	now, err := parse(docs[0])
	if err != nil {
		return err
	}
	text := now.Encode("npm @aws-cdk/aws-service-spec " + o.version + ", Apache-2.0")
	before, err := os.ReadFile(o.out)
	var old facts.Relations
	if err == nil {
		old, err = parse(source.Document{Path: o.out, Data: before})
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, line := range facts.Changed(old, now) {
		fmt.Fprintln(stdout, line)
	}
	switch {
	case bytes.Equal(before, text):
		return nil
	case o.check:
		return fmt.Errorf("%s is not what %s says", o.out, o.from)
	}
	return os.WriteFile(o.out, text, 0o666)
}

func parse(doc source.Document) (facts.Relations, error) {
	root, err := jsondoc.Parse(doc.Path, doc.Data)
	if err != nil {
		return nil, err
	}
	return facts.ReadRelations(root)
}
