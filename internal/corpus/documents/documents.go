// Package documents opens specifications of the corpus, as the command does. It is for
// tests; package corpus, which it asks for the files, depends on the standard library
// alone, because the tests of what users vendor import it.
package documents

import (
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// Open returns the documents of a specification. Like [corpus.Path] it skips the test
// where the corpus does not have the file.
func Open(tb testing.TB, f corpus.File) []source.Document {
	tb.Helper()
	docs, err := source.Open(corpus.Path(tb, f), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return docs
}
