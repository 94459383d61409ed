package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// Client is how documents are fetched. The zero values of Retries, Pause and
// Progress are fit for use.
type Client struct {
	// UserAgent is how the client introduces itself.
	UserAgent string
	// Timeout bounds each attempt, from the connection to the last byte.
	Timeout time.Duration
	// Retries is how many attempts follow one that failed for a reason that may
	// pass: the network, and the responses 408, 429 and 5xx.
	Retries int
	// Pause is how long the client waits before the first retry; it doubles with
	// each. A server may ask for more. Neither goes beyond maxPause.
	Pause time.Duration
	// MaxSize bounds a document in bytes, as it arrives.
	MaxSize int64
	// Progress is called while a document arrives, with the bytes that are there
	// and those that the server announced, -1 where it did not. nil is allowed.
	Progress func(done, total int64)
	// Transport sends the requests; nil is http.DefaultTransport.
	Transport http.RoundTripper
}

// maxPause bounds the time between two attempts.
const maxPause = 30 * time.Second

// Validators are what a server sent to identify a document's version. A later request
// sends them back.
type Validators struct {
	// ETag and LastModified are the headers of these names, "" where there were
	// none, or none that could be sent back: they hold no control characters.
	ETag, LastModified string
}

// Response is what a server sent.
type Response struct {
	Validators
	// NotModified reports whether the document is still the one of the validators; Data
	// is nil then.
	NotModified bool
	// Data is the document, without the compression of the transport.
	Data []byte
}

// Check returns why an address is none that Get can use: errors name it.
func Check(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil && scheme.FindString(address) != "":
		return fail(address, "not a URL that can be read") // the error would have all of it
	case err != nil || u.Scheme == "":
		return fail(address, "not a URL; it begins with https:// or file:")
	case u.Scheme == "http":
		return fail(address, "plain http is refused, since what arrives may be anybody's: use https")
	case u.Scheme != "https":
		return fail(address, "the scheme %q is not understood; it is https or file", u.Scheme)
	case u.Hostname() == "":
		return fail(address, "the URL has no host")
	case u.User != nil:
		return fail(address, "credentials in a URL are refused: they would stand in the lock file")
	}
	return nil
}

// Get fetches a document, or learns that it has not changed since the response that
// the validators are from; their zero value asks for the document in any case.
// Errors are diagnostics that name the address.
func (c *Client) Get(ctx context.Context, address string, known Validators) (Response, error) {
	if err := Check(address); err != nil {
		return Response{}, err
	}
	for n := 0; ; n++ {
		response, err := c.attempt(ctx, address, known)
		if err == nil {
			return response, nil
		}
		var passing retryable
		again := errors.As(err, &passing) && ctx.Err() == nil
		if !again && n == 0 {
			return Response{}, fail(address, "%v", err)
		}
		if !again || n >= c.Retries {
			return Response{}, fail(address, "%v (attempt %d of %d)", err, n+1, c.Retries+1)
		}
		select {
		case <-time.After(min(max(c.Pause<<min(n, 10), passing.after), maxPause)):
		case <-ctx.Done():
			return Response{}, fail(address, "%v", context.Cause(ctx))
		}
	}
}

// retryable is a failure that may pass.
type retryable struct {
	error
	// after is how long the server asks to wait.
	after time.Duration
}

// attempt sends one request and reads the response.
func (c *Client) attempt(ctx context.Context, address string, known Validators) (Response, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Response{}, err
	}
	for name, value := range map[string]string{
		"User-Agent":        c.UserAgent,
		"If-None-Match":     known.ETag,
		"If-Modified-Since": known.LastModified,
		// Asked for here and not by the transport, so that limits hold for both
		// forms of the document.
		"Accept-Encoding": "gzip",
	} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	client := http.Client{Transport: c.Transport, CheckRedirect: checkRedirect}
	resp, err := client.Do(req)
	if err != nil {
		return Response{}, c.broken(err)
	}
	defer resp.Body.Close()
	response := Response{Validators: Validators{ETag: sendable(resp.Header.Get("ETag")), LastModified: sendable(resp.Header.Get("Last-Modified"))}}
	switch {
	case resp.StatusCode == http.StatusNotModified && known != Validators{}:
		response.NotModified = true
		return response, nil
	case resp.StatusCode != http.StatusOK:
		return Response{}, refused(resp)
	}
	response.Data, err = c.read(address, resp)
	return response, err
}

