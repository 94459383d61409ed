package main

import (
	"fmt"
	"go/version"
	"io"
	"slices"
	"strings"
)

// ours is the library that all others are compared with.
const ours = "cfngen"

// small is the project's own document, large are those of the corpus. No bar is
// set for a template.
const (
	small    = "integrationresponse"
	large    = "bucket taskdefinition"
	resource = small + " " + large
)

// bar is the most that cfngen's time may be of a peer's.
type bar struct {
	work, peer string
	limit      float64
	// documents are those that it is set for, with spaces between them.
	documents string
	// peerWork is what the peer does meanwhile; "" for the same.
	peerWork string
	// since and before are the Go versions from which on and up to which the bar is set,
	// where the peer is part of Go; "" for no limit.
	since, before string
}

// newJSON is the Go version that has encoding/json/v2 underneath encoding/json.
const newJSON = "go1.27"

// bars are those that the project sets itself.
var bars = []bar{
	{work: "Append", peer: "encoding_json", peerWork: "Marshal", limit: 0.22, documents: small, before: newJSON},
	{work: "Marshal", peer: "goccy", limit: 1, documents: resource},
	{work: "Marshal", peer: "sonic", limit: 1, documents: resource},
	{work: "Marshal", peer: "sonic_std", limit: 1, documents: resource},
	{work: "Unmarshal", peer: "encoding_json", limit: 0.22, documents: small, before: newJSON},
	{work: "Unmarshal", peer: "goccy", limit: 1, documents: resource},
	{work: "Unmarshal", peer: "sonic", limit: 1, documents: resource},
	{work: "Unmarshal", peer: "sonic_std", limit: 1, documents: resource},
	{work: "StrictUnmarshal", peer: "goccy", limit: 1, documents: resource},
	{work: "StrictUnmarshal", peer: "sonic", limit: 1, documents: resource},
	{work: "StdMarshal", peer: "encoding_json", limit: 0.7, documents: small, since: newJSON},
	{work: "StdUnmarshal", peer: "encoding_json", limit: 0.5, documents: small, since: newJSON},
	{work: "Validate", peer: "kin_openapi", limit: 1.0 / 12, documents: small},
	{work: "Validate", peer: "kin_openapi", limit: 1.0 / 200, documents: large},
	{work: "UnmarshalValidate", peer: "kin_openapi", limit: 1.0 / 4, documents: small},
	{work: "UnmarshalValidate", peer: "santhosh_tekuri", limit: 1.0 / 4, documents: small},
	{work: "UnmarshalValidate", peer: "kin_openapi", limit: 1.0 / 10, documents: large},
	{work: "UnmarshalValidate", peer: "santhosh_tekuri", limit: 1.0 / 10, documents: large},
}

// about reports whether the bar is set for a document and a Go version. Where the version
// is unknown, bars of some versions are not set.
func (b *bar) about(document, goVersion string) bool {
	if b.since != "" && version.Compare(goVersion, b.since) < 0 ||
		b.before != "" && (goVersion == "" || version.Compare(goVersion, b.before) >= 0) {
		return false
	}
	return slices.Contains(strings.Fields(b.documents), document)
}

// noAllocs reports whether cfngen may allocate nothing.
func noAllocs(n name) bool {
	return (n.work == "Append" || n.work == "Validate") && slices.Contains(strings.Fields(resource), n.document)
}

// table writes a row for each bar on another work of the peer, then one for each
// peer of each work.
func table(out io.Writer, r *results) error {
	var b strings.Builder
	if r.goVersion != "" {
		fmt.Fprintf(&b, "Go version: %s\n\n", r.goVersion)
	}
	b.WriteString("| work | document | peer | cfngen ÷ peer, best | median | bar | allocs/op, cfngen | peer |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|\n")
	rows := 0
	for _, n := range r.order {
		if n.library == ours {
			for _, limit := range bars {
				if limit.work == n.work && limit.peerWork != "" && limit.about(n.document, r.goVersion) {
					peer := name{limit.peerWork, limit.peer, n.document}
					rows += row(&b, r, n, peer, limit.peer+"'s "+limit.peerWork, limit.limit)
				}
			}
			continue
		}
		limit := 0.0
		for _, l := range bars {
			if l.work == n.work && l.peer == n.library && l.peerWork == "" && l.about(n.document, r.goVersion) {
				limit = l.limit
			}
		}
		rows += row(&b, r, name{n.work, ours, n.document}, n, n.library, limit)
	}
	if rows == 0 {
		return fmt.Errorf("the input holds no work of both %s and a peer", ours)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// row writes one comparison and returns the number of rows: none where one side is missing.
func row(b *strings.Builder, r *results, a, peer name, label string, limit float64) int {
	x, y := r.of[a], r.of[peer]
	if x == nil || y == nil || median(y.times) == 0 {
		return 0
	}
	ratio := slices.Min(x.times) / slices.Min(y.times)
	verdict := ""
	if limit > 0 {
		verdict = fmt.Sprintf("≤ %.3g: %s", limit, met(ratio <= limit))
	}
	allocs := fmt.Sprint(median(x.allocs))
	if noAllocs(a) {
		allocs += " (bar 0: " + met(median(x.allocs) == 0) + ")"
	}
	fmt.Fprintf(b, "| %s | %s | %s | %.4f | %.4f | %s | %s | %v |\n",
		a.work, a.document, label, ratio, median(x.times)/median(y.times), verdict, allocs, median(y.allocs))
	return 1
}

func met(ok bool) string {
	if ok {
		return "met"
	}
	return "**missed**"
}
