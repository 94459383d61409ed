package yaml

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	library "go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// node is a node of the library.
type node = library.Node

// load reads the only document of a text.
func (s *stream) load() (*node, error) {
	loader, err := library.NewLoader(bytes.NewReader([]byte(s.text)), library.WithUniqueKeys(false))
	if err != nil {
		return nil, err
	}
	var document, second node
	if err := loader.Load(&document); errors.Is(err, io.EOF) || err == nil && len(document.Content) == 0 {
		return nil, s.errorAt(1, 1, "there is no document")
	} else if err != nil {
		return nil, s.loadError(err)
	}
	switch err := loader.Load(&second); {
	case err == nil:
		return nil, s.errorAt(second.Line, 1, "there is more than one document")
	case !errors.Is(err, io.EOF):
		return nil, s.loadError(err)
	}
	return document.Content[0], nil
}

// loadError returns an error of the library with its position.
func (s *stream) loadError(err error) error {
	var load *library.LoadError
	if !errors.As(err, &load) {
		return s.errorAt(1, 1, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	line, column := load.Mark.Line, load.Mark.Column
	if line == 0 {
		line, column = s.badCharacter()
	}
	return s.errorAt(line, column, load.Message)
}

// badCharacter returns where the first character stands that YAML does not allow.
func (s *stream) badCharacter() (line, column int) {
	for line, start := range s.lines {
		end := len(s.text)
		if line+1 < len(s.lines) {
			end = s.lines[line+1]
		}
		column := 1
		for _, r := range s.text[start:end] {
			if r == 0xFFFD || r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0x7F || r > 0x7F && r < 0xA0 && r != 0x85 {
				return line + 1, column
			}
			column++
		}
	}
	return 1, 1
}

// growth is how many times as long as the text the JSON text can be, and least how long it can be
// anyway: aliases of aliases would make one of any size.
const growth, least = 16, 1 << 16

// convert makes the JSON text of the document.
func (s *stream) convert(root *node) error {
	s.root, s.whole = root, map[int]bool{}
	if root.Kind != library.MappingNode {
		return s.errorAt(root.Line, root.Column, "a template is a mapping")
	}
	c := converter{stream: s, most: max(least, growth*len(s.text)), aliased: map[*node]bool{}}
	err := c.value(root)
	s.json = c.out
	return err
}

// converter writes nodes as JSON.
type converter struct {
	*stream
	out  []byte
	most int
	// aliased are the nodes of aliases that are being written, which can hold themselves.
	aliased map[*node]bool
	// depth counts the values around the present one.
	depth int
	// path are the keys that lead to the present node.
	path []string
	// known are the members of mappings that others are merged from, merged how many members were
	// taken over, merging how deep mappings are merged into one another.
	known           map[*node][]member
	merged, merging int
	// inAlias counts the aliases around the present node, whose positions are the alias's.
	inAlias int
	at      *node
}

// warn notes what CloudFormation reads as something else than it looks like.
func (c *converter) warn(n *node, message string) {
	if len(c.found) >= maxWarnings {
		return
	}
	e := c.errorAt(n.Line, n.Column, message)[0]
	e.Rule = cfn.RuleYAML
	var path []byte
	for _, key := range c.path {
		path = write.AppendKey(path, key)
	}
	e.Path = write.CutPath(path)
	c.found = append(c.found, e)
}

// notePosition notes where what comes next in the JSON text stands. What an alias stands for
// has the position of the alias.
func (c *converter) notePosition(n *node) {
	if c.inAlias > 0 {
		n = c.at
	}
	c.marks = append(c.marks, mark{len(c.out), n.Line, n.Column})
}

// value writes the value of a node.
func (c *converter) value(n *node) error {
	if len(c.out) > c.most {
		return c.errorAt(n.Line, n.Column, "aliases make the template too large")
	}
	if c.depth++; c.depth > scan.MaxDepth {
		return c.errorAt(n.Line, n.Column, "nested too deeply")
	}
	defer func() { c.depth-- }()
	c.notePosition(n)
	if n.Anchor != "" && n.Kind != library.AliasNode && c.inAlias == 0 {
		c.warn(n, "CloudFormation itself takes no anchors and aliases; tools that package templates do")
	}
	if n.Kind == library.AliasNode {
		return c.alias(n)
	}
	if tag, ok := ownTag(n); ok {
		return c.tagged(n, tag)
	}
	return c.plain(n)
}

// alias writes what an alias stands for.
func (c *converter) alias(n *node) error {
	if c.aliased[n.Alias] {
		return c.errorAt(n.Line, n.Column, "the anchor "+n.Value+" holds itself")
	}
	if c.inAlias == 0 {
		c.at = n
		c.whole[len(c.out)] = true
	}
	c.inAlias++
	c.aliased[n.Alias] = true
	err := c.value(n.Alias)
	delete(c.aliased, n.Alias)
	c.inAlias--
	return err
}

// plain writes a value that has no tag of its own.
func (c *converter) plain(n *node) error {
	switch n.Kind {
	case library.ScalarNode:
		return c.scalar(n)
	case library.SequenceNode:
		c.out = append(c.out, '[')
		for i, item := range n.Content {
			if i > 0 {
				c.out = append(c.out, ',')
			}
			c.path = append(c.path, strconv.Itoa(i))
			if err := c.value(item); err != nil {
				return err
			}
			c.path = c.path[:len(c.path)-1]
		}
		c.out = append(c.out, ']')
		return nil
	case library.MappingNode:
		return c.mapping(n)
	}
	return c.errorAt(n.Line, n.Column, "a value is expected")
}

// member is a member of a mapping, of its own or merged into it.
type member struct{ key, value *node }

// mapping writes a mapping. Its own keys come before those that are merged into it.
func (c *converter) mapping(n *node) error {
	members, err := c.members(n)
	if err != nil {
		return err
	}
	if 2*len(members) != len(n.Content) || len(members) > 0 && hasMerge(n) {
		c.whole[len(c.out)] = true
	}
	c.out = append(c.out, '{')
	for i, m := range members {
		if i > 0 {
			c.out = append(c.out, ',')
		}
		c.notePosition(m.key)
		c.out = append(c.out, write.Quote(m.key.Value)...)
		c.out = append(c.out, ':')
		c.path = append(c.path, m.key.Value)
		if err := c.value(m.value); err != nil {
			return err
		}
		c.path = c.path[:len(c.path)-1]
	}
	c.out = append(c.out, '}')
	return nil
}

// hasMerge reports whether a mapping has merge keys, or keys that are aliases.
func hasMerge(n *node) bool {
	for i := 0; i < len(n.Content); i += 2 {
		if key := n.Content[i]; key.Kind == library.AliasNode || key.Value == "<<" && key.Style == 0 {
			return true
		}
	}
	return false
}

// members returns the members of a mapping.
func (c *converter) members(n *node) ([]member, error) {
	if members, ok := c.known[n]; ok {
		return members, nil
	}
	var members []member
	var merged []*node
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind == library.AliasNode {
			key = key.Alias
		}
		if err := c.checkKey(key); err != nil {
			return nil, err
		}
		if key.Value == "<<" && key.Style == 0 {
			if c.inAlias == 0 && c.merging == 0 {
				c.warn(key, "CloudFormation itself takes no merge keys; tools that package templates do")
			}
			merged = append(merged, n.Content[i+1])
			continue
		}
		if seen[key.Value] {
			return nil, c.errorAt(key.Line, key.Column, "the key "+write.Quoted(key.Value)+" stands twice in the same mapping")
		}
		seen[key.Value] = true
		members = append(members, member{n.Content[i], n.Content[i+1]})
		if key != n.Content[i] {
			members[len(members)-1].key = key
		}
	}
	for _, m := range merged {
		c.merging++
		more, err := c.merge(m, seen)
		c.merging--
		if err != nil {
			return nil, err
		}
		members = append(members, more...)
	}
	if c.merging > 0 {
		if c.known == nil {
			c.known = map[*node][]member{}
		}
		c.known[n] = members
	}
	return members, nil
}

// checkKey refuses what is no key of a template.
func (c *converter) checkKey(key *node) error {
	if tag, ok := ownTag(key); ok && tag != "" {
		return c.errorAt(key.Line, key.Column, "a key has no tag")
	}
	if key.Kind != library.ScalarNode {
		return c.errorAt(key.Line, key.Column, "a key is a text")
	}
	return nil
}

// maxMerged is how deep mappings are merged into one another.
const maxMerged = 100

// merge returns the members of a mapping, or of a list of some, that are not seen yet: of several
// with the same key the first counts.
func (c *converter) merge(n *node, seen map[string]bool) ([]member, error) {
	if n.Kind == library.AliasNode {
		n = n.Alias
	}
	if c.merging > maxMerged || c.aliased[n] {
		return nil, c.errorAt(n.Line, n.Column, "mappings are merged into each other")
	}
	switch n.Kind {
	case library.SequenceNode:
		var members []member
		c.merging++
		defer func() { c.merging-- }()
		for _, item := range n.Content {
			more, err := c.merge(item, seen)
			if err != nil {
				return nil, err
			}
			members = append(members, more...)
		}
		return members, nil
	case library.MappingNode:
		all, err := c.members(n)
		var members []member
		if c.merged += len(all); c.merged > c.most {
			return nil, c.errorAt(n.Line, n.Column, "merged mappings make the template too large")
		}
		for _, m := range all {
			if !seen[m.key.Value] {
				seen[m.key.Value] = true
				members = append(members, m)
			}
		}
		return members, err
	}
	return nil, c.errorAt(n.Line, n.Column, "a mapping is expected to be merged")
}
