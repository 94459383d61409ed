package registry

import (
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// check finds keywords whose value is of the wrong shape, at every depth, and
// bounds that contradict each other. fixed has what to put in the place of each, for
// the rest to be read: nothing, or the schema that any value fits in place of
// one. What is left after that, kin-openapi can decode.
//
// It checks the schemas that the document holds where the dialect has them, and
// those that references lead to, wherever they stand; refs has the references.
func check(root *jsondoc.Node) (found diag.List, refs map[string]bool, fixed map[*jsondoc.Node]*jsondoc.Node) {
	c := &checker{refs: map[string]bool{}, seen: map[*jsondoc.Node]bool{}, fixed: map[*jsondoc.Node]*jsondoc.Node{}}
	c.schema(root)
	for len(c.queue) > 0 {
		ref := c.queue[0]
		c.queue = c.queue[1:]
		if n, _, ok := locate(root, ref); ok {
			c.schema(n)
		}
	}
	return c.diags.List(), c.refs, c.fixed
}

type checker struct {
	diags diag.Limited
	fixed map[*jsondoc.Node]*jsondoc.Node
	// seen are the schemas that were checked.
	seen map[*jsondoc.Node]bool
	// refs are the references, queue those that were not followed yet.
	refs  map[string]bool
	queue []string
}

// errorf reports a value that has to be left out.
func (c *checker) errorf(n *jsondoc.Node, code diag.Code, format string, args ...any) {
	c.fixed[n] = nil
	c.diags.Add(diag.Errorf(n.Pos(), code, format, args...).For(keywordAt(n)))
}

func (c *checker) kind(n *jsondoc.Node, want jsondoc.Kind) bool {
	if n.Is(want) {
		return true
	}
	c.errorf(n, jsondoc.WrongType, "must be %s, not %s", want, n.Kind())
	return false
}

func (c *checker) schema(n *jsondoc.Node) {
	if c.seen[n] {
		return
	}
	c.seen[n] = true
	switch {
	case n.Is(jsondoc.Bool) && n.True():
	case n.Is(jsondoc.Bool):
		c.errorf(n, FalseSchema, "the schema false allows no value at all")
		c.fixed[n] = n.Empty()
	case !c.kind(n, jsondoc.Object):
		c.fixed[n] = n.Empty()
	default:
		for _, m := range n.Members() {
			c.keyword(m.Name, m.Value)
		}
		if ref := n.Get("$ref").Text(); ref != "" && !c.refs[ref] {
			c.refs[ref] = true
			c.queue = append(c.queue, ref)
		}
		c.bounds(n)
	}
}

// bounds finds those that no value can satisfy.
func (c *checker) bounds(n *jsondoc.Node) {
	c.order(n, "minLength", "maxLength", false)
	c.order(n, "minItems", "maxItems", false)
	c.order(n, "minProperties", "maxProperties", false)
	c.order(n, "minimum", "maximum", false)
	c.order(n, "minimum", "exclusiveMaximum", true)
	c.order(n, "exclusiveMinimum", "maximum", true)
	c.order(n, "exclusiveMinimum", "exclusiveMaximum", true)
	if of := n.Get("multipleOf"); of.Is(jsondoc.Number) {
		if r, ok := jsondoc.Rational(of.Text()); ok && r.Sign() <= 0 {
			c.contradiction(of, NoMultiple, "multipleOf %s must be above 0: it constrains nothing", of.Text())
		}
	}
}

// contradiction warns of what no value can satisfy, and has all of it left out.
func (c *checker) contradiction(n *jsondoc.Node, code diag.Code, format string, args ...any) {
	c.fixed[n] = nil
	c.diags.Add(diag.Warningf(n.Pos(), code, format, args...).For(keywordAt(n)))
}

func (c *checker) keyword(name string, v *jsondoc.Node) {
	switch shapeOf(name) {
	case stringShape:
		c.kind(v, jsondoc.String)
	case boolShape:
		c.kind(v, jsondoc.Bool)
	case numberShape:
		if c.kind(v, jsondoc.Number) {
			if _, ok := decimal(v.Text()); !ok {
				c.errorf(v, NumberOutOfRange, "the number %s is out of range", v.Text())
			}
		}
	case countShape:
		c.count(v)
	case namesShape:
		c.names(v)
		if name == "required" {
			c.shortNames(v)
		}
	case arrayShape:
		c.kind(v, jsondoc.Array)
	case typeShape:
		c.types(v)
	case objectShape:
		c.kind(v, jsondoc.Object)
	case dependencyShape:
		c.dependencies(v)
	default:
		c.subschemas(name, v)
	}
}

func (c *checker) subschemas(name string, v *jsondoc.Node) {
	switch shapeOf(name) {
	case schemaShape:
		c.schema(v)
	case schemaListShape:
		if c.kind(v, jsondoc.Array) {
			for _, item := range v.Items() {
				c.schema(item)
			}
		}
	case schemaMapShape:
		if c.kind(v, jsondoc.Object) {
			for _, m := range v.Members() {
				if name == "patternProperties" || c.name(m.Value, m.Name) {
					c.schema(m.Value)
				}
			}
		}
	case openShape:
		if !v.Is(jsondoc.Bool) {
			c.schema(v)
		}
	}
}

func (c *checker) count(v *jsondoc.Node) {
	if !c.kind(v, jsondoc.Number) {
		return
	}
	if _, ok := v.Count(); !ok {
		c.errorf(v, jsondoc.InvalidValue, "must be %s, not %s", "a whole number that is not negative", v.Text())
	}
}

func (c *checker) types(v *jsondoc.Node) {
	names := v.Items()
	switch {
	case v.Is(jsondoc.Array):
		c.names(v)
	case v.Is(jsondoc.String):
		names = []*jsondoc.Node{v}
	default:
		c.errorf(v, jsondoc.WrongType, "must be %s, not %s", "a string or an array of strings", v.Kind())
	}
	for _, n := range names {
		if _, ok := kindNamed(n.Text()); !ok && n.Is(jsondoc.String) && n.Text() != null {
			c.errorf(n, UnknownType, "unknown type %q: it is string, integer, number, boolean, array or object", n.Text())
		}
	}
}

func (c *checker) dependencies(v *jsondoc.Node) {
	if !c.kind(v, jsondoc.Object) {
		return
	}
	for _, m := range v.Members() {
		switch {
		case !c.name(m.Value, m.Name):
		case m.Value.Is(jsondoc.Array):
			c.names(m.Value)
			c.shortNames(m.Value)
		default:
			c.schema(m.Value)
		}
	}
}

// name refuses a name that is too long, and what it names with it.
func (c *checker) name(n *jsondoc.Node, name string) bool {
	if len(name) > model.MaxName {
		c.errorf(n, model.NameTooLong, "the name has %d bytes, and at most %d are allowed", len(name), model.MaxName)
		return false
	}
	return true
}

// shortNames refuses the names in a list that are too long.
func (c *checker) shortNames(v *jsondoc.Node) {
	for _, item := range v.Items() {
		if item.Is(jsondoc.String) {
			c.name(item, item.Text())
		}
	}
}

func (c *checker) names(v *jsondoc.Node) {
	if c.kind(v, jsondoc.Array) {
		for _, item := range v.Items() {
			c.kind(item, jsondoc.String)
		}
	}
}

// order finds a lower bound above its upper bound, or equal to it where one of the
// two excludes itself.
func (c *checker) order(n *jsondoc.Node, lower, upper string, exclusive bool) {
	low, high := n.Get(lower), n.Get(upper)
	if !low.Is(jsondoc.Number) || !high.Is(jsondoc.Number) {
		return
	}
	a, okA := jsondoc.Rational(low.Text())
	b, okB := jsondoc.Rational(high.Text())
	if !okA || !okB || a.Cmp(b) < 0 || a.Cmp(b) == 0 && !exclusive {
		return
	}
	relation := "is above"
	if a.Cmp(b) == 0 {
		relation = "leaves nothing below"
	}
	c.contradiction(low, ContradictoryBounds, "%s %s %s %s %s, so that no value fits: it constrains nothing", lower, low.Text(), relation, upper, high.Text())
	c.fixed[high] = nil
}

// decimal returns a number without an exponent; a number that has none is kept as
// it is written.
func decimal(text string) (string, bool) {
	r, ok := jsondoc.Rational(text)
	if !ok || !strings.ContainsAny(text, "eE") {
		return text, ok
	}
	if r.IsInt() {
		return r.Num().String(), true
	}
	return strings.TrimRight(r.FloatString(800), "0"), true
}
