package update

import (
	"reflect"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// Changes returns what an update of a stack from one template to another does. Of a resource
// whose type is not known, nothing is known of a change: [cfn.Known] has the types, here or where
// the templates were read. A nil template is an empty one; one that cannot be written is an error.
func Changes(old, new *template.Template, options ...cfn.Option) (*Plan, error) {
	settings, err := cfn.SettingsOf(options)
	if err != nil {
		return nil, err
	}
	c := &comparison{
		old: orEmpty(old), new: orEmpty(new), settings: settings, reader: typed.NewReader(nil),
		types: map[string]*typed.Reader{}, changes: map[cfn.LogicalID]*ResourceChange{}, resources: map[string]bool{},
	}
	if err := c.allResources(); err != nil {
		return nil, err
	}
	c.renames()
	if err := c.sections(); err != nil {
		return nil, err
	}
	c.references = c.new.References()
	c.indirect()
	c.cascade()
	c.consequences()
	return c.plan(), nil
}

// orEmpty returns a template, the empty one for nil.
func orEmpty(t *template.Template) *template.Template {
	if t == nil {
		return &template.Template{}
	}
	return t
}

// ResourceChanges returns what an update does with a resource, of which nil is one that is not
// there: [Changes] without all that stands around the resource. It returns nil where nothing
// changes.
func ResourceChanges(old, new *template.Resource, options ...cfn.Option) (*ResourceChange, error) {
	const id = "Resource"
	plan, err := Changes(templateOf(id, old), templateOf(id, new), options...)
	if err != nil {
		return nil, err
	}
	change := plan.Resource(id)
	if change != nil {
		change.LogicalID = ""
	}
	return change, nil
}

func templateOf(id string, r *template.Resource) *template.Template {
	t := &template.Template{}
	if r != nil {
		t.Resources = cfn.MapEntries(cfn.Entry[*template.Resource]{Key: id, Value: r})
	}
	return t
}

// comparison is the state of [Changes].
type comparison struct {
	old, new *template.Template
	settings cfn.Settings
	// reader is that of what has no type, types are those of resource types, by their names.
	reader *typed.Reader
	types  map[string]*typed.Reader
	// changes are those of resources, order are their logical IDs: those of the new template,
	// then those that are gone.
	changes map[cfn.LogicalID]*ResourceChange
	order   []cfn.LogicalID
	// resources are the logical IDs of both templates.
	resources map[string]bool
	// changed are the parameters, mappings and conditions whose values may change, with the
	// sources that they are and the reasons.
	changed map[entry]cause
	// mappings are those of the old template and those of the new one.
	mappings        [2]*typed.Value
	sectionsChanged []SectionChange
	references      []template.Reference
}

// side is a resource in one of the templates.
type side struct {
	resource *template.Resource
	typeName string
	table    *schema.Schema
	// whole is the resource, properties its properties; nil where it has none.
	whole, properties *typed.Value
}

func (c *comparison) allResources() error {
	before := map[cfn.LogicalID]*template.Resource{}
	for id, r := range c.old.AllResources() {
		before[id] = r
		c.resources[string(id)] = true
	}
	after := map[cfn.LogicalID]bool{}
	for id, r := range c.new.AllResources() {
		after[id] = true
		c.resources[string(id)] = true
		c.order = append(c.order, id)
		if err := c.resource(id, before[id], r); err != nil {
			return err
		}
	}
	for id, r := range c.old.AllResources() {
		if !after[id] {
			c.order = append(c.order, id)
			if err := c.resource(id, r, nil); err != nil {
				return err
			}
		}
	}
	for _, id := range c.order {
		if r := c.changes[id]; r != nil && r.Action == Modify {
			c.compare(r)
		}
	}
	return nil
}

// resource reads a resource of both templates.
func (c *comparison) resource(id cfn.LogicalID, old, new *template.Resource) error {
	change := &ResourceChange{LogicalID: id, Action: Modify, Replacement: False}
	table := c.tableOf(new)
	if table == nil {
		table = c.tableOf(old)
	}
	var err error
	if change.old, err = c.side(old, table); err != nil {
		return err
	}
	if change.new, err = c.side(new, table); err != nil {
		return err
	}
	switch {
	case change.old == nil && change.new == nil:
		return nil
	case change.old == nil:
		change.Action = Add
	case change.new == nil:
		change.Action = Remove
	}
	change.Type = change.there().typeName
	c.changes[id] = change
	return nil
}

// there returns the resource as it is after the update, of one that is removed as it was.
func (r *ResourceChange) there() *side {
	if r.new != nil {
		return r.new
	}
	return r.old
}

// tableOf returns the table of a resource's type, nil where the type is not known.
func (c *comparison) tableOf(r *template.Resource) *schema.Schema {
	if r == nil {
		return nil
	}
	name := r.TypeName()
	if r.Properties != nil {
		if s := r.Properties.CFNSchema(); s != nil && s.Name == name {
			return s
		}
	}
	for _, known := range []func(string) cfn.Properties{c.settings.Type, c.new.KnownType, c.old.KnownType} {
		if p := known(name); p != nil {
			return p.CFNSchema()
		}
	}
	return nil
}

// side reads a resource, nil where there is none. table is that of the resource in one of the
// templates, which need not be of its type.
func (c *comparison) side(r *template.Resource, table *schema.Schema) (*side, error) {
	if r == nil {
		return nil, nil
	}
	s := &side{resource: r, typeName: r.TypeName()}
	if table != nil && table.Name == s.typeName {
		s.table = table
	}
	text, err := withType(r, s.table).AppendJSON(nil)
	if err != nil {
		return nil, err
	}
	s.whole = c.reader.Read(string(text))
	if p := s.whole.Member("Properties"); p != nil {
		s.properties = c.readerOf(s.table).Read(p.Text())
	}
	return s, nil
}

// withType returns a resource whose properties were read as JSON with those of its type, where
// they can be read so: what is written differently and means the same is then the same.
func withType(r *template.Resource, table *schema.Schema) *template.Resource {
	text, ok := r.Properties.(cfn.JSON)
	if !ok || table == nil {
		return r
	}
	x, ok := reflect.New(reflect.TypeOf(table.Go).Elem()).Interface().(cfn.Properties)
	if !ok || cfn.Unmarshal([]byte(text.String()), x, cfn.KeepUnknown()) != nil {
		return r
	}
	c := *r
	c.Properties = x
	return &c
}

func (c *comparison) readerOf(table *schema.Schema) *typed.Reader {
	if table == nil {
		return c.reader
	}
	if c.types[table.Name] == nil {
		c.types[table.Name] = c.reader.For(table)
	}
	return c.types[table.Name]
}

// compare finds out what differs between a resource of the old template and the same one of the
// new template.
func (c *comparison) compare(r *ResourceChange) {
	d := differ{resources: c.resources}
	attributes(&d, r.old.whole, r.new.whole)
	if r.old.typeName != r.new.typeName {
		r.addAll(d.details)
		r.add(Detail{
			Pointer: "/Type", Old: r.old.whole.Member("Type").JSON(), New: r.new.whole.Member("Type").JSON(), ChangeSource: DirectModification,
			RequiresRecreation: Always, Evaluation: Static, Reason: "another type is another resource",
		})
		r.Refused = append(r.Refused, "CloudFormation does not change the type of a resource ("+r.old.typeName+"): give the new one another logical ID")
		return
	}
	if r.new.table == nil {
		d.open = unknownType(r.new.typeName)
	}
	old, now := r.old.properties, r.new.properties
	if none := c.readerOf(r.new.table).Read("{}"); old != nil || now != nil {
		d.compare((*way)(nil).to("Properties"), or(old, none), or(now, none))
	}
	r.addAll(d.details)
}

func or(v, none *typed.Value) *typed.Value {
	if v == nil {
		return none
	}
	return v
}

// unknownType returns why nothing is known of a change of a resource.
func unknownType(name string) string {
	if strings.HasPrefix(name, "Custom::") || name == "AWS::CloudFormation::CustomResource" {
		return "the custom resource decides by the physical ID that it returns"
	}
	return "the type is not known"
}

// attributes compares the resource attributes.
func attributes(d *differ, a, b *typed.Value) {
	for _, m := range b.Items {
		if m.Key != "Type" && m.Key != "Properties" {
			d.compare((*way)(nil).to(m.Key), a.Member(m.Key), m)
		}
	}
	for _, m := range a.Items {
		if m.Key != "Type" && m.Key != "Properties" && b.Member(m.Key) == nil {
			d.compare((*way)(nil).to(m.Key), m, nil)
		}
	}
}

func (r *ResourceChange) addAll(details []Detail) {
	for _, d := range details {
		r.add(d)
	}
}

// add adds a detail, and reports whether the resource is then replaced where it was not.
func (r *ResourceChange) add(d Detail) bool {
	r.Details = append(r.Details, d)
	r.addDiffering(d.Pointer)
	before := r.Replacement
	if r.Action == Modify {
		r.Replacement = worse(before, d.replacement())
	}
	return r.Replacement != before
}

// addDiffering notes that a value differs, and so those around it.
func (r *ResourceChange) addDiffering(pointer string) {
	if r.differs == nil {
		r.differs = map[string]bool{}
	}
	for i := range len(pointer) {
		if pointer[i] == '/' && !r.differs[pointer[:i]] {
			r.differs[pointer[:i]] = false
		}
	}
	r.differs[pointer] = true
}

// renames finds the resources that have only another logical ID.
func (c *comparison) renames() {
	type likeness struct {
		typeName string
		sum      typed.Sum
	}
	type pair struct{ removed, added []*ResourceChange }
	pairs := map[likeness]*pair{}
	for _, id := range c.order {
		r := c.changes[id]
		if r == nil || r.Action == Modify || r.Type == "" {
			continue
		}
		like := likeness{typeName: r.Type}
		if p := r.there().properties; p != nil && len(p.Items) > 0 {
			like.sum = p.Sum()
		}
		if pairs[like] == nil {
			pairs[like] = &pair{}
		}
		if r.Action == Remove {
			pairs[like].removed = append(pairs[like].removed, r)
		} else {
			pairs[like].added = append(pairs[like].added, r)
		}
	}
	for _, p := range pairs {
		if len(p.removed) == 1 && len(p.added) == 1 {
			old, now := p.removed[0], p.added[0]
			old.RenamedTo, old.renamed = now.LogicalID, now
			now.RenamedFrom, now.renamed = old.LogicalID, old
		}
	}
}
