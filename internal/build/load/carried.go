package load

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/spec"
)

// embedded opens a folder of the files that the program carries. Their paths
// begin with the program's name: a user who sees one in a message does not have
// the file.
func embedded(folder string) ([]source.Document, error) {
	docs, err := source.FromFS(spec.Files, folder)
	for i := range docs {
		docs[i].Path = "cfngen/spec/" + docs[i].Path
	}
	return docs, err
}

// Corrections returns the documents by which the program changes what it reads: the
// overlays and the facts that it carries.
func Corrections() ([]source.Document, error) {
	overlays, err := embedded("overlays")
	carried, err2 := embedded("facts")
	relations, err3 := embedded("relations")
	return slices.Concat(overlays, carried, relations), errors.Join(err, err2, err3)
}

// CorrectionsSum returns the checksum of the corrections that the program carries.
func CorrectionsSum() (string, error) {
	docs, err := Corrections()
	return checksum.Of([]byte(Digest(docs))), err
}

// Digest returns a line with the checksum of each document, and with the names,
// which stand in generated files and in messages.
func Digest(docs []source.Document) string {
	var b strings.Builder
	for _, doc := range docs {
		fmt.Fprintf(&b, "%q %q %s\n", doc.Name, doc.Path, checksum.Of(doc.Data))
	}
	return b.String()
}
