package registry

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/jsondoc"
)

// check finds keywords whose value is of the wrong shape, at every depth, so
// that each gets its own position: kin-openapi's decoder would stop at the first
// and not say where it is. What passes, kin-openapi can decode.
func check(n *jsondoc.Node) diag.List {
	c := &checker{}
	c.schema(n)
	return c.diags
}

type checker struct{ diags diag.List }

func (c *checker) errorf(n *jsondoc.Node, format string, args ...any) {
	c.diags.Add(diag.Errorf(n.Pos(), format, args...))
}

func (c *checker) kind(n *jsondoc.Node, want jsondoc.Kind) bool {
	bad := n.Mismatch(want)
	c.diags.Add(bad...)
	return bad == nil
}

func (c *checker) schema(n *jsondoc.Node) {
	if n.Is(jsondoc.Bool) {
		if !n.True() {
			c.errorf(n, "the schema false allows no value at all")
		}
		return
	}
	if !c.kind(n, jsondoc.Object) {
		return
	}
	for _, m := range n.Members() {
		c.keyword(m.Name, m.Value)
	}
	c.order(n, "minLength", "maxLength")
	c.order(n, "minItems", "maxItems")
	c.order(n, "minProperties", "maxProperties")
	c.order(n, "minimum", "maximum")
}

func (c *checker) keyword(name string, v *jsondoc.Node) {
	switch shapeOf(name) {
	case textShape:
		c.kind(v, jsondoc.String)
	case boolShape:
		c.kind(v, jsondoc.Bool)
	case numberShape:
		if c.kind(v, jsondoc.Number) {
			if _, ok := decimal(v.Text()); !ok {
				c.errorf(v, "the number %s is out of range", v.Text())
			}
		}
	case countShape:
		c.count(v)
	case namesShape:
		c.names(v)
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
				c.schema(m.Value)
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
	if _, err := strconv.ParseUint(v.Text(), 10, 64); err != nil {
		c.errorf(v, "must be a whole number that is not negative, not %s", v.Text())
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
		c.errorf(v, "must be a string or an array of strings, not %s", v.Kind())
	}
	for _, n := range names {
		if _, ok := kindNamed(n.Text()); !ok && n.Is(jsondoc.String) && n.Text() != null {
			c.errorf(n, "unknown type %q: it is string, integer, number, boolean, array or object", n.Text())
		}
	}
}

func (c *checker) dependencies(v *jsondoc.Node) {
	if !c.kind(v, jsondoc.Object) {
		return
	}
	for _, m := range v.Members() {
		if m.Value.Is(jsondoc.Array) {
			c.names(m.Value)
		} else {
			c.schema(m.Value)
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

// order refuses a lower bound above its upper bound.
func (c *checker) order(n *jsondoc.Node, lower, upper string) {
	low, high := n.Get(lower), n.Get(upper)
	if !low.Is(jsondoc.Number) || !high.Is(jsondoc.Number) {
		return
	}
	a, okA := rational(low.Text())
	b, okB := rational(high.Text())
	if okA && okB && a.Cmp(b) > 0 {
		c.errorf(low, "%s %s is above %s %s: no value can fit", lower, low.Text(), upper, high.Text())
	}
}

// rational reads a JSON number exactly. A number beyond what a float64 can hold
// is refused: its digits could fill the memory.
func rational(text string) (*big.Rat, bool) {
	if _, err := strconv.ParseFloat(text, 64); err != nil || len(text) > 400 {
		return nil, false
	}
	if _, exp, ok := strings.Cut(strings.ToLower(text), "e"); ok {
		if n, err := strconv.Atoi(exp); err != nil || n < -400 || n > 400 {
			return nil, false
		}
	}
	return new(big.Rat).SetString(text)
}

// decimal gives a number without an exponent; a number that has none is kept as
// it is written.
func decimal(text string) (string, bool) {
	r, ok := rational(text)
	if !ok || !strings.ContainsAny(text, "eE") {
		return text, ok
	}
	if r.IsInt() {
		return r.Num().String(), true
	}
	return strings.TrimRight(r.FloatString(800), "0"), true
}
