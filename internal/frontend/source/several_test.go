package source_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/frontend/source"
)

// TestTotal: many inputs, each within its limit, are bounded together: a lock can name
// the same file by any number of links.
func TestTotal(t *testing.T) {
	doc := []source.Document{{Data: make([]byte, source.MaxTotal/4)}}
	opened := 0
	open := func(bool) ([]source.Document, error) {
		opened++
		return doc, nil
	}
	if docs, err := source.OpenAll(make([]bool, 4), open); err != nil || len(docs) != 4 {
		t.Errorf("%d documents, %v", len(docs), err)
	}
	opened = 0
	docs, err := source.OpenAll(make([]bool, 1000), open)
	if err == nil || err.Error() != "the documents are larger than 256 MiB together" || docs != nil || opened != 5 {
		t.Errorf("%d opened, error %v", opened, err)
	}
	// What cannot be opened does not keep the others from being looked at.
	_, err = source.OpenAll([]error{errors.New("one"), nil, errors.New("two")}, func(err error) ([]source.Document, error) { return nil, err })
	if err == nil || !strings.Contains(err.Error(), "one") || !strings.Contains(err.Error(), "two") {
		t.Errorf("error %v", err)
	}
}
