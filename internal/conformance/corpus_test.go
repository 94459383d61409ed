package conformance

import (
	"flag"
	"maps"
	"slices"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

var (
	update        = flag.Bool("update", false, "write testdata anew")
	everyDocument = flag.Bool("all", false, "compare all documents of each type, not some; takes minutes")
	onlyTypes     = flag.String("types", "", "the types to compare, as a pattern such as 'AWS::S3::*'; all by default, which also compares with testdata")
)

// eachMember calls a function for the files in an archive of the corpus, by name. It
// skips the test where there is none, and where what is generated is not to be
// compiled.
func eachMember(t *testing.T, file corpus.File, each func(name string, content []byte)) {
	t.Helper()
	members := corpus.Members(t, file)
	if testing.Short() {
		t.Skip("compiles what is generated")
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		each(name, members[name])
	}
}
