package cli_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cfngen/cfngen/internal/checksum"
)

// The environment in which a script's gen finds the test server.
const (
	serverEnv      = "TEST_SERVER"
	certificateEnv = "TEST_SERVER_CERTIFICATE"
)

// toTestServer has every connection of this process go to the script's server,
// whatever the host, so that no test reaches the network. Where there is no server, each
// connection fails.
func toTestServer() {
	if os.Getenv(certificateEnv) == "" {
		http.DefaultTransport = &http.Transport{
			DialContext: func(context.Context, string, string) (net.Conn, error) {
				return nil, errors.New("no test goes to the network")
			},
		}
		return
	}
	text, err := os.ReadFile(os.Getenv(certificateEnv))
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(text)
	if err != nil {
		panic(err)
	}
	known := x509.NewCertPool()
	known.AddCert(certificate)
	http.DefaultTransport = &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, os.Getenv(serverEnv))
		},
		TLSClientConfig: &tls.Config{RootCAs: known, ServerName: "example.com"},
	}
}

// startTestServer serves the script's folder "served" by base names, and puts what
// was asked for into the file "requests".
func startTestServer(env *testscript.Env) {
	s := &testServer{dir: env.WorkDir, failed: map[string]bool{}}
	server := httptest.NewUnstartedServer(s)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	env.Defer(server.Close)
	certificate := filepath.Join(env.WorkDir, ".tmp", "certificate")
	err := os.MkdirAll(filepath.Dir(certificate), 0o777)
	if err == nil {
		err = os.WriteFile(certificate, server.Certificate().Raw, 0o666)
	}
	if err != nil {
		panic(err)
	}
	env.Setenv(serverEnv, server.Listener.Addr().String())
	env.Setenv(certificateEnv, certificate)
}

type testServer struct {
	dir    string
	mu     sync.Mutex
	failed map[string]bool
}

// ServeHTTP decides by the first folder of the path how the file is served.
func (s *testServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note(r)
	content, err := os.ReadFile(filepath.Join(s.dir, "served", path.Base(r.URL.Path)))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	switch how, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/"); how {
	case "flaky":
		if !s.failed[r.URL.Path] {
			s.failed[r.URL.Path] = true
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
	case "down":
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	case "slow":
		<-r.Context().Done()
		return
	case "cut":
		w.Header().Set("Content-Length", fmt.Sprint(len(content)+1))
		_, _ = w.Write(content)
		return
	case "large":
		w.Header().Set("Content-Length", fmt.Sprint(300<<20))
		_, _ = w.Write(content)
		return
	case "plain":
		http.Redirect(w, r, "http://specs.example.com/"+path.Base(r.URL.Path), http.StatusFound)
		return
	case "location":
		w.Header().Set("Location", "https://me:SECRET@elsewhere.example.com/?key=SECRET")
		w.WriteHeader(http.StatusFound)
		return
	case "anonymous": // neither ETag nor Last-Modified
		_, _ = w.Write(content)
		return
	case "tab": // no text that a lock can hold
		w.Header().Set("ETag", "\"t\t1\"")
		_, _ = w.Write(content)
		return
	case "latest": // as AWS serves the Resource Specification
		w.Header().Set("Content-Encoding", "gzip")
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(content)
		_ = z.Close()
		content = b.Bytes()
	}
	w.Header().Set("ETag", `"`+checksum.Of(content)[:8]+`"`)
	http.ServeContent(w, r, "", time.Date(2026, 8, 3, 10, 0, 0, 0, time.UTC), bytes.NewReader(content))
}

func (s *testServer) note(r *http.Request) {
	line := "GET " + r.Host + r.URL.Path
	if tag := r.Header.Get("If-None-Match"); tag != "" {
		line += " unless " + tag
	}
	f, err := os.OpenFile(filepath.Join(s.dir, "requests"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
	if err != nil {
		panic(err)
	}
	fmt.Fprintln(f, line)
	f.Close()
}
