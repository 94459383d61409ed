package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// SetTag sets a tag of a resource, and reports whether it could: the properties must be those of
// a known type that has tags, and no intrinsic function may stand in the place of the tags. They
// are the property Tags, as nearly all types have them: a list of keys and values, or a map.
func (t *Template) SetTag(id cfn.LogicalID, key, value string) bool {
	r := t.Resource(id)
	if r == nil {
		return false
	}
	if p := t.typeNamed(r.TypeName()); r.Properties == nil && p != nil && p.CFNSchema().Field("Tags") != nil {
		r.Properties = emptyOf(p)
	}
	if r.Properties == nil || r.Properties.CFNSchema() == nil || r.Properties.CFNSchema().Field("Tags") == nil {
		return false
	}
	tags, ok := cfn.Property(r.Properties, "Tags")
	if !ok {
		return cfn.SetProperty(r.Properties, "Tags", cfn.JSONOf([]tag{{key, value}})) == nil ||
			cfn.SetProperty(r.Properties, "Tags", cfn.JSONOf(map[string]string{key: value})) == nil
	}
	if tags.String()[0] == '[' {
		return r.setTagInList(tags, key, value)
	}
	if name, _ := functionIn(tags.String()); isFunction(name) {
		return false
	}
	return r.setTagInMap(tags, key, value)
}

// tag is a tag of a list.
type tag struct{ Key, Value string }

func (r *Resource) setTagInList(tags cfn.JSON, key, value string) bool {
	one, items := cfn.JSONOf(tag{key, value}), itemsIn(tags.String())
	found := false
	for i, item := range items {
		start, end := scan.MemberAt(item, "Key")
		if end > 0 && stringIn(item[start:end]) == key {
			items[i], found = one.String(), true
		}
	}
	if !found {
		items = append(items, one.String())
	}
	list, err := cfn.ParseJSON("[" + strings.Join(items, ",") + "]")
	return err == nil && cfn.SetProperty(r.Properties, "Tags", list) == nil
}

func (r *Resource) setTagInMap(tags cfn.JSON, key, value string) bool {
	var members cfn.Map[cfn.JSON]
	if cfn.UnmarshalProperty([]byte(tags.String()), &members) != nil {
		return false
	}
	entries, ok := cfn.Entries(members)
	if !ok {
		return false
	}
	one, found := cfn.JSONOf(value), false
	for i := range entries {
		if entries[i].Key == key {
			entries[i].Value, found = one, true
		}
	}
	if !found {
		entries = append(entries, cfn.Entry[cfn.JSON]{Key: key, Value: one})
	}
	members = cfn.MapEntries(entries...)
	text, err := cfn.MarshalProperty(&members)
	if err != nil {
		return false
	}
	return cfn.SetProperty(r.Properties, "Tags", cfn.MustParseJSON(string(text))) == nil
}
