package cli

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// clock is a time that passes in equal steps, one a look.
func clock(step time.Duration) func() time.Time {
	now := time.Unix(0, 0)
	return func() time.Time {
		now = now.Add(step)
		return now
	}
}

func TestMeter(t *testing.T) {
	tests := []struct {
		name string
		step time.Duration
		use  func(m *meter)
		want string
	}{
		{"a short run", time.Millisecond, func(m *meter) {
			m.stage("reading")(1, 2)
			m.stage("writing")(2, 2)
		}, ""},
		{"a long run", time.Second, func(m *meter) {
			reading := m.stage("reading")
			reading(8, 12)
			reading(12, 12)
			m.stage("making")(1, 12)
		}, "\rgen: reading 8/12\rgen: reading 12/12\rgen: making 1/12  \r                \r"},
		{"slow to begin, fast to go on", 90 * time.Millisecond, func(m *meter) {
			reading := m.stage("reading")
			for i := range 9 {
				reading(i, 9)
			}
		}, "\rgen: reading 4/9\rgen: reading 6/9\rgen: reading 8/9\r                \r"},
		{"out of order", time.Second, func(m *meter) {
			reading := m.stage("reading")
			reading(2, 3)
			reading(1, 3)
			reading(3, 3)
		}, "\rgen: reading 2/3\rgen: reading 3/3\r                \r"},
		{"more than expected", time.Second, func(m *meter) {
			m.stage("reading")(2, 1)
		}, "\rgen: reading 2\r              \r"},
	}
	for _, tt := range tests {
		var b strings.Builder
		m := newMeter(&b, clock(tt.step))
		tt.use(m)
		m.clear()
		m.clear()
		if got := b.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestProgress: a run shows its stages where somebody looks, and takes the line
// away before it prints anything else.
func TestProgress(t *testing.T) {
	for _, args := range []string{"list", "report", "-out - -cfn example.com/cfn", "-cfn example.com/cfn -out " + t.TempDir(), "list -type None"} {
		var both bytes.Buffer
		c := &command{stdout: &both, stderr: &both, getenv: noEnv, progress: newMeter(&both, clock(time.Second))}
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
	c := &command{stdout: &both, stderr: &both, getenv: noEnv, progress: newMeter(&both, clock(time.Second))}
	c.finish(c.dispatch([]string{"fetch", "-lock", t.TempDir() + "/cfngen.lock", server.URL + "/c.json"}))
	got := both.String()
	rest := got[strings.LastIndex(got, "\r")+1:]
	if !strings.Contains(got, "\rgen: fetching c.json, KiB 3/3") || !strings.Contains(rest, "c.json: new, 1 type, ") {
		t.Errorf("%q", got)
	}
}

// TestNoProgress: what is no terminal sees nothing of it.
func TestNoProgress(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	for _, w := range []io.Writer{file, null, &strings.Builder{}, io.Discard} {
		if isTerminal(w) {
			t.Errorf("%T is a terminal", w)
		}
	}
	var none *meter
	none.stage("reading")(1, 2)
	none.clear()
}
