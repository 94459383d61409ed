package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/lock"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/internal/source"
)

// fetchDir is where files go by default, below the lock's folder.
const fetchDir = "cfngen"

// fetchOptions are the flags of fetch, as given.
type fetchOptions struct {
	format, region string
	out, lock      string
	errorFormat    string
	types          words
	timeout        time.Duration
	retries        int
	locked         bool
	help           bool
	// url is the argument, "" for none.
	url string
	// set holds the names of the flags that were given.
	set map[string]bool
}

// parseFetch reads the arguments of fetch.
func parseFetch(args []string) (fetchOptions, error) {
	o := fetchOptions{set: map[string]bool{}}
	flags := flag.NewFlagSet("gen fetch", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.format, "format", fetch.Registry, "")
	flags.StringVar(&o.region, "region", "us-east-1", "")
	flags.StringVar(&o.out, "out", "", "")
	flags.StringVar(&o.lock, "lock", "", "")
	flags.StringVar(&o.errorFormat, "error-format", errorsText, "")
	flags.Var(&o.types, "type", "")
	flags.DurationVar(&o.timeout, "timeout", 2*time.Minute, "")
	flags.IntVar(&o.retries, "retries", 3, "")
	flags.BoolVar(&o.locked, "locked", false, "")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		o.help = true
		return o, nil
	case err != nil:
		return o, flagError(err, flags)
	}
	flags.Visit(func(f *flag.Flag) { o.set[f.Name] = true })
	o.url = flags.Arg(0)
	if flags.NArg() > 1 {
		return o, usagef("gen fetch takes one URL, after the flags: unexpected argument %q", flags.Arg(1))
	}
	return o, o.check()
}

// check refuses values that no run can use.
func (o fetchOptions) check() error {
	aws := o.set["format"] || o.set["region"]
	switch {
	case !isErrorFormat(o.errorFormat):
		return badErrorFormat(o.errorFormat)
	case o.set["format"] && !slices.Contains(fetch.Formats(), o.format):
		return usagef("-format %q: it is %s", o.format, strings.Join(fetch.Formats(), " or "))
	case o.url != "" && aws:
		return usagef("-format and -region are for what AWS publishes, and there is a URL")
	case o.locked && (o.url != "" || aws):
		return usagef("-locked gets what is pinned: it goes without a URL, -format and -region")
	case o.set["out"] && o.url == "" && !aws:
		return usagef("-out needs a URL, -format or -region: which file is it?")
	case o.set["out"] && o.out == "", o.set["lock"] && o.lock == "":
		return usagef("-out and -lock name files")
	case o.timeout <= 0:
		return usagef("-timeout %v: it is a time such as 90s", o.timeout)
	case o.retries < 0:
		return usagef("-retries %d: it is 0 or more", o.retries)
	}
	_, err := newSelection(o.types, nil)
	return err
}

// fetch gets specifications and pins them. Nothing is written before all is there
// and has been read.
func (c *command) fetch(args []string) error {
	o, err := parseFetch(args)
	c.github = o.errorFormat == errorsGitHub
	if err != nil {
		return err
	}
	if o.help {
		return c.print(manual)
	}
	p, err := findPins(o.lock)
	if err != nil {
		return err
	}
	wanted, err := o.wanted(p)
	if err != nil {
		return err
	}
	f := fetched{old: p, next: p.Lock, data: map[string][]byte{}}
	if o.set["type"] {
		f.next.Types = o.types
	}
	f.next.Generator = tool
	if f.next.Overlays, err = corrections(); err != nil {
		return err
	}
	client := fetch.Client{
		UserAgent: "cfngen/" + Version,
		Timeout:   o.timeout,
		Retries:   o.retries,
		Pause:     time.Second / 2,
		MaxSize:   source.MaxSize,
	}
	for _, s := range wanted {
		kib := c.progress.stage("fetching " + path.Base(s.File) + ", KiB")
		client.Progress = func(done, total int64) { kib(int(done>>10), int(total>>10)) }
		if err := f.get(&client, s, o.locked); err != nil {
			return err
		}
	}
	return c.pin(f)
}

