package diag

import (
	"cmp"
	"slices"
)

const (
	// MaxErrors is how many errors are kept of a run.
	MaxErrors = 1000
	// MaxOthers is how many warnings and notes are kept of a run. All that AWS
	// publishes has less than a tenth of them.
	MaxOthers = 50_000
)

// Limited collects diagnostics and keeps no more than MaxErrors and MaxOthers of them.
// The zero value has none.
type Limited struct {
	kept List
	// counts are those that are kept, and more those that are not, errors first.
	counts, more [2]int
}

// Add adds diagnostics.
func (l *Limited) Add(ds ...Diagnostic) {
	for _, d := range ds {
		i, most := 0, MaxErrors
		if d.Severity != Error {
			i, most = 1, MaxOthers
		}
		switch {
		case d.More > 0:
			l.more[i] += d.More
		case l.counts[i] == most:
			l.more[i]++
		default:
			l.counts[i]++
			l.kept = append(l.kept, d)
		}
	}
}

// List returns those that are kept, in the order in which they were added. Behind them is
// one that says how many more errors there are, and one that says how many more
// warnings.
func (l *Limited) List() List {
	out := slices.Clip(l.kept)
	for i, n := range l.more {
		if n > 0 {
			out = append(out, moreOf(Severity(i), n))
		}
	}
	return out
}

func moreOf(s Severity, n int) Diagnostic {
	what := "warnings and notes"
	if s == Error {
		what = "errors"
	}
	return Diagnostic{Severity: s, Format: "%d more %s", Args: Args{n, what}, More: n}
}

// Limit returns a list with no more than MaxErrors errors, and MaxOthers others, those
// with the first positions, as Limited does.
func (l List) Limit() List {
	if len(l) <= min(MaxErrors, MaxOthers) && !slices.ContainsFunc(l, func(d Diagnostic) bool { return d.More > 0 }) {
		return l
	}
	l.Sort()
	var out Limited
	out.Add(l...)
	return out.List()
}

// First returns no more than n diagnostics of a list, all errors or all others, and one
// for the number of those beyond.
func (l List) First(n int) List {
	if len(l) <= n {
		return l
	}
	out := slices.Clone(l[:n])
	if more := l[n:].Count(); more > 0 {
		out = append(out, moreOf(min(l[0].Severity, Warning), more))
	}
	return out
}

// Count returns how many diagnostics a list stands for.
func (l List) Count() int {
	n := 0
	for _, d := range l {
		n += cmp.Or(d.More, 1)
	}
	return n
}
