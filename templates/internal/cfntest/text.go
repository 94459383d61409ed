package cfntest

import (
	"fmt"
	"strings"
)

// HostileDepth is how many objects with a list each can stand in one another.
const HostileDepth = 4900

// Nest returns a text in n pairs of others.
func Nest(open, inner, end string, n int) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
}

// Many returns texts between commas, each made with its number.
func Many(format string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
