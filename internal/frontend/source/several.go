package source

import (
	"errors"
	"fmt"
)

// OpenAll opens everything that is named or pinned, up to MaxTotal bytes together. What cannot
// be opened does not keep the others from being looked at.
func OpenAll[T any](all []T, open func(T) ([]Document, error)) ([]Document, error) {
	var docs []Document
	var errs []error
	total := 0
	for _, one := range all {
		opened, err := open(one)
		docs, errs = append(docs, opened...), append(errs, err)
		for _, doc := range opened {
			total += len(doc.Data)
		}
		if total > MaxTotal {
			return nil, fmt.Errorf("the documents are larger than %d MiB together", MaxTotal>>20)
		}
	}
	return docs, errors.Join(errs...)
}
