package render

import (
	"io"
	"os"
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
		use  func(m *Meter)
		want string
	}{
		{"a short run", time.Millisecond, func(m *Meter) {
			m.Stage("reading")(1, 2)
			m.Stage("writing")(2, 2)
		}, ""},
		{"a long run", time.Second, func(m *Meter) {
			reading := m.Stage("reading")
			reading(8, 12)
			reading(12, 12)
			m.Stage("making")(1, 12)
		}, "\rgen: reading 8/12\rgen: reading 12/12\rgen: making 1/12  \r                \r"},
		{"slow to begin, fast to go on", 90 * time.Millisecond, func(m *Meter) {
			reading := m.Stage("reading")
			for i := range 9 {
				reading(i, 9)
			}
		}, "\rgen: reading 4/9\rgen: reading 6/9\rgen: reading 8/9\r                \r"},
		{"out of order", time.Second, func(m *Meter) {
			reading := m.Stage("reading")
			reading(2, 3)
			reading(1, 3)
			reading(3, 3)
		}, "\rgen: reading 2/3\rgen: reading 3/3\r                \r"},
		{"more than expected", time.Second, func(m *Meter) {
			m.Stage("reading")(2, 1)
		}, "\rgen: reading 2\r              \r"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			m := NewMeter(&b, clock(tt.step))
			tt.use(m)
			m.Clear()
			m.Clear()
			if got := b.String(); got != tt.want {
				t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
			}
		})
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
		if IsTerminal(w) {
			t.Errorf("%T is a terminal", w)
		}
	}
	var none *Meter
	none.Stage("reading")(1, 2)
	none.Clear()
}
