package jsondoc

import (
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// At returns the value that a JSON pointer leads to from here, nil where there is
// none.
func (n *Node) At(pointer string) *Node {
	if pointer == "" {
		return n
	}
	for segment := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if n.Is(Array) {
			i, err := strconv.Atoi(segment)
			if err != nil || i < 0 || i >= len(n.Items()) {
				return nil
			}
			n = n.Items()[i]
			continue
		}
		n = n.Get(diag.UnescapePointer(segment))
	}
	return n
}
