package cfntest

import (
	"math"

	"github.com/cfngen/cfngen/templates/cfn"
)

// Needed are the required properties of Checked, for documents about others.
const Needed = `"Name":"n","NeedObj":{"Key":"k"},"NeedDoc":{}`

// Full returns a value of every shape, most of them more than once.
func Full() *Shapes {
	return &Shapes{
		Str: cfn.Val("text"), Bool: cfn.Val(false), Int: cfn.Int(math.MinInt64), Num: cfn.Num(0.5),
		Color: cfn.Val(ColorRed), Size: cfn.Val(SizeLarge),
		Strs:    cfn.ListOf(cfn.Val("a"), cfn.Ref[string]("P"), cfn.Val("")),
		Ints:    cfn.Vals[int64](0, -1),
		Objs:    cfn.ListOf(&Leaf{Key: cfn.Val("k")}, &Leaf{Node: cfn.ObjectIf("C", &Leaf{Key: cfn.Val("t")}, nil)}),
		Lists:   cfn.ListOf(cfn.Vals[int64](1), cfn.Vals[int64](), cfn.ListRef[cfn.Value[int64]]("L")),
		Maps:    cfn.ListOf(cfn.MapVals(map[string]string{"b": "2", "a": "1"})),
		Jsons:   cfn.ListOf[cfn.JSON](cfn.MustParseJSON(`[1]`), cfn.MustParseJSON(`{"Ref":"P"}`), cfn.MustParseJSON(`"s"`)),
		StrMap:  cfn.MapVals(map[string]string{"": "", "k": "v"}),
		ObjMap:  cfn.MapOf(map[string]*Leaf{"m": {Key: cfn.Val("k"), Value: cfn.Val("v")}}),
		ListMap: cfn.MapOf(map[string]cfn.List[cfn.Value[string]]{"l": cfn.Split[string](",", cfn.Ref[string]("P"))}),
		MapMap:  cfn.MapOf(map[string]cfn.Map[cfn.Value[bool]]{"m": cfn.MapVals(map[string]bool{"t": true})}),
		JSONMap: cfn.MapOf(map[string]cfn.JSON{"j": cfn.MustParseJSON(`0`)}),
		RecMap:  cfn.MapOf(map[string]cfn.List[*Shapes]{"r": cfn.ListOf(&Shapes{Str: cfn.Val("in")})}),
		Obj:     &Leaf{Key: cfn.GetAtt[string]("R", "Arn"), Next: &Leaf{Key: cfn.Val("k")}},
		Rec:     &Shapes{Rec: &Shapes{}},
		Ping:    &Ping{Pong: &Pong{Ping: &Ping{}}, Pongs: cfn.ListOf(&Pong{Pings: cfn.MapOf(map[string]*Ping{"p": {}})})},
		Marker:  &Marker{},
		Free:    cfn.MustParseJSON(`[true,{"a":1.50}]`),
		FreeObj: cfn.MustParseJSON(`{"Version":"2012-10-17"}`),
	}
}

// FullText is what Full is written as.
const FullText = `{"Str":"text","Bool":false,"Int":-9223372036854775808,"Num":0.5,"Color":"RED","Size":10,` +
	`"Strs":["a",{"Ref":"P"},""],"Ints":[0,-1],` +
	`"Objs":[{"Key":"k"},{"Fn::If":["C",{"Key":"t"},{"Ref":"AWS::NoValue"}]}],` +
	`"Lists":[[1],[],{"Ref":"L"}],"Maps":[{"a":"1","b":"2"}],"Jsons":[[1],{"Ref":"P"},"s"],` +
	`"StrMap":{"":"","k":"v"},"ObjMap":{"m":{"Key":"k","Value":"v"}},` +
	`"ListMap":{"l":{"Fn::Split":[",",{"Ref":"P"}]}},"MapMap":{"m":{"t":true}},"JSONMap":{"j":0},` +
	`"RecMap":{"r":[{"Str":"in"}]},"Obj":{"Key":{"Fn::GetAtt":["R","Arn"]},"Next":{"Key":"k"}},` +
	`"Rec":{"Rec":{}},"Ping":{"Pong":{"Ping":{}},"Pongs":[{"Pings":{"p":{}}}]},"Marker":{},` +
	`"Free":[true,{"a":1.50}],"FreeObj":{"Version":"2012-10-17"}}`
