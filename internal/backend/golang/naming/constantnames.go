package naming

import (
	_ "embed"
	"strings"
)

// constantNames lists the constants that have another name than the words of their value,
// because another value of the enum has it, or had it.
//
//go:embed constantnames.txt
var constantNames string

// ConstantNames returns, for an enum of the resource type as Disambiguate calls it, the names that
// are settled: what follows the enum's name, by value.
func (n Names) ConstantNames(enum string) map[string]string {
	out := make(map[string]string)
	for line := range strings.Lines(constantNames) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(fields) == 4 && fields[0] == n.typeName && fields[1] == enum {
			out[fields[2]] = fields[3]
		}
	}
	return out
}
