package cli

import (
	"cmp"
	"flag"
	"strings"
	"testing"
)

// TestManualHasTheTable makes sure that the manual has every command, as it is
// called, and every flag.
func TestManualHasTheTable(t *testing.T) {
	_, usage, _ := strings.Cut(manual, "\n# Usage\n\n")
	usage, _, _ = strings.Cut(usage, "\n\n")
	var want []string
	for _, s := range subcommands() {
		for _, line := range s.synopsis {
			want = append(want, "\t"+strings.TrimSpace(s.invocation()+" "+line))
		}
	}
	if text := strings.Join(want, "\n"); usage != text {
		t.Errorf("the usage is\n%s\nwant\n%s", usage, text)
	}
	for _, s := range subcommands() {
		t.Run(s.invocation(), func(t *testing.T) {
			if s.name != "" && !strings.Contains(manual, "\n\t"+s.invocation()+" ") {
				t.Error("the command is not among the commands")
			}
			s.declare(new(options)).VisitAll(func(f *flag.Flag) {
				if !strings.Contains(manual, "\n\t-"+f.Name) && !strings.Contains(manual, ", -"+f.Name+" ") {
					t.Errorf("the manual does not have -%s", f.Name)
				}
				if f.Usage == "" {
					t.Errorf("-%s has no usage", f.Name)
				}
				if strings.TrimSpace(f.Usage) != f.Usage || strings.HasSuffix(f.Usage, ".") {
					t.Errorf("-%s: usage is %q", f.Name, f.Usage)
				}
				if !strings.Contains(s.page(), "\n  -"+f.Name) {
					t.Errorf("the page does not have -%s", f.Name)
				}
			})
		})
	}
}

// TestPagesAreShort makes sure that a page fits on two screens, which the manual
// does not.
func TestPagesAreShort(t *testing.T) {
	for _, s := range subcommands() {
		t.Run(s.invocation(), func(t *testing.T) {
			if _, err := pages.ReadFile("pages/" + cmp.Or(s.name, "gen") + ".txt"); err != nil {
				t.Error(err)
			}
			if n := strings.Count(s.page(), "\n"); n > 60 || s.name != "" && s.summary == "" {
				t.Errorf("the page has %d lines:\n%s", n, s.page())
			}
		})
	}
}
