package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// serve returns a client of a server that answers the n-th request, counted from 0,
// with the n-th handler, and the last one from then on.
func serve(t *testing.T, handlers ...http.HandlerFunc) (c *Client, address string, requests *atomic.Int32) {
	t.Helper()
	requests = new(atomic.Int32)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handlers[min(int(requests.Add(1)), len(handlers))-1](w, r)
	}))
	// It would tell of the clients that give up.
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return &Client{
		UserAgent: "test",
		Timeout:   time.Minute,
		Retries:   3,
		MaxSize:   1000,
		Transport: server.Client().Transport,
	}, server.URL + "/spec.zip", requests
}

func body(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

// cut announces more than it sends.
func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	fmt.Fprint(w, "half")
}

func zipped(text string) http.HandlerFunc {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	fmt.Fprint(w, text)
	w.Close()
	return coded("gzip", b.String())
}

func coded(coding, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", coding)
		fmt.Fprint(w, text)
	}
}

// hang answers nothing until the client is gone.
func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// stall sends the beginning and then nothing until the client is gone.
func stall(w http.ResponseWriter, r *http.Request) {
	fmt.Fprint(w, "half")
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

func TestGet(t *testing.T) {
	tests := []struct {
		name     string
		handlers []http.HandlerFunc
		change   func(c *Client)
		requests int
		want     string // the document
		err      string // or what follows the address in the error
	}{
		{"a document", []http.HandlerFunc{body("spec")}, nil, 1, "spec", ""},
		{"an empty one", []http.HandlerFunc{body("")}, nil, 1, "", ""},
		{"500, then 200", []http.HandlerFunc{status(500), body("spec")}, nil, 2, "spec", ""},
		{"429, 503, 408, then 200", []http.HandlerFunc{status(429, "Retry-After", "0"), status(503, "Retry-After", "x"), status(408), body("spec")}, nil, 4, "spec", ""},
		{"500 for ever", []http.HandlerFunc{status(500)}, nil, 4, "", "the server answers 500 Internal Server Error (attempt 4 of 4)"},
		{"no retries", []http.HandlerFunc{status(502)}, func(c *Client) { c.Retries = 0 }, 1, "", "the server answers 502 Bad Gateway (attempt 1 of 1)"},
		{"404", []http.HandlerFunc{status(404)}, nil, 1, "", "the server answers 404 Not Found"},
		{"500, then 403", []http.HandlerFunc{status(500), status(403)}, nil, 2, "", "the server answers 403 Forbidden (attempt 2 of 4)"},
		{"204", []http.HandlerFunc{status(204)}, nil, 1, "", "the server answers 204 No Content"},
		{"304 that nobody asked for", []http.HandlerFunc{status(304)}, nil, 1, "", "the server answers 304 Not Modified"},
		{"cut off, then whole", []http.HandlerFunc{cut, body("spec")}, nil, 2, "spec", ""},
		{"cut off", []http.HandlerFunc{cut}, nil, 4, "", "truncated: the connection ended after 4 bytes (attempt 4 of 4)"},
		{"no answer in time", []http.HandlerFunc{hang}, func(c *Client) { c.Timeout = time.Millisecond; c.Retries = 1 }, -1, "", "not there after 1ms (attempt 2 of 2)"},
		{"no rest in time", []http.HandlerFunc{stall}, func(c *Client) { c.Timeout = 200 * time.Millisecond; c.Retries = 0 }, -1, "", "not there after 200ms (attempt 1 of 1)"},
		{"just small enough", []http.HandlerFunc{body(strings.Repeat("x", 1000))}, nil, 1, strings.Repeat("x", 1000), ""},
		{"announced as too large", []http.HandlerFunc{status(200, "Content-Length", "1001")}, nil, 1, "", "larger than the 1000 bytes allowed"},
		{"too large after all", []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) {
			for range 20 {
				fmt.Fprint(w, strings.Repeat("x", 100))
				w.(http.Flusher).Flush()
			}
		}}, nil, 1, "", "larger than the 1000 bytes allowed"},
		{"gzip", []http.HandlerFunc{zipped("spec")}, nil, 1, "spec", ""},
		{"gzip in capitals", []http.HandlerFunc{coded("GZIP", "\x1f\x8b\b\x00\x00\x00\x00\x00\x00\xff*")}, nil, 1, "", "truncated: it ends in the middle"},
		{"no coding", []http.HandlerFunc{coded("identity", "spec")}, nil, 1, "spec", ""},
		{"another coding", []http.HandlerFunc{coded("br", "spec")}, nil, 1, "", `the content encoding "br" is not understood`},
		{"not gzip", []http.HandlerFunc{coded("gzip", "spec spec spec")}, nil, 1, "", "not a gzip file after all: gzip: invalid header"},
		{"half of gzip", []http.HandlerFunc{coded("gzip", "\x1f\x8b\b\x00\x00\x00\x00\x00\x00\xff*")}, nil, 1, "", "truncated: it ends in the middle"},
		{"a bomb", []http.HandlerFunc{zipped(strings.Repeat(" ", 9<<20))}, func(c *Client) { c.MaxSize = 1 << 20 }, 1, "", "expands more than 50 times: refused as a decompression bomb"},
		{"a redirect", []http.HandlerFunc{status(302, "Location", "/elsewhere"), body("spec")}, nil, 2, "spec", ""},
		{"a redirect to http", []http.HandlerFunc{status(302, "Location", "http://example.com/spec.zip")}, nil, 1, "", "redirected to http://example.com/spec.zip: plain http is refused, since what arrives may be anybody's: use https"},
		{"a redirect to a file", []http.HandlerFunc{status(302, "Location", "file:///etc/passwd")}, nil, 1, "", `redirected to file:///etc/passwd: the scheme "file" is not understood; it is https or file`},
		{"redirects for ever", []http.HandlerFunc{status(302, "Location", "/spec.zip")}, nil, 10, "", "redirected more than 10 times"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, address, requests := serve(t, tt.handlers...)
			if tt.change != nil {
				tt.change(c)
			}
			answer, err := c.Get(t.Context(), address, Validators{})
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || err.Error() != address+": "+tt.err) {
				t.Errorf("got error  %v\nwant %s: %s", err, address, tt.err)
			}
			if string(answer.Data) != tt.want || answer.NotModified {
				t.Errorf("got %.40q, not modified: %t", answer.Data, answer.NotModified)
			}
			// A server may not have seen a client that does not wait.
			if tt.requests >= 0 && int(requests.Load()) != tt.requests {
				t.Errorf("%d requests, want %d", int(requests.Load()), tt.requests)
			}
		})
	}
}

