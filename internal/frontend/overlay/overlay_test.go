package overlay

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/spec"
)

// embedded reads the embedded type in one format, with its overlay.
func embedded(t testing.TB, format string) *model.Resource {
	t.Helper()
	docs, err := source.FromFS(spec.Files, format)
	if err != nil {
		t.Fatal(err)
	}
	read, diags := frontend.Read(docs, nil)
	diags.Add(read.Faults()...)
	docs, err = source.FromFS(spec.Files, "overlays")
	if err != nil {
		t.Fatal(err)
	}
	overlays, found := Read(docs)
	diags.Add(found...)
	diags.Add(Apply(read, overlays)...)
	if len(diags) > 0 {
		t.Fatalf("%s: %v", format, diags)
	}
	return read.Resources[0]
}

// TestFormatsAgree: what only one format knows is its descriptions, the primary
// identifier, how a resource is replaced and its own name; everything else is the same.
func TestFormatsAgree(t *testing.T) {
	a, b := embedded(t, "registry"), embedded(t, "resourcespec")
	options := cmp.Options{
		cmpopts.IgnoreTypes(diag.Position{}, model.Source{}),
		cmpopts.IgnoreFields(model.Resource{}, "Doc", "PrimaryIdentifier", "DeletesFirst"),
		cmpopts.IgnoreFields(model.Property{}, "Doc"),
		cmpopts.IgnoreFields(model.Attribute{}, "Doc"),
	}
	if d := cmp.Diff(a, b, options); d != "" {
		t.Errorf("registry and resource specification differ:\n%s", d)
	}
	if len(a.Object.Properties) != 7 || len(a.Attributes) != 1 || len(a.PrimaryIdentifier) != 3 {
		t.Errorf("%d properties, %d attributes", len(a.Object.Properties), len(a.Attributes))
	}
}

