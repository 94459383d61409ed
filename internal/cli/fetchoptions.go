package cli

import (
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/lock"
	"github.com/cfngen/cfngen/internal/source"
)

// fetchDir is where files go by default, below the lock's folder.
const fetchDir = "cfngen"

// url returns the address to fetch, "" for none.
func (o *options) url() string {
	if len(o.operands) == 0 {
		return ""
	}
	return o.operands[0]
}

// checkFetch refuses values that no run can use.
func (o *options) checkFetch() error {
	aws := o.set["format"] || o.set["region"]
	switch {
	case len(o.operands) > 1:
		return usagef("gen fetch takes one URL: unexpected argument %q", fetch.Redact(o.operands[1]))
	case len(o.operands) == 1 && o.operands[0] == "":
		return usagef("the URL is empty")
	case o.set["format"] && !slices.Contains(fetch.Formats(), o.format):
		return usagef("-format %q: it is %s", o.format, strings.Join(fetch.Formats(), " or "))
	case o.url() != "" && aws:
		return usagef("-format and -region are for what AWS publishes, and there is a URL")
	case o.locked && (o.url() != "" || aws):
		return usagef("-locked gets what is pinned: it goes without a URL, -format and -region")
	case o.set["out"] && o.url() == "" && !aws:
		return usagef("-out needs a URL, -format or -region: which file is it?")
	case o.set["out"] && o.out == "", o.set["lock"] && o.lock == "":
		return usagef("-out and -lock name files")
	case o.set["lock"] && !lock.IsPortable(filepath.Base(o.lock)):
		return usagef("-lock %s: no file is called so on every system", o.lock)
	case source.Dir(o.lock) != filepath.Dir(o.lock):
		return usagef("-lock %s: the lock is written, and this is no file of a folder", o.lock)
	case o.timeout <= 0:
		return usagef("-timeout %v: it is a time such as 90s", o.timeout)
	case o.retries < 0:
		return usagef("-retries %d: it is 0 or more", o.retries)
	}
	_, err := newSelection(o.types, nil)
	return err
}

// wanted returns which files are to be fetched: the one that the flags name, or all
// that are pinned, or else what AWS publishes.
func (o *options) wanted(p pins) ([]lock.Source, error) {
	address := o.url()
	switch {
	case o.locked && !p.exists:
		return nil, inFile(p.file, "there is no lock, so nothing is pinned")
	case o.url() == "" && !o.set["format"] && !o.set["region"] && p.exists:
		return p.Sources, nil
	case o.url() == "":
		var err error
		if address, err = fetch.Address(o.format, o.region); err != nil {
			return nil, usagef("-region %s: %v", o.region, err)
		}
	}
	s, err := o.place(p, address)
	return []lock.Source{s}, err
}

// place returns where a file from an address goes.
func (o *options) place(p pins, address string) (lock.Source, error) {
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
	s.File, err = o.file(p, address, name)
	return s, err
}

// file returns the path below the lock's folder of what comes from an address, where
// it has this name.
func (o *options) file(p pins, address, name string) (string, error) {
	file := path.Join(fetchDir, path.Base(filepath.ToSlash(name)))
	if o.out != "" {
		var err error
		if file, err = relative(p.dir(), o.out); err != nil {
			return "", err
		}
	} else if file == fetchDir || file == path.Join(fetchDir, "..") || strings.HasSuffix(name, "/") {
		return "", fmt.Errorf("%s: the URL names no file: give one with -out", fetch.Redact(address))
	}
	if strings.EqualFold(file, filepath.Base(p.file)) {
		return "", fmt.Errorf("-out %s: that is the lock", o.out)
	}
	if err := lock.CheckFile(file); err != nil && !lock.IsPortable(file) {
		return "", fmt.Errorf("%s: %w, which is %s", file, err, filepath.ToSlash(p.dir()))
	} else if err != nil {
		return "", fmt.Errorf("%s: %w: give another file with -out", file, err)
	}
	for _, s := range p.Sources {
		if s.File != file && strings.EqualFold(s.File, file) {
			return "", fmt.Errorf("%s: differs from %s, which is pinned, in case only: give another file with -out", file, s.File)
		}
	}
	return file, nil
}

// relative returns the slash-separated path from a folder to a file.
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

// localPath returns the path in a URL of the scheme file, and whether it is one.
func localPath(address string) (string, bool, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" {
		return "", false, nil
	}
	if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return "", true, fmt.Errorf("%s: a file has no query and no fragment: write %%3F for ? and %%23 for #", fetch.Redact(address))
	}
	name := u.Path
	if u.Opaque != "" {
		if name, err = url.PathUnescape(u.Opaque); err != nil {
			return "", true, fmt.Errorf("%s: %w", fetch.Redact(address), err)
		}
	}
	if u.Host != "" && u.Host != "localhost" || u.User != nil || name == "" {
		return "", true, fmt.Errorf("%s: not the URL of a file here, such as file:specs/all.zip or file:///srv/all.zip", fetch.Redact(address))
	}
	// file:///C:/specs is C:\specs.
	if rest := strings.TrimPrefix(name, "/"); filepath.VolumeName(filepath.FromSlash(rest)) != "" {
		name = rest
	}
	return filepath.FromSlash(name), true, nil
}
