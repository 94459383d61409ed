package cfn_test

import (
	"fmt"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// The wide types lie on both sides of the limits inside the package: names are
// looked up in a map beyond 12 properties, and the properties already seen are
// noted in more than one word beyond 64 and on the heap beyond 256.
type (
	Wide13 struct {
		Node
		F000, F001, F002, F003, F004, F005, F006, F007, F008, F009, F010, F011 Value[string]
		F012                                                                   Value[string]
	}
	Wide65 struct {
		Node
		F000, F001, F002, F003, F004, F005, F006, F007, F008, F009, F010, F011 Value[string]
		F012, F013, F014, F015, F016, F017, F018, F019, F020, F021, F022, F023 Value[string]
		F024, F025, F026, F027, F028, F029, F030, F031, F032, F033, F034, F035 Value[string]
		F036, F037, F038, F039, F040, F041, F042, F043, F044, F045, F046, F047 Value[string]
		F048, F049, F050, F051, F052, F053, F054, F055, F056, F057, F058, F059 Value[string]
		F060, F061, F062, F063, F064                                           Value[string]
	}
	Wide257 struct {
		Node
		F000, F001, F002, F003, F004, F005, F006, F007, F008, F009, F010, F011 Value[string]
		F012, F013, F014, F015, F016, F017, F018, F019, F020, F021, F022, F023 Value[string]
		F024, F025, F026, F027, F028, F029, F030, F031, F032, F033, F034, F035 Value[string]
		F036, F037, F038, F039, F040, F041, F042, F043, F044, F045, F046, F047 Value[string]
		F048, F049, F050, F051, F052, F053, F054, F055, F056, F057, F058, F059 Value[string]
		F060, F061, F062, F063, F064, F065, F066, F067, F068, F069, F070, F071 Value[string]
		F072, F073, F074, F075, F076, F077, F078, F079, F080, F081, F082, F083 Value[string]
		F084, F085, F086, F087, F088, F089, F090, F091, F092, F093, F094, F095 Value[string]
		F096, F097, F098, F099, F100, F101, F102, F103, F104, F105, F106, F107 Value[string]
		F108, F109, F110, F111, F112, F113, F114, F115, F116, F117, F118, F119 Value[string]
		F120, F121, F122, F123, F124, F125, F126, F127, F128, F129, F130, F131 Value[string]
		F132, F133, F134, F135, F136, F137, F138, F139, F140, F141, F142, F143 Value[string]
		F144, F145, F146, F147, F148, F149, F150, F151, F152, F153, F154, F155 Value[string]
		F156, F157, F158, F159, F160, F161, F162, F163, F164, F165, F166, F167 Value[string]
		F168, F169, F170, F171, F172, F173, F174, F175, F176, F177, F178, F179 Value[string]
		F180, F181, F182, F183, F184, F185, F186, F187, F188, F189, F190, F191 Value[string]
		F192, F193, F194, F195, F196, F197, F198, F199, F200, F201, F202, F203 Value[string]
		F204, F205, F206, F207, F208, F209, F210, F211, F212, F213, F214, F215 Value[string]
		F216, F217, F218, F219, F220, F221, F222, F223, F224, F225, F226, F227 Value[string]
		F228, F229, F230, F231, F232, F233, F234, F235, F236, F237, F238, F239 Value[string]
		F240, F241, F242, F243, F244, F245, F246, F247, F248, F249, F250, F251 Value[string]
		F252, F253, F254, F255, F256                                           Value[string]
	}
)

var (
	wide13Schema  = schema.Schema{Name: "AWS::Test::Wide13", Go: (*Wide13)(nil), Fields: wideRows(13)}
	wide65Schema  = schema.Schema{Name: "AWS::Test::Wide65", Go: (*Wide65)(nil), Fields: wideRows(65)}
	wide257Schema = schema.Schema{Name: "AWS::Test::Wide257", Go: (*Wide257)(nil), Fields: wideRows(257)}
)

func (*Wide13) CFNSchema() *schema.Schema  { return &wide13Schema }
func (*Wide65) CFNSchema() *schema.Schema  { return &wide65Schema }
func (*Wide257) CFNSchema() *schema.Schema { return &wide257Schema }

func wideRows(n int) []schema.Field {
	rows := make([]schema.Field, n)
	for i := range rows {
		rows[i] = schema.Field{Name: fmt.Sprintf("F%03d", i), Flags: schema.FlagRequired}
	}
	return rows
}

func TestWideStructs(t *testing.T) {
	for n, x := range map[int]Struct{13: &Wide13{}, 65: &Wide65{}, 257: &Wide257{}} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			var forward, backward []string
			for i := range n {
				forward = append(forward, fmt.Sprintf(`"F%03d":"%d"`, i, i))
				backward = append(backward, fmt.Sprintf(`"F%03d":"%d"`, n-1-i, n-1-i))
			}
			want := "{" + strings.Join(forward, ",") + "}"
			for _, text := range []string{want, "{" + strings.Join(backward, " , ") + "}"} {
				if err := Unmarshal([]byte(text), x); err != nil {
					t.Fatal(err)
				}
				if err := Validate(x); err != nil {
					t.Fatal(err)
				}
				if got, err := MarshalJSON(x); err != nil || string(got) != want {
					t.Fatalf("%v\n got %s\nwant %s", err, got, want)
				}
			}
			// Every property is known again when it comes a second time.
			for i := range n {
				err := Unmarshal([]byte("{"+strings.Join(forward, ",")+","+forward[i]+"}"), x)
				WantErrors(t, err, RuleSyntax, fmt.Sprintf("/F%03d", i))
			}
			// Every property is missed.
			if err := Unmarshal([]byte("{}"), x); err != nil {
				t.Fatal(err)
			}
			if got := ErrorsOf(t, Validate(x)); len(got) != n || got[n-1].Path != fmt.Sprintf("/F%03d", n-1) {
				t.Fatalf("%d errors for %d absent properties", len(got), n)
			}
			// The last property's neighbour is suggested among all of them.
			err := Unmarshal(fmt.Appendf(nil, `{"f%03d":""}`, n-1), x)
			WantErrors(t, err, RuleUnknown, fmt.Sprintf("/f%03d", n-1))
			if !strings.Contains(err.Error(), fmt.Sprintf("did you mean F%03d?", n-1)) {
				t.Error(err)
			}
		})
	}
}
