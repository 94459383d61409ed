package template

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// SetTag sets a tag of a resource, and reports whether it could: the properties must be those of
// a known type that has tags, and no intrinsic function may stand in the place of the tags. They
// are the property Tags, as nearly all types have them: a list of keys and values, or a map.
func (t *Template) SetTag(id cfn.LogicalID, key, value string) bool {
	r := t.Resource(id)
	if r == nil {
		return false
	}
	before := r.Properties
	if p := t.KnownType(r.TypeName()); before == nil && p != nil {
		r.Properties = emptyOf(p)
	}
	if r.setTag(key, value) {
		return true
	}
	r.Properties = before
	return false
}

func (r *Resource) setTag(key, value string) bool {
	if r.Properties == nil || r.Properties.CFNSchema() == nil || r.Properties.CFNSchema().Field("Tags") == nil {
		return false
	}
	tags, ok := cfn.Property(r.Properties, "Tags")
	if !ok {
		return r.setTags(tags, cfn.JSONOf([]tag{{key, value}}), 0) ||
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
		if start, end := scan.MemberAt(item, "Key"); end == 0 || stringIn(item[start:end]) != key {
			continue
		}
		found = true
		if start, end := scan.MemberAt(item, "Value"); end > 0 {
			items[i] = item[:start] + cfn.JSONOf(value).String() + item[end:]
		}
	}
	if !found {
		items = append(items, one.String())
	}
	list, err := cfn.ParseJSON("[" + strings.Join(items, ",") + "]")
	return err == nil && r.setTags(tags, list, len(items)-1)
}

// setTags sets the list of tags, unless the tag at an index then lacks a member that its type
// requires.
func (r *Resource) setTags(before, tags cfn.JSON, index int) bool {
	if cfn.SetProperty(r.Properties, "Tags", tags) != nil {
		return false
	}
	var errs cfn.Errors
	errors.As(r.Properties.Validate(), &errs)
	for _, e := range errs {
		if e.Rule == cfn.RuleRequired && strings.HasPrefix(e.Path, "/Tags/"+write.Itoa(index)+"/") {
			_ = cfn.SetProperty(r.Properties, "Tags", before) // which was there
			return false
		}
	}
	return true
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
