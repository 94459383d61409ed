package conformance

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// meaning is what a registry schema says in its own dialect, beyond JSON Schema.
type meaning struct {
	// untyped are the schemas that declare properties, but no type.
	untyped []string
}

// meant changes a registry schema to what the registry means by it:
//
//   - a read-only property may not be set, and cannot be required, unless it is
//     create-only, too;
//   - what declares properties is an object, as is the resource.
//
// No definition of the corpus has a property that is read-only on one path to it
// and writable on another.
func meant(root map[string]any) *meaning {
	m := &meaning{}
	delete(root, "$schema")
	delete(root, "$id")
	root["type"] = "object"
	inlineProperties(root, root)
	for _, section := range []string{"definitions", "properties"} {
		schemas, _ := root[section].(map[string]any)
		for _, name := range sortedKeys(schemas) {
			m.typed(schemas[name], "/"+section+"/"+escape(name))
		}
	}
	o := &oracle{root: root}
	for _, x := range list(root["readOnlyProperties"]) {
		pointer, _ := x.(string)
		if slices.Contains(list(root["createOnlyProperties"]), x) {
			continue
		}
		path, ok := strings.CutPrefix(pointer, "/properties")
		parts := segments(path)
		if !ok || len(parts) == 0 {
			continue
		}
		if p, ok := o.follow(parts[:len(parts)-1]); ok {
			forbid(p.node, parts[len(parts)-1])
		}
	}
	return m
}

// inlineProperties replaces references to properties of the resource, which may
// be read-only there alone.
func inlineProperties(root map[string]any, v any) {
	switch v := v.(type) {
	case map[string]any:
		ref, _ := v["$ref"].(string)
		if name, ok := strings.CutPrefix(ref, "#/properties/"); ok {
			target, _ := root["properties"].(map[string]any)
			var copied map[string]any
			if json.Unmarshal([]byte(textOf(target[name])), &copied) == nil {
				delete(v, "$ref")
				for key, value := range copied {
					v[key] = value
				}
			}
			return
		}
		for _, x := range v {
			inlineProperties(root, x)
		}
	case []any:
		for _, x := range v {
			inlineProperties(root, x)
		}
	}
}

// typed returns the type object to what declares properties. Alternatives have the
// type of the schema around them.
func (m *meaning) typed(v any, pointer string) {
	node, ok := v.(map[string]any)
	if !ok {
		return
	}
	_, has := node["type"]
	for _, word := range []string{"properties", "patternProperties"} {
		schemas, _ := node[word].(map[string]any)
		if len(schemas) > 0 && !has && node["$ref"] == nil {
			node["type"], has = "object", true
			m.untyped = append(m.untyped, pointer)
		}
		for _, name := range sortedKeys(schemas) {
			m.typed(schemas[name], pointer+"/"+word+"/"+escape(name))
		}
	}
	if items, ok := node["items"]; ok {
		m.typed(items, pointer+"/items")
	}
	for _, word := range []string{"oneOf", "anyOf", "allOf"} {
		for i, x := range list(node[word]) {
			alternative, _ := x.(map[string]any)
			for _, name := range sortedKeys(alternative["properties"]) {
				m.typed(alternative["properties"].(map[string]any)[name],
					pointer+"/"+word+"/"+strconv.Itoa(i)+"/properties/"+escape(name))
			}
		}
	}
}

// follow walks a pointer of the registry, in which the words that only structure
// it may be there or not.
func (o *oracle) follow(parts []string) (place, bool) {
	p := place{"", o.root}
	for _, name := range parts {
		if name == "*" || name == "items" || name == "properties" {
			continue
		}
		next, ok := o.at(p, "properties", name)
		for !ok {
			if p, ok = o.at(p, "items"); !ok {
				return p, false
			}
			next, ok = o.at(p, "properties", name)
		}
		p = next
	}
	// The property itself may be one of a list's items.
	for p.node["items"] != nil {
		next, ok := o.at(p, "items")
		if !ok {
			break
		}
		p = next
	}
	return p, true
}

// forbid says of a property of an object that no value satisfies it.
func forbid(node map[string]any, name string) {
	properties, _ := node["properties"].(map[string]any)
	if _, declared := properties[name]; !declared {
		return
	}
	properties[name] = false
	node["required"] = slices.DeleteFunc(slices.Clone(list(node["required"])), func(x any) bool { return x == name })
}
