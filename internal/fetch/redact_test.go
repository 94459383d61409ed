package fetch

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestRedact(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.com/a.json":                 "https://example.com/a.json",
		"https://example.com/npm/pkg@1.2/a.json":     "https://example.com/npm/pkg@1.2/a.json",
		"https://example.com:8443/a.json":            "https://example.com:8443/a.json",
		"file:specs/a@b.json":                        "file:specs/a@b.json",
		"file:a?b#c":                                 "file:a?b#c",
		"specs/all.zip":                              "specs/all.zip",
		"https://SECRET@example.com/a":               "https://xxxxx@example.com/a",
		"https://SECRET:@example.com/a":              "https://xxxxx@example.com/a",
		"https://:SECRET@example.com/a":              "https://xxxxx@example.com/a",
		"http://SECRET:SECRET@example.com":           "http://xxxxx@example.com",
		"HTTPS://SECRET:SECRET@example.com/a":        "https://xxxxx@example.com/a",
		"ftp://SECRET:SECRET@example.com/a":          "ftp://xxxxx@example.com/a",
		"//SECRET:SECRET@example.com/a":              "//xxxxx@example.com/a",
		"SECRET:SECRET@example.com/a":                "SECRET:xxxxx@example.com/a",
		"https:SECRET:SECRET@example.com/a":          "https:xxxxx@example.com/a",
		"https:/SECRET:SECRET@example.com/a":         "https:/xxxxx@example.com/a",
		"https:///SECRET:SECRET@example.com/a":       "https:///xxxxx@example.com/a",
		`https:\\SECRET:SECRET@example.com\a`:        `https:\\xxxxx@example.com\a`,
		"https://SECRET:SEC%RET@example.com/a":       "https://xxxxx@example.com/a",
		"https://SECRET:SEC/RET@example.com/a":       "https://xxxxx@example.com/a",
		"https://SECRET:80/SECRET@example.com/a":     "https://xxxxx@example.com/a",
		"https://SECRET:SEC RET@example.com/a":       "https://xxxxx@example.com/a",
		"https://SECRET:SEC@RET@example.com/a":       "https://xxxxx@example.com/a",
		"https://SECRET%40example.com/a":             "https://xxxxx%40example.com/a",
		"https://SECRET:SECRET":                      "https://xxxxx",
		"https://SECRET:SECRET/a":                    "https://xxxxx/a",
		" https://SECRET:SECRET@example.com/a":       "xxxxx@example.com/a",
		"https://example.com/a?X-Amz-Signature=SEC":  "https://example.com/a?…",
		"https://example.com/a#access_token=SEC":     "https://example.com/a#…",
		"https://example.com/a?":                     "https://example.com/a?",
		"file://SECRET:SECRET@localhost/a":           "file://xxxxx@localhost/a",
		"https://SECRET:SECRET@example.com:8443/a?b": "https://xxxxx@example.com:8443/a?…",
	} {
		t.Run(address, func(t *testing.T) {
			got := Redact(address)
			if got != want && got != strings.Replace(want, "SECRET:", "", 1) {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// TestNoCredentialsInErrors makes sure that no error of a fetch has what was secret,
// in the address or in where a server redirects to.
func TestNoCredentialsInErrors(t *testing.T) {
	var location string
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Location"] = []string{location}
		w.WriteHeader(http.StatusFound)
	}))
	defer server.Close()
	client := Client{Timeout: time.Minute, MaxSize: 1, Transport: server.Client().Transport}
	for name, address := range map[string]string{
		"user": "https://SECRET@example.com/x", "password": "https://me:SECRET@example.com/x", "http": "http://me:SECRET@example.com/x",
		"unreadable": "https://me:SEC%RET@example.com/x", "port": "https://SECRET:SECRET", "opaque": "https:me:SECRET@example.com",
		"scheme": "ftp://me:SECRET@example.com", "none": "me:SECRET@example.com", "query": "http://example.com/?key=SECRET",
	} {
		t.Run("address/"+name, func(t *testing.T) { checkSecret(t, client, address) })
		t.Run("location/"+name, func(t *testing.T) {
			location = address
			checkSecret(t, client, server.URL)
		})
	}
}

func checkSecret(t *testing.T, client Client, address string) {
	t.Helper()
	_, err := client.Get(context.Background(), address, Validators{})
	if err == nil || strings.Contains(err.Error(), "SECRET") || strings.Contains(err.Error(), "SEC%RET") {
		t.Errorf("got %v", err)
	}
}
