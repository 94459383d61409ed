package pinned

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cfngen/cfngen/internal/build/selection"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/fetch/lock"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/version"
)

// Options are what Fetch is to get.
type Options struct {
	// Lock is the lock's path, "" for the one that Find finds.
	Lock string
	// URL is the address of a specification, "" for all that is pinned. First is the address of
	// what is pinned first where there is no lock.
	URL, First string
	// Out is the file to write, "" for one that is named as the URL's last part.
	Out string
	// Types are the patterns that the lock keeps, nil for those that it has.
	Types []string
	// Corrections is the checksum of the corrections that the program carries.
	Corrections string
	// Timeout is how long an attempt may take, Retries how many may follow one that failed.
	Timeout time.Duration
	Retries int
	// Locked takes nothing but what is pinned; Force replaces files whatever they are.
	Locked, Force bool
}

// Fetch gets specifications and pins them. It returns a line for each that is new or changed.
// Nothing is written before all is there and has been read.
func Fetch(ses *session.Session, o Options) (string, error) {
	// What another fetch pins meanwhile would be lost.
	defer ses.Lock(filepath.Dir(LockFile(o.Lock)), true)()
	p, err := Find(o.Lock)
	if err != nil {
		return "", err
	}
	wanted, err := o.wanted(p)
	if err != nil {
		return "", err
	}
	f := fetched{old: p, next: p.Lock, typesAt: p.TypesAt(), data: map[string][]byte{}, force: o.Force}
	if o.Types != nil {
		f.next.Types, f.typesAt = o.Types, nil
	}
	f.next.Generator, f.next.Overlays = version.Tool, o.Corrections
	client := fetch.Client{
		UserAgent: "cfngen/" + version.Number,
		Timeout:   o.Timeout,
		Retries:   o.Retries,
		Pause:     time.Second / 2,
		MaxSize:   source.MaxSize,
	}
	for _, s := range wanted {
		kib := ses.Stage("fetching " + path.Base(s.File) + ", KiB")
		client.Progress = func(done, total int64) { kib(int(done>>10), int(total>>10)) }
		if err := f.get(&client, s, o.Locked); err != nil {
			return "", err
		}
	}
	return writePinned(ses, f)
}

// fetched is what Fetch has got so far.
type fetched struct {
	old Files
	// next is the lock that will be written.
	next lock.Lock
	// typesAt are the positions of its types, nil for -type.
	typesAt []diag.Position
	// data are the contents by file.
	data map[string][]byte
	// force replaces files whatever they are.
	force bool
}

// get gets a file and pins it. locked allows for nothing but what is pinned.
func (f *fetched) get(client *fetch.Client, s lock.Source, locked bool) error {
	pinned, _ := f.old.Find(s.File)
	if err := f.old.checkPath(s.File); err != nil {
		return err
	}
	here, err := source.ReadFile(f.old.path(s))
	whole := err == nil && pinned.Check(here) == nil
	if locked && whole {
		f.data[s.File] = here
		return nil
	}
	var known fetch.Validators
	if whole && pinned.URL == s.URL && !locked {
		known = fetch.Validators{ETag: pinned.ETag, LastModified: pinned.LastModified}
	}
	response, err := f.from(client, s.URL, known)
	if err != nil {
		return err
	}
	if response.NotModified {
		response.Data = here
	}
	same := pinned.URL == s.URL && pinned.Check(response.Data) == nil
	switch {
	case locked && !same:
		return diag.InFile(fetch.Redact(s.URL), Unusable, "not what %s pins: %v", filepath.ToSlash(f.old.Path), pinned.Check(response.Data))
	case !same:
		s = lock.Source{
			File: s.File, URL: s.URL, LastModified: response.LastModified, ETag: response.ETag,
			SHA256: checksum.Of(response.Data), Size: int64(len(response.Data)),
		}
		f.next.Pin(s)
	}
	f.data[s.File] = response.Data
	return f.mayReplace(s, pinned)
}

// from gets the content of an address.
func (f *fetched) from(client *fetch.Client, address string, known fetch.Validators) (fetch.Response, error) {
	name, local, err := localPath(address)
	switch {
	case err != nil:
		return fetch.Response{}, err
	case !local:
		return client.Get(context.Background(), address, known)
	case !filepath.IsAbs(name):
		name = filepath.Join(f.old.dir(), name)
	}
	data, err := source.ReadFile(name)
	return fetch.Response{Data: data}, err
}

