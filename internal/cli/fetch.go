package cli

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/pinned"
	"github.com/cfngen/cfngen/internal/build/selection"
	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/fetch/lock"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

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
	if _, err := fetch.Address(o.format, o.region); err != nil {
		return usagef("-region %s: %v", o.region, err)
	}
	_, err := selection.New(o.types, nil)
	return err
}

// fetch gets specifications, pins them, and prints a line for each.
func (c *command) fetch(o *options) error {
	published, err := fetch.Address(o.format, o.region)
	if err != nil {
		return err
	}
	f := pinned.Options{
		Lock: o.lock, URL: o.url(), First: published, Out: o.out, Types: o.types,
		Timeout: o.timeout, Retries: o.retries, Locked: o.locked, Force: o.force,
	}
	if o.set["format"] || o.set["region"] {
		f.URL = published
	}
	if f.Corrections, err = load.CorrectionsSum(); err != nil {
		return err
	}
	lines, err := pinned.Fetch(&c.Session, f)
	if err != nil {
		return err
	}
	return c.print(lines)
}