func TestPatterns(t *testing.T) {
	p := embedded(t, "registry").Object.Property("ResponseParameters")
	key, value := regexp.MustCompile(p.Type.Keys[0].Pattern), regexp.MustCompile(*p.Type.Elem.Pattern)
	for in, want := range map[string]bool{
		"method.response.header.X-Id": true, "method.response.header.": false,
		"method.response.header.a b": false, "x.method.response.header.a": false,
	} {
		t.Run("key "+in, func(t *testing.T) {
			if key.MatchString(in) != want {
				t.Errorf("key %q: want %v", in, want)
			}
		})
	}
	for in, want := range map[string]bool{
		"integration.response.header.X-Id": true, "integration.response.body.a.b[0]": true, "'fixed text'": true, "''": true, "'default-src 'self''": true, "'open": false,
		"integration.response.body.$.a": false, "integration.response.body.": false, "fixed": false,
		"'a": false, "integration.response.header.a b": false, "xintegration.response.header.a": false,
	} {
		t.Run("value "+in, func(t *testing.T) {
			if value.MatchString(in) != want {
				t.Errorf("value %q: want %v", in, want)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	r := embedded(t, "registry")
	for name, want := range map[string]string{
		"ApiId":              "registry/aws-apigatewayv2-integrationresponse.json",
		"ResponseParameters": "overlays/aws-apigatewayv2-integrationresponse.json",
	} {
		t.Run(name, func(t *testing.T) {
			if got := r.Object.Property(name).Type.Pos; got.File != want || got.Line == 0 {
				t.Errorf("%s: %s", name, got)
			}
		})
	}
	if got := r.Object.Property("ResponseParameters").Pos.File; !strings.HasPrefix(got, "registry/") {
		t.Errorf("property position %s", got)
	}
}

const doc = `{"typeName":"A::B::C","additionalProperties":false,"properties":{"S":{"type":"string"},"O":{"$ref":"#/definitions/O"},` +
	`"L":{"type":"array","items":{"type":"integer","maximum":9223372036854775807}}},` +
	`"definitions":{"O":{"type":"object","additionalProperties":false,"properties":{"O":{"$ref":"#/definitions/O"}}}}}`

func apply(t testing.TB, overlay string) (*model.Resource, diag.List) {
	t.Helper()
	read, diags := frontend.Read([]source.Document{{Name: "d.json", Path: "d.json", Data: []byte(doc)}}, nil)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	o, found := Parse("o.json", []byte(overlay))
	diags.Add(found...)
	if o != nil {
		diags.Add(Apply(read, []*Overlay{o})...)
	}
	return read.Resources[0], diags
}

func TestApplyErrors(t *testing.T) {
	wrap := func(op string) string { return `{"type":"A::B::C","reason":"r","patch":[` + op + `]}` }
	for in, want := range map[string]string{
		`{"type":"A::B::C","patch":[]}`:                                                                              `o.json:1:1: "reason" is missing`,
		`{"type":"A::B::C","reason":" ","patch":[]}`:                                                                 `o.json:1:28: /reason: "reason" is empty`,
		`{"type":"X::Y::Z","reason":"r","patch":[{"op":"remove","path":"/gone"}]}`:                                   ``,
		`{"type":"A::B::C","reason":"r","format":"registry schema","patch":[]}`:                                      `o.json:1:1: warning: the overlay of A::B::C changes nothing`,
		`{"type":"A::B::C","reason":"r","format":"resource specification","patch":[{"op":"remove","path":"/gone"}]}`: ``,
		`{"type":"A::B::C","reason":"r","format":"","patch":[]}`:                                                     `o.json:1:41: /format: "format" is empty`,
		`{"type":"A::B::C","reason":"r","format":1,"patch":[]}`:                                                      `o.json:1:41: /format: must be a string, not a number`,
		wrap(``): `o.json:1:1: warning: the overlay of A::B::C changes nothing`,
		wrap(`{"op":"test","path":"/properties/S/type/kind","value":"list"}`): `o.json:1:41: /patch/0: the test fails: /properties/S/type/kind is "string", not "list"`,
		wrap(`{"op":"test","path":"/properties/T","value":1}`):                `o.json:1:41: /patch/0: the test fails: there is no /properties/T`,
		wrap(`{"op":"remove","path":"/properties/T"}`):                        `o.json:1:41: /patch/0: remove: there is no /properties/T`,
		wrap(`{"op":"move","from":"/properties/T","path":"/properties/U"}`):   `o.json:1:41: /patch/0: move: there is no /properties/T`,
		wrap(`{"op":"add","path":"/properties/T/type","value":1}`):            `o.json:1:41: /patch/0: add /properties/T/type: there is no /properties/T`,
		wrap(`{"op":"add","path":"","value":1}`):                              `o.json:1:41: /patch/0: add: the resource as a whole cannot be replaced`,
		wrap(`{"op":"remove","path":"/properties/O"}`):                        `o.json:1:1: warning: nothing refers to the definition "O" of A::B::C: it is left out`,
		wrap(`{"op":"change","path":"/x"}`):                                   `o.json:1:47: /patch/0/op: unknown operation "change": there are add, remove, replace, move, copy and test`,
		wrap(`{"op":"replace","path":"/properties/S/type/kind","value":"text"}`): `o.json:1:41: /patch/0: /properties/S/type of A::B::C after the patch: unknown kind "text": ` +
			`it is string, integer, number, boolean, json, list, map or object`,
		wrap(`{"op":"add","path":"/properties/S/type/items","value":{"kind":"string"}}`): `o.json:1:41: /patch/0: /properties/S/type/items of A::B::C after the patch: unknown member "items": ` +
			`there are kind, unexpressed, enumName, enum, pattern, format, minLength, maxLength, allOf, anyOf, oneOf`,
		wrap(`{"op":"replace","path":"/properties/S/type","value":{"kind":"string"}}`): `o.json:1:41: /patch/0: warning: replace /properties/S/type changes nothing: the specification may have been corrected` + "\n" +
			`o.json:1:1: warning: the overlay of A::B::C changes nothing`,
		wrap(`{"op":"add","path":"/properties/S/relationshipRefs","value":[` + strings.Repeat(`{"typeName":"A::B::D","propertyPath":"/properties/Id"},`, 64) + `{}]}`): `o.json:1:41: /patch/0: /properties/S/relationshipRefs/64 of A::B::C after the patch: more than 64: a property can refer to no more`,
		wrap(`{"op":"add","path":"/properties/S/relationshipRefs","value":[{"typeName":"A::B::D","propertyPath":"Id"}]}`): `o.json:1:41: /patch/0: /properties/S/relationshipRefs/0 of A::B::C after the patch: ` +
			`a typeName such as AWS::S3::Bucket and a propertyPath such as /properties/Arn are expected`,
		wrap(`{"op":"add","path":"/arn","value":"arn:aws"}`):                    `o.json:1:41: /patch/0: /arn of A::B::C after the patch: a template of an ARN is expected, such as arn:${Partition}:s3:::${BucketName}`,
		wrap(`{"op":"replace","path":"/properties/O/type/object","value":"N"}`): `o.json:1:41: /patch/0: /properties/O/type of A::B::C after the patch: there is no definition "N"`,
	} {
		t.Run(in, func(t *testing.T) {
			_, diags := apply(t, in)
			if d := cmp.Diff(want, diags.Error()); d != "" {
				t.Errorf("%s:\n%s", in, d)
			}
		})
	}
}

// TestApplyFacts: an overlay states of a private type what AWS publishes of its own.
func TestApplyFacts(t *testing.T) {
	r, diags := apply(t, `{"type":"A::B::C","reason":"r","patch":[{"op":"add","path":"/arn","value":"arn:${Partition}:b:::c/${S}"},{"op":"add","path":"/stateful","value":true},
		{"op":"add","path":"/properties/L/type/unordered","value":true},{"op":"add","path":"/marks","value":{"/O/O":{"readOnly":true}}}]}`)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if r.ARN != "arn:${Partition}:b:::c/${S}" || !r.Stateful || !r.Object.Property("L").Type.Unordered || len(r.Marks) != 1 || !r.Marks[0].ReadOnly {
		t.Errorf("%q, %v, %v", r.ARN, r.Stateful, r.Marks)
	}
}

// TestApplyKeepsTheRest: a patch of one property leaves recursion and numbers
// beyond float64 as they were.
func TestApplyKeepsTheRest(t *testing.T) {
	r, diags := apply(t, `{"type":"A::B::C","reason":"r","patch":[{"op":"add","path":"/properties/S/required","value":true}]}`)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if !r.Object.Property("S").Required || r.Object.Property("L").Type.Elem.Maximum != "9223372036854775807" {
		t.Error("patched values")
	}
	if o := r.Object.Property("O").Type.Object; len(r.Definitions) != 1 || o.Property("O").Type.Object != o {
		t.Error("recursion lost")
	}
}

// FuzzOverlay: no overlay panics, every diagnostic has a position.
func FuzzOverlay(f *testing.F) {
	f.Add(`{"type":"A::B::C","reason":"r","patch":[{"op":"add","path":"/properties/S/required","value":true}]}`)
	f.Add(`{"type":"A::B::C","reason":"r","patch":[{"op":"copy","from":"/properties/O","path":"/properties/P"},{"op":"remove","path":"/definitions/O"}]}`)
	f.Add(`{"type":"A::B::C","reason":"r","patch":[{"op":"replace","path":"/properties/L/type/items/maximum","value":1e400}]}`)
	f.Fuzz(func(t *testing.T, overlay string) {
		_, diags := apply(t, overlay)
		for _, d := range diags {
			var one diag.Diagnostic
			if !errors.As(d, &one) || one.Pos.File == "" || one.Pos.Line == 0 {
				t.Fatalf("no position: %v", d)
			}
		}
	})
}

// Texts that an overlay does not touch stay as they are, also such as JSON
// encoders like to escape.
func TestApplyKeepsTexts(t *testing.T) {
	r := embedded(t, "registry")
	const text = `"<b> & \u2028"`
	r.Object.Property("ApiId").Default = text
	o, found := Parse("o.json", []byte(`{"type":"AWS::ApiGatewayV2::IntegrationResponse","reason":"a test",`+
		`"patch":[{"op":"add","path":"/description","value":"d"}]}`))
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	after, found := o.Apply(r)
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	if got := after.Object.Property("ApiId").Default; got != text || after.Doc != "d" {
		t.Errorf("default %s, description %q", got, after.Doc)
	}
}

// TestFaults: a patch settles the faults that are in the types which it replaces or
// removes, and no others; an answer settles those at its pointer.
func TestFaults(t *testing.T) {
	const doc = `{"typeName":"A::B::C","additionalProperties":false,"required":"S",` +
		`"properties":{"S":{"type":"string","minLength":"1","pattern":5},"T":{"$ref":"#/definitions/D"},"U":{"$ref":"#/definitions/D"},` +
		`"O":{"type":"object","additionalProperties":false,"required":1,"properties":{"P":{"type":"string"}}}},` +
		`"definitions":{"D":{"type":"integer","minimum":"x"}}}`
	const replace = `{"op":"replace","path":"/properties/%s/type","value":{"kind":"string","maxLength":2.0}}`
	patch := func(names ...string) string {
		var ops []string
		for _, name := range names {
			ops = append(ops, fmt.Sprintf(replace, name))
		}
		return `"patch":[` + strings.Join(ops, ",") + `]`
	}
	for _, test := range []struct {
		name, overlay string
		left          []string
	}{
		{"none", `"patch":[{"op":"add","path":"/properties/S/required","value":true}]`, []string{
			"/required", "/properties/S/minLength", "/properties/S/pattern", "/properties/O/required", "/definitions/D/minimum",
		}},
		{"a type with two", patch("S"), []string{"/required", "/properties/O/required", "/definitions/D/minimum"}},
		{"in a type that is used twice", patch("S", "T"), []string{"/required", "/properties/O/required", "/definitions/D/minimum"}},
		{"both uses", patch("S", "T", "U"), []string{"/required", "/properties/O/required"}},
		{"removed", `"patch":[{"op":"remove","path":"/properties/T"},{"op":"remove","path":"/properties/U"},{"op":"remove","path":"/properties/S"}]`, []string{"/required", "/properties/O/required"}},
		{"changed inside", `"patch":[{"op":"add","path":"/properties/S/type/maxLength","value":9}]`, []string{"/required", "/properties/O/required", "/definitions/D/minimum"}},
		{"an object that nothing refers to any more", strings.Replace(patch("S", "T", "U", "O"), "]", `,{"op":"remove","path":"/definitions/O"}]`, 1), []string{"/required"}},
		{"suppressed", patch("S", "T", "U") + `,"suppressions":[{"code":"wrong-type","pointer":"/required"},{"code":"wrong-type","pointer":"/properties/O/required"}]`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			read, found := frontend.Read([]source.Document{{Name: "d.json", Path: "d.json", Data: []byte(doc)}}, nil)
			o, bad := Parse("o.json", []byte(`{"type":"A::B::C","reason":"It is so.",`+test.overlay+`}`))
			found.Add(bad...)
			found.Add(Apply(read, []*Overlay{o})...)
			notes := Suppress(read, []*Overlay{o}, found)
			if notes.Err() != nil || len(notes) != len(o.suppressions) {
				t.Fatal(notes)
			}
			var left []string
			for _, f := range read.Faults() {
				left = append(left, f.Pos.Pointer.String())
			}
			if !slices.Equal(left, test.left) {
				t.Errorf("left are %q, want %q", left, test.left)
			}
		})
	}
}
