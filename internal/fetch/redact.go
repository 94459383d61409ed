package fetch

import (
	"net/url"
	"regexp"
	"strings"
)

// hidden stands for what is not shown.
const hidden = "xxxxx"

// Redact returns an address as it can be shown: without what names who asks for it,
// and without its query and fragment, which can be a key, too. Where an address
// cannot be read it leaves out all that may have been meant as credentials.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err == nil && u.Scheme == "file" && u.User == nil {
		return address // it names a file, and nobody
	}
	if err != nil || strings.Contains(address, "@") && u.User == nil && (u.Host == "" || u.Port() != "") {
		return redactUnread(address)
	}
	if u.User != nil {
		u.User = url.User(hidden)
		address = u.String()
	}
	return withoutQuery(address)
}

// withoutQuery cuts an address before its query or fragment.
func withoutQuery(address string) string {
	if i := strings.IndexAny(address, "?#"); i >= 0 && i+1 < len(address) {
		return address[:i+1] + "…"
	}
	return address
}

// scheme matches what stands before the host in an address; pair matches two words in
// its place, of which the second can be a password.
var (
	scheme = regexp.MustCompile(`\A([a-zA-Z][a-zA-Z0-9+.-]*:[/\\]*|[/\\]*)`)
	pair   = regexp.MustCompile(`\A[^/\\?#]*:[^/\\?#]+`)
)

// redactUnread is Redact for what is no URL, or an odd one.
func redactUnread(address string) string {
	start := scheme.FindString(address)
	rest := address[len(start):]
	at := strings.LastIndex(rest, "@")
	if encoded := strings.LastIndex(strings.ToLower(rest), "%40"); encoded > at {
		at = encoded
	}
	if at >= 0 {
		rest = hidden + rest[at:]
	} else {
		rest = pair.ReplaceAllString(rest, hidden)
	}
	return withoutQuery(start + rest)
}

// userinfo matches credentials in a text that others wrote.
var userinfo = regexp.MustCompile(`[^\s"'/\\@]+(@|%40)`)

// redactText returns the text of an error of the network without credentials.
func redactText(text string) string { return userinfo.ReplaceAllString(text, hidden+"$1") }
