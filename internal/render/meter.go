package render

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/cfngen/cfngen/internal/diag"
)

// IsTerminal reports whether somebody looks at what is written to w.
func IsTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// The pace of a meter: short runs show nothing, long ones do not flicker.
const (
	meterDelay    = 400 * time.Millisecond
	meterInterval = 100 * time.Millisecond
)

// Meter shows how far a run is in one line that it draws over itself and takes
// away at the end. A nil Meter shows nothing. Its methods may be called from
// several goroutines.
type Meter struct {
	w   io.Writer
	now func() time.Time

	mu sync.Mutex
	// due is when the line may be drawn next.
	due time.Time
	// width is the length of the line that is drawn.
	width int
}

// NewMeter returns a meter that draws on w.
func NewMeter(w io.Writer, now func() time.Time) *Meter {
	return &Meter{w: w, now: now, due: now().Add(meterDelay)}
}

// Stage begins a part of the run, such as "reading". The function takes how many
// of how many things are done; calls that come out of order are left out, and so
// is a total that turns out to be too small.
func (m *Meter) Stage(name string) func(done, total int) {
	if m == nil {
		return func(int, int) {}
	}
	most := -1
	return func(done, total int) {
		m.mu.Lock()
		defer m.mu.Unlock()
		now := m.now()
		if done <= most || now.Before(m.due) {
			return
		}
		most, m.due = done, now.Add(meterInterval)
		line := fmt.Sprintf("gen: %s %d", diag.Printable(name), done)
		if done <= total {
			line += fmt.Sprintf("/%d", total)
		}
		m.draw(line)
	}
}

// Clear takes the line away.
func (m *Meter) Clear() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.width > 0 {
		m.draw("")
		fmt.Fprint(m.w, "\r")
	}
}

// draw replaces the line. Blanks take away what was longer: not every terminal
// knows the sequence for that.
func (m *Meter) draw(line string) {
	fmt.Fprint(m.w, "\r"+line+strings.Repeat(" ", max(0, m.width-len(line))))
	m.width = len(line)
}
