package editors

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// patience is how long an answer of a server is waited for.
const patience = time.Minute

// message is a message of the Language Server Protocol: a request, a notification, which has no ID, or
// an answer, which has no method.
type message struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   json.RawMessage `json:"error,omitempty"`
}

// client talks to a language server. It is for one goroutine.
type client struct {
	t        testing.TB
	command  *exec.Cmd
	in       io.Writer
	received chan message
	last     int
	// settings are those of the editor by their names.
	settings map[string]any
	// asked is how often the server has asked for settings.
	asked int
	// published are the last diagnostics of each document that has some since it was sent.
	published map[string][]diagnostic
}

// start starts a server. It is stopped when the test ends.
func start(t testing.TB, settings map[string]any, command string, args ...string) *client {
	t.Helper()
	c := &client{t: t, command: exec.Command(command, args...), settings: settings,
		received: make(chan message, 1000), published: map[string][]diagnostic{}}
	var stderr bytes.Buffer
	c.command.Stderr = &stderr
	in, err := c.command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.command.Start(); err != nil {
		t.Fatal(err)
	}
	c.in = in
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer close(c.received)
		for r := bufio.NewReader(out); ; {
			m, err := read(r)
			if err != nil {
				return
			}
			c.received <- m
		}
	}()
	t.Cleanup(func() {
		in.Close()
		c.command.Process.Kill() //nolint:errcheck // it may have ended by itself
		for range c.received {
		}
		<-done
		c.command.Wait() //nolint:errcheck // it was killed
		if t.Failed() && stderr.Len() > 0 {
			t.Logf("%s: %.4000s", strings.Join(args, " "), stderr.String())
		}
	})
	return c
}

// read reads a message: headers, an empty line and JSON.
func read(r *bufio.Reader) (m message, err error) {
	size := 0
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return m, err
		}
		if line = strings.TrimSpace(line); line == "" {
			break
		}
		if n, ok := strings.CutPrefix(line, "Content-Length: "); ok {
			if _, err := fmt.Sscan(n, &size); err != nil {
				return m, err
			}
		}
	}
	content := make([]byte, size)
	if _, err := io.ReadFull(r, content); err != nil {
		return m, err
	}
	return m, json.Unmarshal(content, &m)
}

func (c *client) send(m message) {
	c.t.Helper()
	m.Version = "2.0"
	content, err := json.Marshal(m)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(content), content); err != nil {
		c.t.Fatalf("%s: %v", m.Method, err)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	c.send(message{Method: method, Params: encoded(c.t, params)})
}

// call sends a request, and stores what the server answers in result.
func (c *client) call(method string, params, result any) {
	c.t.Helper()
	c.last++
	id := fmt.Sprint(c.last)
	c.send(message{ID: json.RawMessage(id), Method: method, Params: encoded(c.t, params)})
	var answer message
	c.until(method, func(m message) bool {
		answer = m
		return m.Method == "" && string(m.ID) == id
	})
	if answer.Error != nil {
		c.t.Fatalf("%s: %s", method, answer.Error)
	}
	if err := json.Unmarshal(answer.Result, result); err != nil {
		c.t.Fatalf("%s: %v: %s", method, err, answer.Result)
	}
}

// until handles what the server sends until a message is the one that is waited for.
func (c *client) until(what string, awaited func(message) bool) {
	c.t.Helper()
	late := time.After(patience)
	for {
		select {
		case m, ok := <-c.received:
			if !ok {
				c.t.Fatalf("%s: the server has ended", what)
			}
			c.handle(m)
			if awaited(m) {
				return
			}
		case <-late:
			c.t.Fatalf("%s: the server does not answer", what)
		}
	}
}

// handle answers the server's requests, and keeps its diagnostics.
func (c *client) handle(m message) {
	c.t.Helper()
	switch {
	case m.Method == "textDocument/publishDiagnostics":
		var p struct {
			URI         string
			Diagnostics []diagnostic
		}
		if err := json.Unmarshal(m.Params, &p); err != nil {
			c.t.Fatal(err)
		}
		c.published[p.URI] = p.Diagnostics
	case m.Method == "workspace/configuration":
		var p struct{ Items []struct{ Section string } }
		if err := json.Unmarshal(m.Params, &p); err != nil {
			c.t.Fatal(err)
		}
		var values []any
		for _, item := range p.Items {
			values = append(values, c.section(item.Section))
		}
		c.asked++
		c.send(message{ID: m.ID, Result: encoded(c.t, values)})
	case m.Method != "" && m.ID != nil:
		c.send(message{ID: m.ID, Result: json.RawMessage("null")})
	}
}

// section returns a setting, or the settings whose names begin with it and a dot.
func (c *client) section(name string) any {
	if value, ok := c.settings[name]; ok {
		return value
	}
	below := map[string]any{}
	for key, value := range c.settings {
		if rest, ok := strings.CutPrefix(key, name+"."); ok {
			below[rest] = value
		}
	}
	if len(below) == 0 {
		return nil
	}
	return below
}

func encoded(t testing.TB, value any) json.RawMessage {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
