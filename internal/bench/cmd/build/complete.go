package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"

	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// module is what the generated code is imported from.
const module = "github.com/cfngen/cfngen"

// documents are those beside the corpus, with their resource types; template3 is
// a template of all.
var documents = map[string]string{
	"AWS::S3::Bucket":          "bucket",
	"AWS::ECS::TaskDefinition": "taskdefinition",
	"":                         "template3",
}

//go:embed corpus_test.go.txt
var corpusTest []byte

// complete copies this module to dir and adds the documents beside the corpus. Their
// types are in the registry schemas.
func complete(dir, corpus, schemas string) error {
	root, err := filepath.Abs("../..")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, os.DirFS(".")); err != nil {
		return err
	}
	if err := command(dir, "go", "mod", "edit", "-replace", module+"="+root); err != nil {
		return err
	}
	target := filepath.Join(dir, "corpus")
	if err := os.MkdirAll(filepath.Join(target, "plain"), 0o777); err != nil {
		return err
	}
	spec, err := filepath.Abs(schemas)
	if err != nil {
		return err
	}
	generate := []string{"run", "./cmd/gen", "-spec", spec, "-cfn", module + "/generated/cfn", "-out", target}
	for typeName, document := range documents {
		data, err := os.ReadFile(filepath.Join(corpus, "..", "bench", document+".json"))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(target, document+".json"), data, 0o666); err != nil {
			return err
		}
		if typeName != "" {
			generate = append(generate, "-type", typeName)
		}
	}
	if err := command(root, "go", generate...); err != nil {
		return err
	}
	if err := addPlain(target, spec); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "corpus_test.go"), corpusTest, 0o666)
}

// addPlain adds the schemas of the documents and the plain structs with easyjson's
// code for them.
func addPlain(target, spec string) error {
	docs, err := source.Open(spec, nil)
	if err != nil {
		return err
	}
	schemas := make(map[string][]byte, len(docs))
	for _, doc := range docs {
		schemas[doc.Path] = doc.Data
	}
	read, found := frontend.Read(docs, func(typeName string) bool { return documents[typeName] != "" })
	found.Add(read.Faults()...)
	if err := found.Err(); err != nil {
		return err
	}
	if len(read.Resources) != len(documents)-1 {
		return fmt.Errorf("%s has not all resource types of the documents", spec)
	}
	for _, res := range read.Resources {
		document := documents[res.TypeName]
		if err := os.WriteFile(filepath.Join(target, document+".schema.json"), schemas[res.Pos.File], 0o666); err != nil {
			return err
		}
		code, err := plainStructs(res)
		if err != nil {
			return err
		}
		name := filepath.Join(target, "plain", document+".go")
		if err := os.WriteFile(name, code, 0o666); err != nil {
			return err
		}
		if err := command(filepath.Dir(name), "go", "tool", "easyjson", "-all", "-no_std_marshalers", name); err != nil {
			return err
		}
	}
	return nil
}
