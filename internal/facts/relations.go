package facts

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// Relations are what is known of the relations of resource types, by their names.
type Relations map[string]Relation

// Relation is what is known of a resource type.
type Relation struct {
	// Ref is as in [model.Resource].
	Ref []string
	// References are what properties refer to, by pointers as in [model.Reference].
	References map[string][]model.Target
	// ARN is as in [model.Resource], with names of AWS's own for the parts. Stateful is as there.
	ARN      string
	Stateful bool
}

// ReadRelations reads a document: what [Relations.Encode] writes, or the same
// with targets as objects with a type and a property, which is how they come.
func ReadRelations(root *jsondoc.Node) (Relations, error) {
	types := root
	if inner := root.Get("types"); inner != nil {
		types = inner
	}
	out := Relations{}
	for _, m := range types.Members() {
		var rel Relation
		for _, name := range m.Value.Get("ref").Items() {
			rel.Ref = append(rel.Ref, name.Text())
		}
		for _, ref := range m.Value.Get("references").Members() {
			targets, err := readTargets(ref.Value)
			if err != nil {
				return nil, err
			}
			if rel.References == nil {
				rel.References = make(map[string][]model.Target)
			}
			rel.References[ref.Name] = targets
		}
		if _, _, ok := model.SplitTypeName(m.Name); !ok {
			return nil, fmt.Errorf("%v: no resource type", m.Value.Pos())
		}
		rel.Stateful = m.Value.Get("stateful").True()
		if n := m.Value.Get("arn"); n != nil {
			rel.ARN = n.Text()
			if _, ok := model.ARNNames(anyPartition(rel.ARN)); !ok {
				return nil, fmt.Errorf("%v: no template of an ARN", n.Pos())
			}
		}
		if !rel.isEmpty() {
			out[m.Name] = rel
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%v: no relations", root.Pos())
	}
	return out, nil
}

func (r Relation) isEmpty() bool {
	return len(r.Ref)+len(r.References) == 0 && r.ARN == "" && !r.Stateful
}

func readTargets(list *jsondoc.Node) ([]model.Target, error) {
	var out []model.Target
	for _, n := range list.Items() {
		typeName, property, _ := strings.Cut(n.Text(), ".")
		if n.Is(jsondoc.Object) {
			typeName, property = n.Get("type").Text(), n.Get("property").Text()
		}
		t, ok := model.NewTarget(typeName, property)
		if !ok {
			return nil, fmt.Errorf("%v: no property of a resource type", n.Pos())
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%v: no targets", list.Pos())
	}
	return out, nil
}

// Encode returns the relations as text, sorted, a line for each property. source is where
// they are from.
func (r Relations) Encode(source string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"source\": %s,\n\"types\": {", strconv.Quote(source))
	for i, name := range slices.Sorted(maps.Keys(r)) {
		var members []string
		if ref := r[name].Ref; len(ref) > 0 {
			members = append(members, `"ref": `+quoted(ref))
		}
		if arn := r[name].ARN; arn != "" {
			members = append(members, `"arn": `+strconv.Quote(arn))
		}
		if r[name].Stateful {
			members = append(members, `"stateful": true`)
		}
		if references := r[name].References; len(references) > 0 {
			var lines []string
			for _, pointer := range slices.Sorted(maps.Keys(references)) {
				lines = append(lines, "\n  "+strconv.Quote(pointer)+": "+quoted(words(references[pointer])))
			}
			members = append(members, `"references": {`+strings.Join(lines, ",")+"}")
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n%q: {%s}", name, strings.Join(members, ", "))
	}
	b.WriteString("\n}}\n")
	return b.Bytes()
}

// words returns targets as strings: AWS::S3::Bucket.Arn.
func words(targets []model.Target) []string {
	out := make([]string, len(targets))
	for i, t := range targets {
		out[i] = t.TypeName + "." + t.Property
	}
	return out
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// Apply adds the relations to the resource types of spec. What a specification or an
// overlay has of a property comes first. A pointer leads nowhere where the specification
// is older or newer.
func (r Relations) Apply(spec *model.Spec) {
	for _, res := range spec.Resources {
		rel := r[res.TypeName]
		if len(res.Ref) == 0 {
			res.Ref = rel.Ref
		}
		if res.ARN == "" && rel.ARN != "" {
			res.ARN = resolveARN(anyPartition(rel.ARN), res)
		}
		res.Stateful = res.Stateful || rel.Stateful
		for _, pointer := range slices.Sorted(maps.Keys(rel.References)) {
			for _, p := range res.PropertiesAt(pointer) {
				p.AddTargets(rel.References[pointer]...)
			}
		}
	}
}

// Changed returns what differs between two sets of relations, a line for each property,
// each Ref, each ARN and each type that becomes stateful, sorted.
func Changed(old, now Relations) []string {
	lines := func(r Relations) map[string]string {
		out := map[string]string{}
		for name, rel := range r {
			if len(rel.Ref) > 0 {
				out[name+": Ref"] = strings.Join(rel.Ref, ", ")
			}
			if rel.ARN != "" {
				out[name+": ARN"] = rel.ARN
			}
			if rel.Stateful {
				out[name+": stateful"] = "true"
			}
			for pointer, targets := range rel.References {
				out[name+": "+pointer] = strings.Join(words(targets), ", ")
			}
		}
		return out
	}
	was, is := lines(old), lines(now)
	var out []string
	for at, text := range is {
		switch {
		case was[at] == "":
			out = append(out, at+": new: "+text)
		case was[at] != text:
			out = append(out, at+": "+text+", before "+was[at])
		}
	}
	for at, text := range was {
		if is[at] == "" {
			out = append(out, at+": gone: "+text)
		}
	}
	slices.Sort(out)
	return out
}