// A document that has not changed is not sent again.
func TestConditionalRequest(t *testing.T) {
	want := Validators{ETag: `"v1"`, LastModified: "Mon, 03 Aug 2026 10:00:00 GMT"}
	c, address, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "test" {
			t.Errorf("user agent %q", r.UserAgent())
		}
		w.Header().Set("ETag", want.ETag)
		w.Header().Set("Last-Modified", want.LastModified)
		if got := (Validators{r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")}); got == want {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "spec")
	})
	first, err := c.Get(t.Context(), address, Validators{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.Get(t.Context(), address, first.Validators)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Response{{want, false, []byte("spec")}, {want, true, nil}}, []Response{first, second}); diff != "" {
		t.Error(diff)
	}
	third, err := c.Get(t.Context(), address, Validators{ETag: `"v0"`})
	if err != nil || third.NotModified || string(third.Data) != "spec" {
		t.Errorf("%v, %v", third, err)
	}
}

// What a header could not carry back is as good as not there.
func TestUnusableValidators(t *testing.T) {
	c, address, _ := serve(t, body("spec"))
	sent := Validators{}
	c.Transport = roundTripper(func(*http.Request) (*http.Response, error) {
		header := http.Header{"Etag": {sent.ETag}, "Last-Modified": {sent.LastModified}}
		return &http.Response{StatusCode: http.StatusOK, Header: header, Body: io.NopCloser(strings.NewReader("spec")), Request: httptest.NewRequest(http.MethodGet, address, nil)}, nil
	})
	for _, tt := range []struct{ sent, want Validators }{
		{Validators{`W/"v1"`, "today"}, Validators{`W/"v1"`, "today"}},
		{Validators{"\"v\t1\"", "today"}, Validators{"", "today"}},
		{Validators{"\"\xe9\"", "to\x7fday"}, Validators{}},
	} {
		t.Run(tt.sent.ETag, func(t *testing.T) {
			sent = tt.sent
			answer, err := c.Get(t.Context(), address, Validators{})
			if err != nil || answer.Validators != tt.want {
				t.Errorf("%q: got %q, %v", tt.sent, answer.Validators, err)
			}
		})
	}
}

// late is a document that ends, as if it were whole, when nobody waits any more.
type late struct{ ctx context.Context }

// Read is part of io.Reader.
func (l late) Read([]byte) (int, error) {
	<-l.ctx.Done()
	return 0, io.EOF
}

// TestEndsWithTheAttempt: a document whose end comes with the end of the attempt is
// not taken for whole.
func TestEndsWithTheAttempt(t *testing.T) {
	c := Client{Timeout: time.Millisecond, MaxSize: 1000, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(late{r.Context()}), Request: r}, nil
	})}
	const address = "https://example.com/spec.json"
	if _, err := c.Get(t.Context(), address, Validators{}); err == nil || err.Error() != address+": not there after 1ms (attempt 1 of 1)" {
		t.Error(err)
	}
}

