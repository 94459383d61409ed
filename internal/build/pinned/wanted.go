package pinned

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/fetch/lock"
)

// defaultDir is where files go by default, below the lock's folder.
const defaultDir = "cfngen"

// wanted returns which files are to be fetched: the one of the URL, or all that are pinned,
// or else the one that is pinned first.
func (o Options) wanted(p Files) ([]lock.Source, error) {
	switch {
	case o.Locked && !p.Exists:
		return nil, diag.InFile(p.Path, NotPinned, "there is no lock, so nothing is pinned")
	case o.URL == "" && p.Exists:
		return p.Sources, nil
	}
	s, err := o.source(p, cmp.Or(o.URL, o.First))
	return []lock.Source{s}, err
}

// source returns the entry of a lock for a file from an address.
func (o Options) source(p Files, address string) (lock.Source, error) {
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
func (o Options) file(p Files, address, name string) (string, error) {
	file := path.Join(defaultDir, path.Base(filepath.ToSlash(name)))
	if o.Out != "" {
		var err error
		if file, err = relative(p.dir(), o.Out); err != nil {
			return "", err
		}
	} else if file == defaultDir || file == path.Join(defaultDir, "..") || strings.HasSuffix(name, "/") {
		return "", fmt.Errorf("%s: the URL names no file: give one with -out", fetch.Redact(address))
	}
	if strings.EqualFold(file, filepath.Base(p.Path)) {
		return "", fmt.Errorf("-out %s: that is the lock", o.Out)
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
