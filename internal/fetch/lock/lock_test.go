package lock

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/diag"
)

const text = `{
  "comment": "Written by gen fetch: what gen reads, and the checksums that it must have.",
  "version": 1,
  "generator": "cfngen v1",
  "overlays": "02",
  "types": [
    "AWS::B::*",
    "AWS::A::C"
  ],
  "sources": [
    {
      "file": "a.json",
      "url": "file:x/a.json",
      "version": "130.1.0",
      "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "size": 0
    },
    {
      "file": "cfngen/b.zip",
      "url": "https://example.com/b.zip?x=1&y=2",
      "lastModified": "Mon, 03 Aug 2026 10:00:00 GMT",
      "etag": "\"v1\"",
      "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "size": 0
    }
  ]
}
`

func TestRoundTrip(t *testing.T) {
	l := Lock{Generator: "cfngen v1", Overlays: "02", Types: []string{"AWS::B::*", "AWS::A::C"}}
	l.Pin(Source{File: "cfngen/b.zip", URL: "https://old.example.com"})
	l.Pin(Source{File: "a.json", URL: "file:x/a.json", Version: "130.1.0", SHA256: checksum.Of(nil)})
	l.Pin(Source{File: "cfngen/b.zip", URL: "https://example.com/b.zip?x=1&y=2", LastModified: "Mon, 03 Aug 2026 10:00:00 GMT", ETag: `"v1"`, SHA256: checksum.Of(nil)})
	got, err := l.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, string(got)); diff != "" {
		t.Error(diff)
	}
	read, err := Parse(Name, got)
	if err != nil {
		t.Fatal(err)
	}
	again, err := read.Encode()
	if err != nil || string(again) != text {
		t.Errorf("%v\n%s", err, again)
	}
	if s, ok := read.Find("a.json"); !ok || s.Version != "130.1.0" {
		t.Errorf("%v, %v", s, ok)
	}
	if _, ok := read.Find("b.zip"); ok {
		t.Error("found what is not there")
	}
}

func TestCheck(t *testing.T) {
	s := Source{SHA256: checksum.Of(nil)}
	if err := s.Check(nil); err != nil {
		t.Error(err)
	}
	s.Size = 1
	if err := s.Check(nil); err == nil || err.Error() != "the size is 0, pinned is 1" {
		t.Error(err)
	}
	err := s.Check([]byte("x"))
	if err == nil || err.Error() != "sha256 is 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881, pinned is e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Error(err)
	}
}

