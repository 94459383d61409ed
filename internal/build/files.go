package build

import (
	"maps"
	"slices"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/load"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/session"
	"github.com/cfngen/cfngen/internal/source"
	"github.com/cfngen/cfngen/internal/version"
)

// made is what a run makes, without what runs make together.
type made struct {
	// files are by their paths below the output folder.
	files map[string][]byte
	// related are the types of which the files have relations.
	related []string
}

// makeAll makes the files of all selected types.
func (t target) makeAll(ses *session.Session, in load.Input) (made, error) {
	spec, err := in.Read(ses)
	if err != nil {
		return made{}, err
	}
	return t.makeFiles(ses, spec, in.Documents)
}

// maxOutput returns how many bytes of Go may be made of documents, about. Of what AWS
// publishes, all schemas come to half of that, and the Resource Specification to less.
func maxOutput(docs []source.Document) int {
	const free, factor = 16 << 20, 16
	packed := 0
	for _, doc := range docs {
		packed += doc.Packed
	}
	return free + factor*packed
}

// makeFiles makes the files of the types of a specification.
func (t target) makeFiles(ses *session.Session, spec *model.Spec, docs []source.Document) (made, error) {
	files, found := golang.Generate(spec, golang.Options{
		Package:   t.Package,
		CFNImport: t.support.importPath,
		Tool:      version.Tool,
		MaxBytes:  maxOutput(docs),
		Progress:  ses.Stage("generating"),
	})
	if err := ses.Fail(found); err != nil {
		return made{}, err
	}
	return made{files, golang.WithRelations(spec)}, nil
}

// archive returns files as one text: a single file as it is, several as a txtar
// archive.
func archive(files map[string][]byte) string {
	names := slices.Sorted(maps.Keys(files))
	if len(names) == 1 {
		return string(files[names[0]])
	}
	var a txtar.Archive
	for _, name := range names {
		a.Files = append(a.Files, txtar.File{Name: name, Data: files[name]})
	}
	return string(txtar.Format(&a))
}