// wanted says which files are to be fetched: the one that the flags name, or all
// that are pinned, or else what AWS publishes.
func (o fetchOptions) wanted(p pins) ([]lock.Source, error) {
	address := o.url
	switch {
	case o.locked && !p.exists:
		return nil, p.fail(p.file, "there is no lock, so nothing is pinned")
	case o.url == "" && !o.set["format"] && !o.set["region"] && p.exists:
		return p.Sources, nil
	case o.url == "":
		var err error
		if address, err = fetch.Address(o.format, o.region); err != nil {
			return nil, fmt.Errorf("-region %s: %w", o.region, err)
		}
	}
	s, err := o.place(p, address)
	return []lock.Source{s}, err
}

// place says where a file from an address goes.
func (o fetchOptions) place(p pins, address string) (lock.Source, error) {
	s := lock.Source{URL: address}
	name, local, err := localPath(address)
	switch {
	case err != nil:
		return s, err
	case local && !filepath.IsAbs(name):
		rel, err := relative(p.dir(), name)
		if err != nil {
			return s, err
		}
		s.URL = "file:" + (&url.URL{Path: rel}).EscapedPath()
	case !local:
		if err := fetch.Check(address); err != nil {
			return s, err
		}
		u, err := url.Parse(address)
		if err != nil {
			return s, err
		}
		name = u.Path
	}
	s.File = path.Join(fetchDir, path.Base(filepath.ToSlash(name)))
	if o.out != "" {
		if s.File, err = relative(p.dir(), o.out); err != nil {
			return s, err
		}
	}
	switch {
	case s.File == fetchDir || s.File == path.Join(fetchDir, "..") || strings.HasSuffix(name, "/"):
		return s, fmt.Errorf("%s: the URL names no file: give one with -out", address)
	case lock.CheckFile(s.File) != nil:
		return s, fmt.Errorf("%s: %w, which is %s", s.File, lock.CheckFile(s.File), filepath.ToSlash(p.dir()))
	case s.File == filepath.Base(p.file):
		return s, fmt.Errorf("-out %s: that is the lock", o.out)
	}
	return s, nil
}

// relative gives the slash-separated path from a folder to a file.
func relative(dir, file string) (string, error) {
	from, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(from, to)
	return filepath.ToSlash(rel), err
}

// localPath gives the path in a URL of the scheme file, and whether it is one.
func localPath(address string) (string, bool, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" {
		return "", false, nil
	}
	name := u.Path
	if u.Opaque != "" {
		if name, err = url.PathUnescape(u.Opaque); err != nil {
			return "", true, fmt.Errorf("%s: %w", address, err)
		}
	}
	if u.Host != "" && u.Host != "localhost" || name == "" {
		return "", true, fmt.Errorf("%s: not the URL of a file here, such as file:specs/all.zip or file:///srv/all.zip", address)
	}
	// file:///C:/specs is C:\specs.
	if rest := strings.TrimPrefix(name, "/"); filepath.VolumeName(filepath.FromSlash(rest)) != "" {
		name = rest
	}
	return filepath.FromSlash(name), true, nil
}

// fetched is what a run has got so far.
type fetched struct {
	old pins
	// next is the lock that will be written.
	next lock.Lock
	// data are the contents by file.
	data map[string][]byte
}

// get gets a file and pins it. locked allows for nothing but what is pinned.
func (f *fetched) get(client *fetch.Client, s lock.Source, locked bool) error {
	pinned, _ := f.old.Find(s.File)
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
	answer, err := f.from(client, s.URL, known)
	if err != nil {
		return err
	}
	if answer.NotModified {
		answer.Data = here
	}
	same := pinned.URL == s.URL && pinned.Check(answer.Data) == nil
	switch {
	case locked && !same:
		return f.old.fail(s.URL, "not what %s pins: %v", filepath.ToSlash(f.old.file), pinned.Check(answer.Data))
	case !same:
		s = lock.Source{
			File: s.File, URL: s.URL, LastModified: answer.LastModified, ETag: answer.ETag,
			SHA256: lock.Sum(answer.Data), Size: int64(len(answer.Data)),
		}
		f.next.Pin(s)
	}
	f.data[s.File] = answer.Data
	return f.mayReplace(s, pinned)
}

