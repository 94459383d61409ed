package conformance

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/cfngen/cfngen/templates/cfn/ecma262"
)

// oracle tells with santhosh-tekuri/jsonschema what is wrong with a document.
// It is for one goroutine.
type oracle struct {
	root     map[string]any
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
	whole    *jsonschema.Schema
	// unchecked are patterns that nobody here can match.
	unchecked []string
}

const schemaURL = "file:///schema.json"

// newOracle takes a schema, by default of draft 7. Of its formats those are checked that the
// support package knows.
func newOracle(root map[string]any) (*oracle, error) {
	o, err := newParts(root)
	if err == nil {
		o.whole, err = o.compiler.Compile(schemaURL)
	}
	return o, err
}

// newParts is newOracle for a schema of which only parts are asked for.
func newParts(root map[string]any) (*oracle, error) {
	o := &oracle{root: root, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	o.compiler.DefaultDraft(jsonschema.Draft7)
	o.compiler.AssertFormat() // which newer drafts do not
	o.compiler.UseRegexpEngine(func(src string) (jsonschema.Regexp, error) {
		p, err := compilePattern(src)
		if err != nil {
			o.unchecked = append(o.unchecked, src)
			return anyText(src), nil
		}
		return p, nil
	})
	for _, name := range []string{"date", "time", "email", "hostname", "ipv4", "ipv6", "uri-reference",
		"uri-template", "json-pointer", "relative-json-pointer", "iri", "iri-reference", "idn-email", "idn-hostname",
		"uuid", "duration", "period", "semver"} {
		o.compiler.RegisterFormat(&jsonschema.Format{Name: name, Validate: func(any) error { return nil }})
	}
	return o, o.compiler.AddResource(schemaURL, root)
}

// patterns are compiled by the engine of the support package, which a test of
// its own compares with node's.
var patterns sync.Map // of the text, to *ecma262.Regexp or error

func compilePattern(src string) (*ecma262.Regexp, error) {
	made, ok := patterns.Load(src)
	if !ok {
		p, err := ecma262.Compile(src)
		made = p
		if err != nil {
			made = err
		}
		patterns.Store(src, made)
	}
	if err, failed := made.(error); failed {
		return nil, err
	}
	return made.(*ecma262.Regexp), nil
}

// anyText matches every string.
type anyText string

func (anyText) MatchString(string) bool { return true }
func (a anyText) String() string        { return string(a) }

// holds reports whether a value satisfies the schema at a JSON pointer.
func (o *oracle) holds(pointer string, value any) bool {
	s := o.schemas[pointer]
	if s == nil {
		var err error
		if s, err = o.compiler.Compile(schemaURL + "#" + (&url.URL{Path: pointer}).EscapedPath()); err != nil {
			panic(fmt.Sprintf("%s: %v", pointer, err)) // a test's mistake
		}
		o.schemas[pointer] = s
	}
	return s.Validate(value) == nil
}

// check returns what is wrong with a document.
func (o *oracle) check(document any) []finding {
	var wrong *jsonschema.ValidationError
	errors.As(o.whole.Validate(document), &wrong)
	return leaves(wrong, nil)
}

// leaves returns the errors that have no cause of their own, and the alternatives
// of which none or too many hold, for which the alternatives' errors are no
// mistakes of the document.
func leaves(e *jsonschema.ValidationError, to []finding) []finding {
	if e == nil {
		return to
	}
	at := pointerOf(e.InstanceLocation)
	add := func(path, rule string) { to = append(to, finding{Path: path, Rule: rule}) }
	switch k := e.ErrorKind.(type) {
	case *kind.OneOf:
		add(at, "oneOf")
	case *kind.AnyOf:
		add(at, "anyOf")
	case *kind.Required:
		for _, name := range k.Missing {
			add(at+"/"+escape(name), "required")
		}
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			add(at+"/"+escape(name), "additionalProperties")
		}
	case *kind.Dependency:
		for _, name := range k.Missing {
			add(at+"/"+escape(name), "dependencies")
		}
	case *kind.FalseSchema:
		add(at, "readOnly")
	default:
		if len(e.Causes) == 0 {
			add(at, keyword(e.ErrorKind))
		}
		for _, cause := range e.Causes {
			to = leaves(cause, to)
		}
	}
	return to
}

// keyword returns the keyword that was not satisfied, by its name in draft 7.
func keyword(k jsonschema.ErrorKind) string {
	path := k.KeywordPath()
	if len(path) == 0 {
		return fmt.Sprintf("%T", k)
	}
	if path[0] == "dependentRequired" {
		return "dependencies"
	}
	return path[0]
}

func pointerOf(segments []string) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteString("/" + escape(s))
	}
	return b.String()
}

func escape(segment string) string {
	return strings.ReplaceAll(strings.ReplaceAll(segment, "~", "~0"), "/", "~1")
}

// place is a schema where it stands in its document.
type place struct {
	pointer string
	node    map[string]any
}

// at finds a place below another, after following references.
func (o *oracle) at(p place, keys ...string) (place, bool) {
	var v any = p.node
	for _, key := range keys {
		p.pointer += "/" + escape(key)
		switch in := v.(type) {
		case map[string]any:
			v = in[key]
		case []any:
			if i, err := strconv.Atoi(key); err == nil && i < len(in) {
				v = in[i]
			}
		}
	}
	node, ok := v.(map[string]any)
	p.node = node
	if !ok {
		return p, false
	}
	return o.target(p)
}

// target follows references. The siblings of one have no effect in draft 7.
func (o *oracle) target(p place) (place, bool) {
	for range 100 {
		ref, ok := p.node["$ref"].(string)
		if !ok {
			return p, true
		}
		if p.node = o.root; ref == "#" {
			p.pointer = ""
			continue
		}
		keys := strings.Split(strings.TrimPrefix(ref, "#/"), "/")
		var v any = o.root
		for _, key := range keys {
			in, _ := v.(map[string]any)
			v = in[strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")]
		}
		p = place{pointer: strings.TrimPrefix(ref, "#")}
		if p.node, ok = v.(map[string]any); !ok {
			return p, false
		}
	}
	return p, false // it leads back to itself
}

func sortedKeys(v any) []string {
	m, _ := v.(map[string]any)
	return slices.Sorted(maps.Keys(m))
}
