package cfn_test

import (
	"fmt"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// wantLimited checks that there are so many errors, of which a thousand are reported,
// in order, and that the last one has how many are left out.
func wantLimited(t *testing.T, err error, n int, rule Rule) {
	t.Helper()
	errs := ErrorsOf(t, err)
	if len(errs) != 1001 {
		t.Fatalf("%d errors", len(errs))
	}
	last := errs[1000]
	if want := fmt.Sprintf("and %d more errors", n-1000); last.Rule != RuleMore || last.Error() != want || last.Path != "" {
		t.Errorf("the last one is %v %q, not %q", last.Rule, last.Error(), want)
	}
	for i, e := range errs[:1000] {
		if e.Rule != rule || i > 0 && errs[i-1].Offset > e.Offset {
			t.Fatalf("%d: %v %v at %d", i, e.Rule, e, e.Offset)
		}
	}
}

// At most a thousand errors of a template are reported, those that come first, however
// many resources they are in.
func TestErrorsAreLimited(t *testing.T) {
	types := []Properties{(*Shapes)(nil), (*Checked)(nil)}
	in := func(properties string) string {
		return `{"Type":"AWS::Test::Shapes","Properties":` + properties + `}`
	}
	for name, test := range map[string]struct {
		text string
		n    int
		rule Rule
	}{
		"one resource":    {`{"Resources":{"A":` + in(`{"Ints":[`+strings.Repeat(`"x",`, 3000)+`0]}`) + `}}`, 3000, RuleType},
		"many resources":  {`{"Resources":{` + Many(`"R%d":`+in(`{"Int":"x","Obj":[]}`), 2000) + `}}`, 4000, RuleType},
		"some resources":  {`{"Resources":{` + Many(`"R%d":`+in(`{"Ints":[`+strings.Repeat(`"x",`, 400)+`0]}`), 7) + `}}`, 2800, RuleType},
		"attributes":      {`{"Resources":{` + Many(`"R%d":{"Type":"T","Count":0}`, 1500) + `}}`, 1500, RuleUnknown},
		"unknown names":   {`{"Resources":{"A":` + in(`{`+Many(`"u%d":0`, 2500)+`}`) + `}}`, 2500, RuleUnknown},
		"nulls":           {`{"Resources":{"A":` + in(`{"Free":[`+strings.Repeat(`null,`, 1600)+`0]}`) + `}}`, 1600, RuleNull},
		"untyped nulls":   {`{"Resources":{` + Many(`"R%d":{"Type":"T","Properties":{"a":[null,null]}}`, 900) + `}}`, 1800, RuleNull},
		"functions":       {`{"Resources":{` + Many(`"Fn::ForEach::R%d":[null,null]`, 900) + `}}`, 1800, RuleNull},
		"sections":        {`{"Outputs":[0],"Resources":{"A":` + in(`{"Ints":[`+strings.Repeat(`"x",`, 1999)+`0]}`) + `}}`, 2000, RuleType},
		"in other values": {`{"Resources":{"A":` + in(`{"Str":[`+strings.Repeat(`null,`, 10)+`0],"Ints":[`+strings.Repeat(`"x",`, 1999)+`0]}`) + `}}`, 2000, RuleType},
		"read again":      {`{"Resources":{"A":` + in(`{"Rec":{"Fn::If":["C",{"Ints":[`+strings.Repeat(`"x",`, 1500)+`0]},0]},"RecMap":{"Fn::If":["C",{"a":0},0],"k":0},"Ints":[`+strings.Repeat(`"x",`, 1500)+`0]}`) + `}}`, 3005, RuleType},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := template.Read([]byte(test.text), Known(types))
			wantLimited(t, err, test.n, test.rule)
		})
	}
	for name, test := range map[string]struct {
		text string
		n    int
		rule Rule
	}{
		"many resources": {`{"Resources":{` + Many(`"R%d":`+in(`{"Objs":[{},{}]}`), 2000) + `}}`, 4000, RuleRequired},
		"one resource":   {`{"Resources":{"A":` + in(`{"Objs":[`+strings.Repeat(`{},`, 2999)+`{}]}`) + `}}`, 3000, RuleRequired},
		"functions":      {`{"Resources":{"A":` + in(`{"Free":[`+strings.Repeat(`{"Ref":0},`, 3000)+`0]}`) + `}}`, 3000, RuleIntrinsic},
		"more functions": {`{"Resources":{` + Many(`"R%d":{"Type":"T","Properties":{"a":[{"Ref":0},{"Ref":0}]}}`, 2000) + `}}`, 4000, RuleIntrinsic},
		"no types":       {`{"Resources":{` + Many(`"R%d":{}`, 1500) + `}}`, 1500, RuleRequired},
		"types":          {`{"Resources":{` + Many(`"R%d":{"Type":"T","Version":"1"}`, 2000) + `}}`, 2000, RuleUnknown},
		"unknown names":  {`{"Resources":{"A":` + in(`{`+Many(`"u%d":0`, 2500)+`}`) + `}}`, 2500, RuleUnknown},
		"among them":     {`{"Resources":{` + Many(`"Fn::ForEach::R%d":0`, 1200) + `}}`, 1200, RuleIntrinsic},
	} {
		t.Run("Validate, "+name, func(t *testing.T) {
			x, err := template.Read([]byte(test.text), Known(types), KeepUnknown())
			if err != nil {
				t.Fatal(err)
			}
			wantLimited(t, x.Validate(), test.n, test.rule)
			if err := x.Validate(Skip(test.rule)); err != nil {
				t.Errorf("with the rule off: %v", err)
			}
		})
	}
}