func TestProgress(t *testing.T) {
	text := strings.Repeat("spec", 200)
	c, address, _ := serve(t, body(text))
	var last, total int64
	c.Progress = func(done, all int64) {
		if done < last {
			t.Errorf("%d after %d", done, last)
		}
		last, total = done, all
	}
	if _, err := c.Get(t.Context(), address, Validators{}); err != nil {
		t.Fatal(err)
	}
	if last != int64(len(text)) || total != last {
		t.Errorf("%d of %d at the end, want %d", last, total, len(text))
	}
}

// What is not the network's fault is not tried again, and neither is anything once
// the caller has given up.
func TestNotTriedAgain(t *testing.T) {
	c, address, requests := serve(t, status(500))
	ctx, cancel := context.WithCancel(t.Context())
	c.Pause = time.Hour
	c.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		cancel()
		return nil, fmt.Errorf("connection lost")
	})
	if _, err := c.Get(ctx, address, Validators{}); err == nil || err.Error() != address+": connection lost" {
		t.Errorf("cancelled: %v", err)
	}
	c.Transport = nil // which does not know the server's certificate
	if _, err := c.Get(t.Context(), address, Validators{}); err == nil || !strings.Contains(err.Error(), "tls: failed to verify certificate") || strings.Contains(err.Error(), "attempt") {
		t.Errorf("unknown certificate: %v", err)
	}
	if int(requests.Load()) != 0 {
		t.Errorf("%d requests", int(requests.Load()))
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The network fails in many ways; another attempt follows.
func TestNetworkErrorIsTriedAgain(t *testing.T) {
	c, address, requests := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, body("spec"))
	answer, err := c.Get(t.Context(), address, Validators{})
	if err != nil || string(answer.Data) != "spec" || int(requests.Load()) != 2 {
		t.Errorf("%q after %d requests, %v", answer.Data, int(requests.Load()), err)
	}
}

func TestCheck(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.com/a.zip?b=c": "",
		"specs.zip":                     "specs.zip: not a URL; it begins with https:// or file:",
		"://":                           "://: not a URL; it begins with https:// or file:",
		"http://example.com/a.zip":      "http://example.com/a.zip: plain http is refused, since what arrives may be anybody's: use https",
		"ftp://example.com/a.zip":       `ftp://example.com/a.zip: the scheme "ftp" is not understood; it is https or file`,
		"https://:443/a.zip":            "https://:443/a.zip: the URL has no host",
		"https:///a.zip":                "https:///a.zip: the URL has no host",
		"https://me:secret@example.com": "https://xxxxx@example.com: credentials in a URL are refused: they would stand in the lock file",
	} {
		t.Run(address, func(t *testing.T) {
			got := ""
			if err := Check(address); err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("%s: got %q, want %q", address, got, want)
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "-1": 0, "99999999999": 0, "Mon, 03 Aug 2026 10:00:00 GMT": 0,
	} {
		t.Run(header, func(t *testing.T) {
			if got := retryAfter(header); got != want {
				t.Errorf("%q: %v, want %v", header, got, want)
			}
		})
	}
}

func TestAddress(t *testing.T) {
	for _, tt := range []struct{ format, region, want string }{
		{"registry", "us-east-1", "https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip"},
		{"registry", "us-gov-west-1", "https://schema.cloudformation.us-gov-west-1.amazonaws.com/CloudformationSchema.zip"},
		{"registry", "cn-north-1", "https://schema.cloudformation.cn-north-1.amazonaws.com.cn/CloudformationSchema.zip"},
		{"resourcespec", "us-east-1", "https://d1uauaxba7bl26.cloudfront.net/latest/gzip/CloudFormationResourceSpecification.json"},
		{"resourcespec", "eu-south-1", "https://cfn-resource-specifications-eu-south-1-prod.s3.eu-south-1.amazonaws.com/latest/gzip/CloudFormationResourceSpecification.json"},
		{"resourcespec", "cn-north-1", "https://cfn-resource-specifications-cn-north-1-prod.s3.cn-north-1.amazonaws.com.cn/latest/gzip/CloudFormationResourceSpecification.json"},
		{"resourcespec", "ap-southeast-3", "https://cfn-resource-specifications-ap-southeast-3-prod.s3.ap-southeast-3.amazonaws.com/latest/CloudFormationResourceSpecification.json"},
		{"resourcespec", "us-gov-east-1", "https://s3.us-gov-east-1.amazonaws.com/cfn-resource-specifications-us-gov-east-1-prod/latest/CloudFormationResourceSpecification.json"},
		{"resourcespec", "xx-moon-1", "where AWS publishes the Resource Specification of xx-moon-1 is not known: give its URL"},
		{"registry", "evil.example.com/", `"evil.example.com/" is not the name of a region, such as us-east-1`},
		{"registry", "", `"" is not the name of a region, such as us-east-1`},
		{"openapi", "us-east-1", `"openapi" is no format: it is registry or resourcespec`},
	} {
		t.Run(tt.format+" "+tt.region, func(t *testing.T) {
			got, err := Address(tt.format, tt.region)
			if err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("%s in %s: got %s, want %s", tt.format, tt.region, got, tt.want)
			}
		})
	}
}
