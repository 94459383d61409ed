package cli

import (
	"cmp"
	"flag"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/config"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/gomod"
)

// configure sets the flags that were not given as the configuration file has
// them: the one of -config, or the nearest one in the current folder or above it, up
// to the module's root, where there is one. Keys whose flag the command does not have
// are left alone, and so are outputs where a flag describes one.
func (o *options) configure(flags *flag.FlagSet) error {
	name := cmp.Or(o.config, gomod.FindUp(config.Name))
	if name == "" {
		return nil
	}
	// The package of a go:generate line is where its types go; a file above it is
	// for several.
	shared := o.config == "" && o.goPackage != "" && name != config.Name
	data, err := source.ReadFile(name)
	if err != nil {
		return err
	}
	file, found := config.Parse(name, source.Dir(name), data, build.Formats())
	if err := found.Err(); err != nil {
		return err
	}
	if !shared && !build.Describes(o.set) {
		o.outputs = file.Outputs
	}
	o.at = map[string][]diag.Position{}
	for _, s := range file.Settings {
		name := config.FlagOf(s.Key)
		if s.Key == config.Out && flags.Lookup(config.Package) == nil {
			continue // it is the folder of Go
		}
		if o.set[name] || flags.Lookup(name) == nil || shared && (s.Key == config.Out || s.Key == config.Package || s.Key == config.All) {
			continue
		}
		for _, v := range s.Values {
			if err := flags.Set(name, v.Text); err != nil {
				return diag.Errorf(v.Pos, invalidSetting, "%v", err)
			}
			o.at[name] = append(o.at[name], v.Pos)
		}
		o.set[name] = true
	}
	return nil
}