// What Parse would refuse is not written.
func TestEncodeErrors(t *testing.T) {
	// Nor is what JSON would have to change.
	if text, err := (Lock{Sources: []Source{{File: "a.json", URL: "file:\xff", SHA256: checksum.Of(nil)}}}).Encode(); err == nil {
		t.Errorf("no error for a URL that is not UTF-8: %s", text)
	}
	good := Source{File: "a.json", URL: "file:a.json", SHA256: checksum.Of(nil)}
	other := good
	other.File = "A.json"
	secret := good
	secret.URL = "https://me:secret@example.com/a.json"
	var many []Source
	for i := range 1001 {
		many = append(many, Source{File: strconv.Itoa(i), URL: "file:a.json", SHA256: checksum.Of(nil)})
	}
	control := good
	control.ETag = "v\t1"
	for _, tt := range []struct {
		sources []Source
		want    string
	}{
		{nil, "nothing is pinned: delete the file"},
		{[]Source{good, other}, `"a.json" is pinned twice`},
		{many, `1001 files are pinned, more than the 1000 allowed`},
		{[]Source{secret}, `"a.json": credentials in the URL are refused`},
		{[]Source{control}, `"a.json": control characters in etag or lastModified`},
	} {
		t.Run(tt.want, func(t *testing.T) {
			if text, err := (Lock{Sources: tt.sources}).Encode(); err == nil || err.Error() != tt.want || text != nil {
				t.Errorf("got %s, %v, want %s", text, err, tt.want)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{"{", "", `cfngen.lock:1:1: not a lock file: unexpected EOF`},
		{"  \"version\"", "<<<<<<< HEAD\n  \"version\"", `cfngen.lock:3:1: not a lock file: invalid character '<' at start of value`},
		{`"version": 1`, `"version": 2`, `cfngen.lock: version 2 of the lock's form is not understood, 1 is: use the version of gen that wrote it`},
		{`"version": 1`, `"version": "1"`, `cfngen.lock:3:14: /version: not a lock file: a string is not what stands here`},
		{`"generator"`, `"generater"`, `cfngen.lock:4:3: /generater: not a lock file: unknown object member name`},
		{`"file": "a.json"`, `"file": "a.json", "file": "b.json"`, `cfngen.lock:12:25: /sources/0/file: not a lock file: duplicate object member name`},
		{`"a.json"`, `"/etc/passwd"`, `cfngen.lock: "/etc/passwd": not a path below the lock's folder`},
		{`"a.json"`, `"x/../../a.json"`, `cfngen.lock: "x/../../a.json": not a path below the lock's folder`},
		{`"a.json"`, `"."`, `cfngen.lock: ".": not a path below the lock's folder`},
		{`"a.json"`, `"c:a.json"`, `cfngen.lock: "c:a.json": not a path below the lock's folder`},
		{`"a.json"`, `"a\\b.json"`, `cfngen.lock: "a\\b.json": not a path below the lock's folder`},
		{`"a.json"`, `"a\nb.json"`, `cfngen.lock: "a\nb.json": not a path below the lock's folder`},
		{`"a.json"`, `".git/config"`, `cfngen.lock: ".git/config": not a plain file: no part of the path begins with a dot, ends with a dot or blank, or has a ~`},
		{`"a.json"`, `"x/.hidden/y.json"`, `cfngen.lock: "x/.hidden/y.json": not a plain file: no part of the path begins with a dot, ends with a dot or blank, or has a ~`},
		{`"a.json"`, `"GIT~1/config"`, `cfngen.lock: "GIT~1/config": not a plain file: no part of the path begins with a dot, ends with a dot or blank, or has a ~`},
		{`"a.json"`, `"go.mod."`, `cfngen.lock: "go.mod.": not a plain file: no part of the path begins with a dot, ends with a dot or blank, or has a ~`},
		{`"a.json"`, `"x /y.json"`, `cfngen.lock: "x /y.json": not a plain file: no part of the path begins with a dot, ends with a dot or blank, or has a ~`},
		{`"a.json"`, `"go.mod"`, `cfngen.lock: "go.mod": not a file for a specification`},
		{`"a.json"`, `"sub/Go.Sum"`, `cfngen.lock: "sub/Go.Sum": not a file for a specification`},
		{`"a.json"`, `"cmd/main.GO"`, `cfngen.lock: "cmd/main.GO": not a file for a specification`},
		{`"a.json"`, `"cfngen.yaml"`, `cfngen.lock: "cfngen.yaml": not a file for a specification`},
		{`"a.json"`, `"cfngen.lock"`, `cfngen.lock: "cfngen.lock": not a file for a specification`},
		{`"a.json"`, `"generated/cfngen.manifest.json"`, `cfngen.lock: "generated/cfngen.manifest.json": not a file for a specification`},
		{`"file:x/a.json"`, `"https://TOKEN@example.com/x"`, `cfngen.lock: "a.json": credentials in the URL are refused`},
		{`"file:x/a.json"`, `"file://me:secret@localhost/x"`, `cfngen.lock: "a.json": credentials in the URL are refused`},
		{`"file:x/a.json"`, `"https://me:sec%ret@example.com/x"`, `cfngen.lock: "a.json": the URL cannot be read`},
		{`"a.json"`, `"Cfngen/B.zip"`, `cfngen.lock: "cfngen/b.zip" is pinned twice`},
		{`"sha256": "e3`, `"sha256": "`, `cfngen.lock: "a.json": "b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" is no SHA-256 checksum in lower case`},
		{`"sha256": "e3`, `"sha256": "E3`, `cfngen.lock: "a.json": "E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" is no SHA-256 checksum in lower case`},
		{`"file:x/a.json"`, `""`, `cfngen.lock: "a.json": the URL is missing`},
		{`"\"v1\""`, `"v1\r\nX: y"`, `cfngen.lock: "cfngen/b.zip": control characters in etag or lastModified`},
	} {
		t.Run(tt.new, func(t *testing.T) {
			changed := strings.Replace(text, tt.old, tt.new, 1)
			if tt.new == "" {
				changed = ""
			}
			if _, err := Parse(Name, []byte(changed)); err == nil || err.Error() != tt.want {
				t.Errorf("%s:\ngot  %v\nwant %s", tt.new, err, tt.want)
			}
		})
	}
	empty := text[:strings.Index(text, `"sources": [`)] + `"sources": []}`
	if _, err := Parse(Name, []byte(empty)); err == nil || err.Error() != "cfngen.lock: nothing is pinned: delete the file" {
		t.Error(err)
	}
}

// FuzzParse: no text panics, an error names the file, and what is read can be
// written and read again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(text))
	f.Add([]byte(`{"version": 1, "sources": [{}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := Parse(Name, text)
		if err != nil {
			var d diag.Diagnostic
			if !errors.As(err, &d) || d.Pos.File != Name {
				t.Fatalf("error without a file: %v", err)
			}
			return
		}
		for _, s := range l.Sources {
			if CheckFile(s.File) != nil {
				t.Fatalf("%q", s.File)
			}
		}
		first, err := l.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if l, err = Parse(Name, first); err != nil {
			t.Fatal(err)
		}
		if second, err := l.Encode(); err != nil || string(second) != string(first) {
			t.Fatalf("%v\n%s\n%s", err, first, second)
		}
	})
}