// from gets the content of an address.
func (f *fetched) from(client *fetch.Client, address string, known fetch.Validators) (fetch.Answer, error) {
	name, local, err := localPath(address)
	switch {
	case err != nil:
		return fetch.Answer{}, err
	case !local:
		return client.Get(context.Background(), address, known)
	case !filepath.IsAbs(name):
		name = filepath.Join(f.old.dir(), name)
	}
	if isFolder(name) {
		return fetch.Answer{}, f.old.fail(name, "is a folder where a file should be")
	}
	data, err := source.ReadFile(name)
	return fetch.Answer{Data: data}, err
}

// mayReplace refuses to overwrite what nobody fetched.
func (f *fetched) mayReplace(s, pinned lock.Source) error {
	if pinned.File != "" {
		return nil
	}
	file := f.old.path(s)
	here, err := source.ReadFile(file)
	if isMissing(file) || err == nil && s.Check(here) == nil {
		return nil
	}
	return f.old.fail(file, "is there already and not pinned in %s: remove it, or give another file with -out", filepath.ToSlash(f.old.file))
}

// pin reads what was fetched and writes it with the lock.
func (c *command) pin(f fetched) error {
	sel, err := newSelection(f.next.Types, nil)
	if err != nil {
		return err
	}
	var lines strings.Builder
	for _, s := range slices.Clone(f.next.Sources) {
		data, isNew := f.data[s.File]
		if !isNew {
			if data, err = f.old.read(s); err != nil {
				return err
			}
		}
		types, version, err := c.inspect(f.old.path(s), data, sel)
		if err != nil {
			return err
		}
		s.Version = version
		f.next.Pin(s)
		if isNew {
			fmt.Fprintf(&lines, "%s: %s, %s\n", filepath.ToSlash(f.old.path(s)), f.old.change(s), describe(s, types))
		}
	}
	if err := sel.unmatched(); err != nil {
		return err
	}
	text, err := f.next.Encode()
	if err != nil {
		return err
	}
	f.data[filepath.Base(f.old.file)] = text
	if _, err := output.Replace(f.old.dir(), f.data); err != nil {
		return err
	}
	return c.print(lines.String())
}

// change says how a source differs from what was pinned.
func (p pins) change(s lock.Source) string {
	old, ok := p.Find(s.File)
	switch {
	case !ok:
		return "new"
	case old.SHA256 == s.SHA256:
		return "unchanged"
	case old.Version != "" && s.Version != "" && old.Version != s.Version:
		return "changed from version " + old.Version
	}
	return "changed"
}

func describe(s lock.Source, types int) string {
	text := plural(types, "type")
	if s.Version != "" {
		text += ", version " + diag.Printable(s.Version)
	}
	if s.LastModified != "" {
		text += ", last modified " + diag.Printable(s.LastModified)
	}
	return text + ", sha256 " + s.SHA256
}

// inspect says how many types a specification has, and its version where it has
// one. Errors are what a run that generates would say of it.
func (c *command) inspect(file string, data []byte, sel *selection) (types int, version string, err error) {
	docs, err := source.Unpack(file, data)
	if err != nil {
		return 0, "", err
	}
	read, found := frontend.Read(docs, func(typeName string) bool {
		types++
		return sel.wants(typeName)
	})
	if !c.add(found.Errors()) {
		return 0, "", errFailed
	}
	if types == 0 {
		return 0, "", diag.Errorf(diag.Position{File: filepath.ToSlash(file)}, "the specification holds no resource type")
	}
	if len(read.Sources) == 0 {
		// Nothing is selected; any type tells the version.
		first := true
		read, _ = frontend.Read(docs, func(string) bool {
			defer func() { first = false }()
			return first
		})
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