// mayReplace refuses to overwrite what nobody fetched, what somebody has changed since,
// and what is no specification: a lock can come from anywhere, and name any file with
// its checksum.
func (f *fetched) mayReplace(s, pinned lock.Source) error {
	file, data := f.old.path(s), f.data[s.File]
	if gomod.IsMissing(file) {
		return nil
	}
	here, err := source.ReadFile(file)
	name := filepath.ToSlash(f.old.Path)
	switch {
	case isFolder(file):
		return diag.InFile(file, Unusable, "is there already and not pinned in %s: remove it, or give another file with -out", name)
	case err != nil:
		return err
	case bytes.Equal(here, data), f.force:
		return nil
	case pinned.File == "":
		return diag.InFile(file, Unusable, "is there already and not pinned in %s: remove it, replace it with -force, or give another file with -out", name)
	case checksum.Of(here) != pinned.SHA256:
		return diag.InFile(file, Unusable, "somebody has changed it: sha256 is %s, and %s pins %s; `%s` replaces it", checksum.Of(here), name, pinned.SHA256, f.old.Command(" -force"))
	case !isSpecification(file, here):
		return diag.InFile(file, Unusable, "is pinned in %s and no specification; it is replaced only with -force", name)
	}
	return nil
}

// isSpecification reports whether a file describes a resource type.
func isSpecification(file string, data []byte) bool {
	docs, err := source.Unpack(file, data)
	if err != nil {
		return false
	}
	return len(frontend.NewIndex(docs, nil).Names()) > 0
}

// writePinned reads what was fetched and writes it with the lock.
func writePinned(ses *session.Session, f fetched) (string, error) {
	sel, err := selection.New(f.next.Types, f.typesAt)
	if err != nil {
		return "", err
	}
	var lines strings.Builder
	for _, s := range slices.Clone(f.next.Sources) {
		data, isNew := f.data[s.File]
		if !isNew {
			if data, err = f.old.read(s); err != nil {
				return "", err
			}
		}
		types, version, err := inspect(ses, f.old.path(s), data, sel)
		if err != nil {
			return "", err
		}
		s.Version = version
		f.next.Pin(s)
		if isNew {
			fmt.Fprintf(&lines, "%s: %s, %s\n", diag.Printable(filepath.ToSlash(f.old.path(s))), f.old.change(s), describe(s, types))
		}
	}
	if err := sel.Unmatched(); err != nil {
		return "", err
	}
	text, err := f.next.Encode()
	if err != nil {
		return "", err
	}
	f.data[filepath.Base(f.old.Path)] = text
	if _, err := output.Replace(f.old.dir(), f.data); err != nil {
		return "", err
	}
	return lines.String(), nil
}

// change returns how a source differs from what was pinned.
func (p Files) change(s lock.Source) string {
	old, ok := p.Find(s.File)
	switch {
	case !ok:
		return "new"
	case old.SHA256 == s.SHA256:
		return "unchanged"
	case old.Version != "" && s.Version != "" && old.Version != s.Version:
		return "changed from version " + diag.Printable(old.Version)
	}
	return "changed"
}

func describe(s lock.Source, types int) string {
	text := diag.Plural(types, "type")
	if s.Version != "" {
		text += ", version " + diag.Printable(s.Version)
	}
	if s.LastModified != "" {
		text += ", last modified " + diag.Printable(s.LastModified)
	}
	return text + ", sha256 " + s.SHA256
}

// inspect returns how many types a specification has, and its version where it has
// one. Errors are those that a run that generates would report; what is wrong with
// single types is a warning.
func inspect(ses *session.Session, file string, data []byte, sel *selection.Selection) (types int, version string, err error) {
	docs, err := source.Unpack(file, data)
	if err != nil {
		return 0, "", err
	}
	x, wanted := frontend.NewIndex(docs, nil), map[string]bool{}
	for i := range docs {
		types += len(x.Types(i))
	}
	for _, name := range x.Names() {
		wanted[name] = sel.Wants(name)
	}
	read, found := x.Read(wanted, nil, nil)
	if !ses.Add(found.Errors()) {
		return 0, "", session.ErrFailed
	}
	if text := session.NotGenerated(read.Faults()); text != "" {
		ses.Notices.Add(diag.Warningf(diag.Position{File: filepath.ToSlash(file)}, FaultyTypes, "%s", text))
	}
	if types == 0 {
		return 0, "", diag.Errorf(diag.Position{File: filepath.ToSlash(file)}, NoResourceType, "the specification holds no resource type")
	}
	if len(read.Sources) == 0 {
		// Nothing is selected; any type has the version.
		read, _ = x.Read(map[string]bool{x.Names()[0]: true}, nil, nil)
	}
	for _, s := range read.Sources {
		// Where the format has no version, what stands there is the document's
		// checksum. Where it has, several documents have the same.
		if !strings.HasPrefix(s.Version, "sha256:") {
			version = s.Version
		}
	}
	return types, version, nil
}