// Two readings of one text report the same errors.
func TestErrorsAreDeterministic(t *testing.T) {
	text := []byte(`{"Resources":{` + Many(`"R%d":{"Type":"T","Count":0}`, 1500) + `}}`)
	_, want := template.Read(text)
	for range 5 {
		if _, err := template.Read(text); err.Error() != want.Error() {
			t.Fatal("the errors are others")
		}
	}
}

// A path has short keys in full, long ones shortened, and of very many the first and
// the last, whatever finds the error.
func TestPathsAreLimited(t *testing.T) {
	const long = 300
	key, cut := strings.Repeat("k", long), strings.Repeat("k", 64)+"…"
	Full := strings.Repeat("é", 127)
	in := func(id, properties string) string {
		return `{"Resources":{"` + id + `":{"Type":"AWS::Test::Shapes","Properties":` + properties + `}}}`
	}
	deep := strings.Repeat(`{"Rec":`, 1500)
	for name, test := range map[string]struct{ text, want string }{
		"ID":         {in(key, `{"Int":"x"}`), "/Resources/" + cut + "/Properties/Int"},
		"in full":    {in(Full, `{"Int":"x"}`), "/Resources/" + Full + "/Properties/Int"},
		"map":        {in("A", `{"ObjMap":{"`+key+`":{"a/~`+key+`":0}}}`), "/Resources/A/Properties/ObjMap/" + cut + "/a~1~0" + cut[3:]},
		"free":       {in("A", `{"Free":{"`+key+`":[null]}}`), "/Resources/A/Properties/Free/" + cut + "/0"},
		"deep":       {in("A", deep+`{"Int":"x"}`+strings.Repeat("}", 1500)), ""},
		"checked":    {in(key, `{"ObjMap":{"`+key+`":{}}}`), "/Resources/" + cut + "/Properties/ObjMap/" + cut + "/Key"},
		"function":   {in("A", `{"Free":{"`+key+`":{"Ref":0}}}`), "/Resources/A/Properties/Free/" + cut + "/Ref"},
		"deep check": {in("A", deep+`{"Obj":{}}`+strings.Repeat("}", 1500)), ""},
		"deep text":  {in("A", `{"Free":`+strings.Repeat(`{"Rec":`, 1500)+`{"Ref":0}`+strings.Repeat("}", 1500)+`}`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			x, err := template.Read([]byte(test.text), Known([]Properties{(*Shapes)(nil)}))
			if err == nil {
				err = x.Validate()
			}
			errs := ErrorsOf(t, err)
			if len(errs) != 1 {
				t.Fatalf("%s: %v", name, err)
			}
			path := errs[0].Path
			if test.want != "" && path != test.want {
				t.Errorf("%s:\n got %s\nwant %s", name, path, test.want)
			}
			before, after, ok := strings.Cut(path, "/…/")
			if test.want == "" && (!ok || len(path) > 1024 || !strings.HasPrefix(before, "/Resources/A/Properties/") || !strings.HasSuffix(before, "/Rec") ||
				!strings.HasPrefix(after, "Rec/") || strings.HasSuffix(after, "/Rec")) {
				t.Errorf("%s: %d bytes: %s", name, len(path), path)
			}
		})
	}
}

// The keys around an error are those of its place, from the outside in, also where
// the ones between them are left out.
func TestPathsKeepBothEnds(t *testing.T) {
	for _, levels := range []int{1, 30, 63, 64, 65, 66, 95, 96, 97, 200, 1000} {
		text, inner := `{}`, 0
		for i := range levels {
			text, inner = fmt.Sprintf(`{"ObjMap":{"k%d":{"Key":"k","Next":{"Key":"k"}}},"RecMap":{"m%d":[%s]}}`, i, i, text), i
		}
		text = strings.Replace(text, `{}]`, `{"Obj":{}}]`, 1)
		x := read(t, text)
		errs := ErrorsOf(t, x.Validate())
		keys := strings.Split(errs[0].Path, "/")
		n := len(keys)
		if len(errs) != 1 || keys[2] != fmt.Sprintf("m%d", inner) || keys[n-1] != "Key" || keys[n-2] != "Obj" || keys[n-4] != "m0" {
			t.Errorf("%d levels: %v", levels, errs[0].Path)
		}
		m := inner
		for _, key := range keys[1:] {
			if key[0] == 'm' {
				var i int
				if _, err := fmt.Sscanf(key, "m%d", &i); err != nil || i > m {
					t.Fatalf("%d levels: %s after m%d in %s", levels, key, m, errs[0].Path)
				}
				m = i
			}
		}
		if strings.Contains(errs[0].Path, "…") != (levels > 21) {
			t.Errorf("%d levels: %s", levels, errs[0].Path)
		}
	}
	// Writing finds the place, too.
	x := &Shapes{Str: Val("\xff")}
	for range 500 {
		x = &Shapes{RecMap: MapOf(map[string]List[*Shapes]{strings.Repeat("k", 300): ListOf(x)})}
	}
	_, err := x.AppendJSON(nil)
	if path := ErrorsOf(t, err)[0].Path; len(path) > 1024 || !strings.HasSuffix(path, "/0/Str") || !strings.HasPrefix(path, "/RecMap/kkk") {
		t.Error(path)
	}
}
