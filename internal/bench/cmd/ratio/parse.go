package main

import (
	"bufio"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// name is Benchmark<work>/<library>/<document>.
type name struct{ work, library, document string }

// result holds what a benchmark measured, a number for each run.
type result struct{ times, allocs []float64 }

// results are all that was read, and their names in the order of the input.
type results struct {
	// goVersion is that of all runs, "" where none of them has a line with it.
	goVersion string
	order     []name
	of        map[name]*result
}

var nameForm = regexp.MustCompile(`^Benchmark(\w+)/(\w+)/(\w+)(?:-\d+)?$`)

// parse reads the output of go test -bench. Lines that are not about a benchmark
// are passed over.
func parse(in io.Reader) (*results, error) {
	r := &results{of: map[name]*result{}}
	failed := false
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		line := lines.Text()
		if v, ok := strings.CutPrefix(line, "goversion: "); ok {
			if r.goVersion != "" && r.goVersion != v {
				return nil, errors.New("the runs are of several Go versions: " + r.goVersion + " and " + v)
			}
			r.goVersion = v
		}
		failed = failed || strings.HasPrefix(strings.TrimSpace(line), "--- FAIL") || strings.HasPrefix(line, "FAIL")
		fields := strings.Fields(line)
		if len(fields) < 4 {
			continue
		}
		parts := nameForm.FindStringSubmatch(fields[0])
		if parts == nil {
			continue
		}
		if err := r.add(name{parts[1], parts[2], parts[3]}, fields[2:]); err != nil {
			return nil, errors.New(err.Error() + ": " + line)
		}
	}
	switch {
	case lines.Err() != nil:
		return nil, lines.Err()
	case failed:
		return nil, errors.New("a benchmark or a test failed")
	case len(r.order) == 0:
		return nil, errors.New("the input holds no benchmark: pipe the output of go test -bench into it")
	}
	return r, nil
}

// add takes the measurements of one line: a number and its unit by turns.
func (r *results) add(n name, fields []string) error {
	x := r.of[n]
	if x == nil {
		x = &result{}
		r.of[n] = x
		r.order = append(r.order, n)
	}
	for i := 0; i+1 < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return err
		}
		switch fields[i+1] {
		case "ns/op":
			x.times = append(x.times, value)
		case "allocs/op":
			x.allocs = append(x.allocs, value)
		}
	}
	return nil
}

// median returns 0 where there is nothing.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