// sendable returns a header's value, "" for one that cannot be kept as text and sent
// back.
func sendable(value string) string {
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl) {
		return ""
	}
	return value
}

// misdirected is a redirect that is not followed.
type misdirected string

// Error returns the message.
func (m misdirected) Error() string { return "redirected " + string(m) }

// checkRedirect keeps a request on https.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if err := Check(req.URL.String()); err != nil {
		return misdirected("to " + err.Error())
	}
	if len(via) >= 10 {
		return misdirected("more than 10 times")
	}
	return nil
}

// broken words why there was no response.
func (c *Client) broken(err error) error {
	// The address stands before the message already.
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = u.Err
	}
	if strings.HasPrefix(err.Error(), "failed to parse Location header") {
		return misdirected("to what is not a URL") // the error would have all of it
	}
	var redirect misdirected
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return retryable{error: fmt.Errorf("not there after %v", c.Timeout)}
	case errors.As(err, &redirect), errors.As(err, &certificate), errors.As(err, &dns) && dns.IsNotFound:
		return err
	}
	return retryable{error: err}
}

// refused words an response that is no document.
func refused(resp *http.Response) error {
	err := fmt.Errorf("the server answers %d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	if code := resp.StatusCode; code == http.StatusRequestTimeout || code == http.StatusTooManyRequests || code >= 500 {
		return retryable{err, retryAfter(resp.Header.Get("Retry-After"))}
	}
	return err
}

// retryAfter reads a header's number of seconds. Its other form, a date, is left
// to the client's own pauses.
func retryAfter(header string) time.Duration {
	seconds, err := strconv.ParseUint(header, 10, 16)
	if err != nil {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// read reads the document.
func (c *Client) read(address string, resp *http.Response) ([]byte, error) {
	tooLarge := fmt.Errorf("larger than the %d bytes allowed", c.MaxSize)
	if resp.ContentLength > c.MaxSize {
		return nil, tooLarge
	}
	body := io.Reader(resp.Body)
	if c.Progress != nil {
		body = &counted{Reader: body, total: resp.ContentLength, progress: c.Progress}
	}
	data, err := io.ReadAll(io.LimitReader(body, c.MaxSize+1))
	if err == nil {
		// A server that sees the client go may end the document as if it were whole.
		err = resp.Request.Context().Err()
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, retryable{error: fmt.Errorf("truncated: the connection ended after %d bytes", len(data))}
	case err != nil:
		return nil, c.broken(err)
	case int64(len(data)) > c.MaxSize:
		return nil, tooLarge
	}
	switch coding := strings.ToLower(resp.Header.Get("Content-Encoding")); coding {
	case "", "identity":
		return data, nil
	case "gzip", "x-gzip":
		data, err := source.Gunzip(address, data)
		if d := (diag.Diagnostic{}); errors.As(err, &d) {
			err = errors.New(d.Message())
		}
		return data, err
	default:
		return nil, fmt.Errorf("the content encoding %q is not understood", coding)
	}
}

// counted counts how much has been read.
type counted struct {
	io.Reader
	done, total int64
	progress    func(done, total int64)
}

// Read is part of io.Reader.
func (r *counted) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.done += int64(n)
	r.progress(r.done, r.total)
	return n, err
}

// fail returns an error about an address, without what is secret.
func fail(address, format string, args ...any) error {
	return diag.Errorf(diag.Position{File: Redact(address)}, Failed, "%s", redactText(fmt.Sprintf(format, args...)))
}
