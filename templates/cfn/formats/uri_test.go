package formats

import (
	"net/netip"
	"strings"
	"testing"
)

func TestURI(t *testing.T) {
	for _, s := range []string{
		"http://example.com", "http://example.com:8080/a?b=c#d", "http://example.com:/", "http://user:p@example.com:1", "ftp:a:b",
		"http://[::1]", "http://[::1]:80/", "http://[v1.fe:d]", "http://[vfedcba9876543210f.a]", "http://u%40v@a", "file:///etc/hosts", "urn:isbn:1", "http://%41", "x+y-1.z:",
	} {
		t.Run("is one "+s, func(t *testing.T) {
			if !IsURI(s) {
				t.Errorf("%s is none", s)
			}
		})
	}
	for _, s := range []string{
		"", "a", ":", "1a:b", "http://example.com:80a", "http://a:b:80", "http://[::1", "http://[::1]a", "http://[::1]:a", "http://::1]",
		"http://a[::1]", "http://[v.a]", "http://[v1.]", "http://[v1]", "http://[vg.a]", "http://[]", "http://a b", "http://a@b@c", "http://[v1.a%41]", "http://[v1.a@b]", "http://%4", "http://%4g", "a:b#c#d", "a:[",
	} {
		t.Run("is none "+s, func(t *testing.T) {
			if IsURI(s) {
				t.Errorf("%s is one", s)
			}
		})
	}
}

// TestIPv6Host compares with what net/netip takes for an address.
func TestIPv6Host(t *testing.T) {
	parts := []string{"", "0", "1:2", "fe80", "12345", "1.2.3.4", "01.2.3.4", "1.2.3", "1.2.3.256", "g", "1:2:3:4:5:6", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8"}
	right := 0
	for _, a := range parts {
		for _, b := range parts {
			for _, between := range []string{"", ":", "::", ":::", ":1:", "::1:", ":1::"} {
				s := a + between + b
				_, err := netip.ParseAddr(s)
				want := err == nil && strings.Contains(s, ":")
				if got := isHost("[" + s + "]"); got != want {
					t.Errorf("%s: %v, and net/netip says %v", s, got, want)
				}
				if want {
					right++
				}
			}
		}
	}
	if right < 50 {
		t.Errorf("only %d of the texts are addresses", right)
	}
}
