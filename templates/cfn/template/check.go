package template

import (
	"errors"
	"math"
	"sort"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// maxErrors is how many errors a check reports, as package cfn does.
const maxErrors = 1000

// Check reads a template as [Read] does and checks it as [Template.Check] does. It returns
// all that is wrong, in the order of the text; nil for nothing.
func Check(data []byte, options ...cfn.Option) cfn.Errors {
	t, err := Read(data, options...)
	return checkRead(t, err, options)
}

// CheckSource is [Check] for a template in another syntax.
func CheckSource(from *Source, options ...cfn.Option) cfn.Errors {
	t, err := ReadSource(from, options...)
	return checkRead(t, err, options)
}

// checkRead returns what is wrong with a template by reading and by checking it.
func checkRead(t *Template, err error, options []cfn.Option) cfn.Errors {
	var errs cfn.Errors
	if err != nil && !errors.As(err, &errs) {
		return cfn.Errors{{Rule: cfn.RuleType, Message: err.Error()}}
	}
	if t == nil {
		return errs
	}
	all, beyond := cutMore(nil, errs)
	all = applyRules(all, &t.source.settings, options)
	wrong := make(map[string]bool, len(all))
	for _, e := range all {
		wrong[e.Path] = true
	}
	checked, more := cutMore(nil, t.Check(options...))
	for _, e := range checked {
		if !wrong[e.Path] { // such as a required property that could not be read
			all = append(all, e)
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return positionOf(all[i]) < positionOf(all[j]) })
	return firstOf(all, beyond+more, t.source.settings.FileName)
}

// applyRules returns what reading found without the errors of rules that are off, and with those
// of warnings marked as such. A mistake in the text itself is always an error.
func applyRules(errs cfn.Errors, settings *cfn.Settings, options []cfn.Option) (out cfn.Errors) {
	if s, err := cfn.SettingsOf(options); err == nil {
		settings = &s
	}
	for _, e := range errs {
		if e.Rule != cfn.RuleSyntax && !settings.Reports(e.Rule) {
			continue
		}
		e.Warning = settings.Warns(e.Rule)
		out = append(out, e)
	}
	return out
}

// cutMore appends errors without that of [cfn.RuleMore], and returns how many that one stands
// for.
func cutMore(to, errs cfn.Errors) (cfn.Errors, int) {
	beyond := 0
	for _, e := range errs {
		if e.Rule == cfn.RuleMore {
			beyond += e.More
		} else {
			to = append(to, e)
		}
	}
	return to, beyond
}

// firstOf returns the first 1,000 errors, and one for those beyond; beyond is how many more
// there are.
func firstOf(errs cfn.Errors, beyond int, file string) cfn.Errors {
	if len(errs) > maxErrors {
		beyond += len(errs) - maxErrors
		errs = errs[:maxErrors]
	}
	if beyond > 0 {
		errs = append(errs, &cfn.Error{File: file, Rule: cfn.RuleMore, More: beyond, Message: "and " + write.Plural(beyond, "more error")})
	}
	return errs
}

// positionOf returns where an error stands in the text; one that has no line comes last.
func positionOf(e *cfn.Error) int {
	if e.Line == 0 {
		return math.MaxInt
	}
	return e.Offset
}

// Validate checks the template as [Template.Check] does, and returns [cfn.Errors] with what
// is wrong without the warnings, or nil.
func (t *Template) Validate(options ...cfn.Option) error {
	var errs cfn.Errors
	for _, e := range t.Check(options...) {
		if !e.Warning {
			errs = append(errs, e)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return errs
}

// Check checks the properties of the resources, the sections and the attributes, the
// references and the conditions, and returns all that is wrong, at most 1,000 errors; nil
// for nothing. What [cfn.Warn] names are warnings, which are among them. Of a template that
// was read, errors have the line and column of the text, unless what they are about is not
// there.
//
// References to what a macro can supply are not errors: with a macro that is not AWS's own,
// no name is known to be missing.
func (t *Template) Check(options ...cfn.Option) cfn.Errors {
	c, err := newChecker(t, options)
	if err != nil {
		return cfn.Errors{{Rule: cfn.RuleType, Message: err.Error()}}
	}
	c.structure()
	c.logicalIDs()
	c.parameterTypes()
	c.attributes()
	c.references()
	c.cycles()
	c.quotas()
	return c.result()
}

// checker checks a template.
type checker struct {
	t        *Template
	settings cfn.Settings
	names    names
	macros   macroSet
	// resources are the entries of the section by logical ID, once one is looked for, and so
	// are mappings.
	resources map[string]*Resource
	mappings  map[string]*mapping
	// empty is what is wrong with empty properties of a type.
	empty  map[string]error
	errs   cfn.Errors
	beyond int
	// needs are what each resource needs, and conditionNeeds what each condition does.
	needs, conditionNeeds graph
	// last is the index of the resource lastID, in which most references stand one after the
	// other.
	lastID string
	last   int32
	// quiet has nothing reported, in the second walk.
	quiet bool
	loops *loops
	// known are the names of the types that are known, once a name is looked for among them.
	known *nameSet
	// suggested is how much work went into names that were perhaps meant, reread how many
	// bytes of arguments were read again.
	suggested, reread int
}

// need notes that one entry of a section needs another one.
func (c *checker) need(g *graph, e edge, at site) {
	if !c.quiet {
		g.edges = append(g.edges, e)
	} else if path, wanted := g.wanted[e]; wanted && path == "" {
		g.wanted[e] = at.String()
	}
}

func newChecker(t *Template, options []cfn.Option) (*checker, error) {
	settings, err := cfn.SettingsOf(options)
	if err != nil {
		return nil, err
	}
	if settings.FileName == "" && t.source != nil {
		settings.FileName = t.source.settings.FileName
	}
	c := &checker{t: t, settings: settings, macros: t.macros(), loops: newLoops(t), empty: map[string]error{}}
	c.names = namesOf(t, c.macros, c.loops)
	return c, nil
}

// resource returns a resource, nil where there is none of the logical ID.
func (c *checker) resource(id string) *Resource {
	if c.resources == nil {
		c.resources = map[string]*Resource{}
		for id, r := range c.t.AllResources() {
			if c.resources[string(id)] == nil {
				c.resources[string(id)] = r
			}
		}
	}
	return c.resources[id]
}

// reports reports whether an error of a rule is reported. One beyond the most is counted, and
// needs neither a path nor a message.
func (c *checker) reports(rule cfn.Rule) bool {
	if c.quiet || !c.settings.Reports(rule) {
		return false
	}
	if c.macros.foreign && (rule == cfn.RuleUnknown || rule == cfn.RuleReference || rule == cfn.RuleResult) {
		return false // what the macro takes and adds is not known
	}
	if len(c.errs) >= maxErrors {
		c.beyond++
		return false
	}
	return true
}

// report notes what is wrong at a path, where the rule is on.
func (c *checker) report(rule cfn.Rule, path, value, message string) {
	if c.reports(rule) {
		c.note(rule, path, value, message)
	}
}

// note notes what is wrong by a rule that is reported.
func (c *checker) note(rule cfn.Rule, path, value, message string) {
	c.errs = append(c.errs, &cfn.Error{Path: path, Rule: rule, Value: write.Shorten(value), Message: message})
}

// add takes errors of package cfn over, whose paths go on from a path.
func (c *checker) add(err error, path string) {
	var errs cfn.Errors
	if err == nil {
		return
	}
	if !errors.As(err, &errs) {
		c.report(cfn.RuleType, path, "", err.Error())
		return
	}
	for _, e := range errs {
		if e.Rule == cfn.RuleMore {
			c.beyond += e.More
			continue
		}
		c.report(e.Rule, joined(path, e.Path), e.Value, e.Message)
	}
}

// joined returns a path that goes on from another one.
func joined(path, rest string) string {
	if len(path)+len(rest) > write.MaxPath {
		return write.CutPath([]byte(path + rest))
	}
	return path + rest
}

// structure checks the template by its tables, and the properties of resources that have
// none.
func (c *checker) structure() {
	checks := []cfn.Option{c.settings.Checking()}
	if c.macros.foreign {
		checks = append(checks, cfn.Skip(cfn.RuleUnknown))
	}
	c.add(cfn.Validate(c.t, checks...), "")
	if resources, ok := cfn.Entries(c.t.Resources); ok && len(resources) == 0 {
		c.report(cfn.RuleRequired, "/Resources", "", "a template has at least one resource")
	}
	for id, r := range c.t.AllResources() {
		if r == nil || r.Properties != nil || cfn.ObjectIntrinsic(r.Node) != nil || hasMacro(r.Node) {
			continue
		}
		if p := c.typeNamed(r.TypeName()); p != nil {
			c.add(c.emptyErrors(p, r.TypeName(), checks), pathTo("Resources", string(id), "Properties"))
		}
	}
}

// emptyErrors returns what is wrong with empty properties of a type.
func (c *checker) emptyErrors(p cfn.Properties, name string, checks []cfn.Option) error {
	err, ok := c.empty[name]
	if !ok {
		err = emptyOf(p).Validate(checks...)
		c.empty[name] = err
	}
	return err
}

// result returns what is wrong, with files, lines, logical IDs and warnings.
func (c *checker) result() cfn.Errors {
	for _, e := range c.errs {
		e.File, e.LogicalID = c.settings.FileName, logicalID(e.Path)
		e.Warning = c.settings.Warns(e.Rule)
	}
	if s := c.t.source; s != nil {
		s.locate(c.errs)
		c.errs = append(c.errs, c.ofSource(s)...)
		sort.SliceStable(c.errs, func(i, j int) bool { return positionOf(c.errs[i]) < positionOf(c.errs[j]) })
	}
	if len(c.errs) == 0 && c.beyond == 0 {
		return nil
	}
	return firstOf(c.errs, c.beyond, c.settings.FileName)
}

// ofSource returns what is wrong with a text in another syntax than JSON by itself.
func (c *checker) ofSource(s *source) (errs cfn.Errors) {
	if s.other == nil {
		return nil
	}
	for _, e := range s.other.Errors {
		if c.settings.Reports(e.Rule) {
			one := *e
			one.File, one.LogicalID, one.Warning = c.settings.FileName, logicalID(e.Path), c.settings.Warns(e.Rule)
			errs = append(errs, &one)
		}
	}
	return errs
}

// pathTo returns the JSON pointer of keys.
func pathTo(keys ...string) string {
	var path []byte
	for _, key := range keys {
		path = write.AppendKey(path, key)
	}
	return write.CutPath(path)
}

// hasMacro reports whether a macro stands beside the members of an object.
func hasMacro(n cfn.Node) bool {
	for _, e := range cfn.ObjectUnknown(n) {
		if isMacro(e.Key) {
			return true
		}
	}
	return false
}

// isAlphanumeric reports whether a text has letters and digits of ASCII alone.
func isAlphanumeric(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return s != ""
}
