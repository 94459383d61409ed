package yaml

import (
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// isPlain reports whether a text needs no quotes: CloudFormation and readers of YAML 1.1 and 1.2
// see the same text.
func isPlain(s string, inFlow bool) bool {
	if s == "" || !isPrintable(s) || strings.ContainsAny(s, "\n\t") || s != strings.TrimSpace(s) || looksTyped(s) {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") || strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return false
	}
	if inFlow && strings.ContainsAny(s, ",[]{}:") {
		return false
	}
	switch s[0] {
	case '-', '?', ':':
		return len(s) > 1 && s[1] != ' ' && !inFlow
	}
	return !strings.ContainsRune("&*!|>'\"%@`#,[]{}", rune(s[0]))
}

// looksTyped reports whether some reader of YAML takes a scalar without quotes for something else
// than text.
func looksTyped(s string) bool {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<", ".inf", "-.inf", "+.inf", ".nan":
		return true
	}
	if s[0] != '-' && s[0] != '+' && s[0] != '.' && (s[0] < '0' || s[0] > '9') {
		return false
	}
	// Numbers of all kinds, 22:22, dates and times.
	if strings.Trim(s, "0123456789+-._:eExXoObBaAcCdDfFtTzZ ") == "" {
		return true
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// isBlockText reports whether a text has several lines, and a block can hold it.
func isBlockText(s string) bool {
	return strings.Contains(s, "\n") && isPrintable(s) && strings.Trim(s, "\n ") != "" && !strings.Contains(s, "\t\n")
}

// blockText returns a text as a literal block.
func (w *writer) blockText(s, indent string) string {
	inner := indent + w.step
	header := "|"
	if first := strings.TrimLeft(s, "\n"); first[0] == ' ' || first[0] == '\t' {
		header += strconv.Itoa(len(w.step))
	}
	body := strings.TrimRight(s, "\n")
	switch n := len(s) - len(body); {
	case n == 0:
		header += "-"
	case n > 1:
		header += "+"
		body += strings.Repeat("\n", n-1)
	}
	var out strings.Builder
	out.WriteString(header)
	for _, line := range strings.Split(body, "\n") {
		out.WriteString(w.line)
		if line != "" {
			out.WriteString(inner + line)
		}
	}
	return out.String()
}

func syntaxError(f *scan.Fault) error {
	return cfn.Errors{{Rule: cfn.RuleSyntax, Offset: f.Offset, Message: write.Shorten(f.Message)}}
}
