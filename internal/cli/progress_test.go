package cli

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cfngen/cfngen/internal/render"
)

// clock is a time that passes in equal steps, one a look.
func clock(step time.Duration) func() time.Time {
	now := time.Unix(0, 0)
	return func() time.Time {
		now = now.Add(step)
		return now
	}
}

// TestProgress: a run shows its stages where somebody looks, and takes the line
// away before it prints anything else.
func TestProgress(t *testing.T) {
	for _, args := range []string{"list", "report", "-out - -cfn example.com/cfn", "-cfn example.com/cfn -out " + t.TempDir(), "list -type None"} {
		var both bytes.Buffer
		c := newCommand(nil, &both, &both, noEnv)
		c.Progress = render.NewMeter(&both, clock(time.Second))
		c.finish(c.dispatch(strings.Fields(args)))
		got := both.String()
		if !strings.HasPrefix(got, "\rgen: reading 1/1\r") {
			t.Errorf("gen %s: %.80q", args, got)
		}
		if strings.Contains(args, "-out") && !strings.Contains(got, "\rgen: generating 1/1") {
			t.Errorf("gen %s: %.80q", args, got)
		}
		if strings.HasPrefix(args, "-cfn") && !strings.Contains(got, "\rgen: writing ") {
			t.Errorf("gen %s: %.80q", args, got)
		}
		rest := got[strings.LastIndex(got, "\r")+1:]
		if strings.Contains(rest, "reading") || !strings.Contains(got, " \r"+rest) {
			t.Errorf("gen %s: the line is not taken away: %.120q", args, got)
		}
	}
}

// TestFetchProgress: a fetch shows how much has arrived, and of how much.
func TestFetchProgress(t *testing.T) {
	spec := `{"typeName": "A::B::C", "additionalProperties": false, "properties": {}}` + strings.Repeat("\n", 3000)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(spec)))
		_, _ = io.WriteString(w, spec)
	}))
	defer server.Close()
	transport := http.DefaultTransport
	defer func() { http.DefaultTransport = transport }()
	http.DefaultTransport = server.Client().Transport
	var both bytes.Buffer
	c := newCommand(nil, &both, &both, noEnv)
	c.Progress = render.NewMeter(&both, clock(time.Second))
	c.finish(c.dispatch([]string{"fetch", "-lock", t.TempDir() + "/cfngen.lock", server.URL + "/c.json"}))
	got := both.String()
	rest := got[strings.LastIndex(got, "\r")+1:]
	if !strings.Contains(got, "\rgen: fetching c.json, KiB 3/3") || !strings.Contains(rest, "c.json: new, 1 type, ") {
		t.Errorf("%q", got)
	}
}
