package cfn

import (
	"reflect"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// NoValue is the pseudo parameter that removes a property: a value that refers
// to it counts as absent.
const NoValue = "AWS::NoValue"

// LogicalID is the name that a template has for a parameter, a mapping, a condition, a
// resource or an output: letters and digits of ASCII. Constants can be used as they are.
type LogicalID string

// Intrinsic is an intrinsic function in the place of a value, or a dynamic
// reference in the place of a value that is no string.
type Intrinsic struct {
	// name is the object's only key, or "" for a dynamic reference.
	name string
	// arg is the argument's JSON text; for a dynamic reference, the string's.
	arg JSON
	// branches is set instead of arg where an Fn::If has been read or made with
	// branches of the type of its place.
	branches *branches
}

// branches are the arguments of an Fn::If. then and els point to storage of the
// type of the place where the function stands: a Value, a List, a Map, a JSON or
// a pointer to a struct. Absent storage is AWS::NoValue.
type branches struct {
	cond      LogicalID
	then, els keptStorage
	// object is the struct's type where the place is that of a struct: a Node fits
	// into every struct, so that it must be looked at.
	// It is a reflect.Type, and any here because packages that import this one would
	// each compile all that a reflect.Type leads to.
	object any
}

// function hides the mark of a literal.
func (fn *Intrinsic) function() *Intrinsic {
	if fn == literal {
		return nil
	}
	return fn
}

// Name is the function's full name: "Ref", "Fn::GetAtt"; "" for a dynamic reference.
func (fn *Intrinsic) Name() string { return fn.name }

// Arg is the argument's JSON text: ["Backend","Arn"]. It is "" for an Fn::If
// whose branches have the type of the place; see [Branches].
func (fn *Intrinsic) Arg() JSON { return fn.arg }

// isNoValue reports whether the function is a Ref to AWS::NoValue.
//
//go:noinline
func (fn *Intrinsic) isNoValue() bool { return fn.name == "Ref" && fn.arg.text == `"`+NoValue+`"` }

// Fn makes a value that an intrinsic function returns. name is the function's full
// name, arg its argument as JSON text; use it for what has no constructor here.
func Fn[T Scalar](name string, arg JSON) Value[T] {
	return Value[T]{fn: newIntrinsic(name, arg)}
}

//go:noinline
func newIntrinsic(name string, arg JSON) *Intrinsic { return &Intrinsic{name: name, arg: arg} }

// Ref makes a reference to a parameter, to a resource (its Ref value) or to a
// pseudo parameter such as AWS::Region.
func Ref[T Scalar](logicalID LogicalID) Value[T] { return Value[T]{fn: newRef(logicalID)} }

// newRef and newGetAtt are what of [Ref] and [GetAtt] is the same for all types,
// and is not compiled again for each and in each package.
//
//go:noinline
func newRef(logicalID LogicalID) *Intrinsic { return newIntrinsic("Ref", quote(string(logicalID))) }

//go:noinline
func newGetAtt(logicalID LogicalID, attribute string) *Intrinsic {
	return newIntrinsic("Fn::GetAtt", array(quote(string(logicalID)), quote(attribute)))
}

// GetAtt makes a reference to an attribute of a resource.
func GetAtt[T Scalar](logicalID LogicalID, attribute string) Value[T] {
	return Value[T]{fn: newGetAtt(logicalID, attribute)}
}

// Sub makes an Fn::Sub of a text with ${Name} and ${Name.Attribute} in it.
func Sub[T Scalar](text string) Value[T] { return Fn[T]("Fn::Sub", quote(text)) }

// SubWith makes an Fn::Sub with variables of its own beside the template's.
func SubWith[T Scalar](text string, variables Map[Value[string]]) Value[T] {
	return Fn[T]("Fn::Sub", array(quote(text), textOf(&variables)))
}

// Join makes an Fn::Join of items with a delimiter between them.
func Join[T Scalar](delimiter string, items ...Value[string]) Value[T] {
	return JoinItems[T](delimiter, ListOf(items...))
}

// JoinItems makes an Fn::Join of a list that can itself be an intrinsic function.
func JoinItems[T Scalar](delimiter string, items List[Value[string]]) Value[T] {
	return Fn[T]("Fn::Join", array(quote(delimiter), textOf(&items)))
}

// Select makes an Fn::Select of the item at an index, counted from 0.
func Select[T Scalar](index Value[int64], items List[Value[T]]) Value[T] {
	return Fn[T]("Fn::Select", array(textOf(&index), textOf(&items)))
}

// FindInMap makes an Fn::FindInMap of a mapping's value.
func FindInMap[T Scalar](mapping LogicalID, topKey, secondKey Value[string]) Value[T] {
	return Fn[T]("Fn::FindInMap", array(quote(string(mapping)), textOf(&topKey), textOf(&secondKey)))
}

// ImportValue makes an Fn::ImportValue of another stack's export.
func ImportValue[T Scalar](export Value[string]) Value[T] {
	return Fn[T]("Fn::ImportValue", textOf(&export))
}

// Condition makes a Condition of another condition's value, inside the conditions of a
// template.
func Condition(condition LogicalID) Value[bool] {
	return Fn[bool]("Condition", quote(string(condition)))
}

// Equals makes an Fn::Equals, for the conditions of a template.
func Equals[T Scalar](a, b Value[T]) Value[bool] {
	return Fn[bool]("Fn::Equals", array(textOf(&a), textOf(&b)))
}

// And makes an Fn::And of two to ten conditions.
func And(conditions ...Value[bool]) Value[bool] { return Fn[bool]("Fn::And", arrayOf(conditions)) }

// Or makes an Fn::Or of two to ten conditions.
func Or(conditions ...Value[bool]) Value[bool] { return Fn[bool]("Fn::Or", arrayOf(conditions)) }

// Not makes an Fn::Not of a condition.
func Not(condition Value[bool]) Value[bool] { return Fn[bool]("Fn::Not", array(textOf(&condition))) }

func arrayOf(conditions []Value[bool]) JSON {
	list := ListOf(conditions...)
	return textOf(&list)
}

// Base64 makes an Fn::Base64 of a text.
func Base64[T ~string](text Value[string]) Value[T] { return Fn[T]("Fn::Base64", textOf(&text)) }

// ToJSONString makes an Fn::ToJsonString of an object or a list; the template
// needs the transform AWS::LanguageExtensions.
func ToJSONString[T ~string](value JSON) Value[T] { return Fn[T]("Fn::ToJsonString", value) }

// Length makes an Fn::Length of a list; the template needs the transform
// AWS::LanguageExtensions.
func Length(items List[Value[string]]) Value[int64] {
	return Fn[int64]("Fn::Length", textOf(&items))
}

// DynamicReference makes a reference to a parameter store or a secret, resolved
// when the stack is deployed: {{resolve:ssm:name:1}}.
func DynamicReference[T Scalar](reference string) Value[T] { return Fn[T]("", quote(reference)) }

// ListRef makes a reference to a parameter that is a list.
func ListRef[E any](logicalID LogicalID) List[E] { return ListFn[E]("Ref", quote(string(logicalID))) }

// Split makes an Fn::Split of a text at a delimiter.
func Split[T ~string](delimiter string, text Value[string]) List[Value[T]] {
	return ListFn[Value[T]]("Fn::Split", array(quote(delimiter), textOf(&text)))
}

// AZs makes an Fn::GetAZs, the list of a region's availability zones; "" is the
// region of the stack.
func AZs(region Value[string]) List[Value[string]] {
	return ListFn[Value[string]]("Fn::GetAZs", textOf(&region))
}

// CIDR makes an Fn::Cidr, the list of count address blocks of a block, each
// with as many host bits.
func CIDR(block Value[string], count, hostBits Value[int64]) List[Value[string]] {
	return ListFn[Value[string]]("Fn::Cidr", array(textOf(&block), textOf(&count), textOf(&hostBits)))
}

// If makes an Fn::If. The zero value of a branch stands for AWS::NoValue.
func If[T Scalar](condition LogicalID, then, els Value[T]) Value[T] {
	return Value[T]{fn: ifFunction(condition, &then, &els)}
}

// ListIf makes an Fn::If of two lists; see [If].
func ListIf[E any](condition LogicalID, then, els List[E]) List[E] {
	return List[E]{fn: ifFunction(condition, &then, &els)}
}

// MapIf makes an Fn::If of two maps; see [If].
func MapIf[E any](condition LogicalID, then, els Map[E]) Map[E] {
	return Map[E]{fn: ifFunction(condition, &then, &els)}
}

// ObjectIf makes the [Node] of a struct in whose place an Fn::If of two structs
// of the same type stands. A nil branch stands for AWS::NoValue.
func ObjectIf[X any](condition LogicalID, then, els *X) Node {
	fn := ifFunction(condition, &then, &els)
	fn.branches.object = reflect.TypeFor[X]()
	return Node{ext: &extension{fn: fn}}
}

// Branches returns the condition and the two branches of an Fn::If in the place of
// a value; ok is false for anything else.
func Branches[T Scalar](v Value[T]) (condition LogicalID, then, els Value[T], ok bool) {
	return branchesOf[Value[T]](v.fn)
}

// ListBranches is [Branches] for a list.
func ListBranches[E any](l List[E]) (condition LogicalID, then, els List[E], ok bool) {
	return branchesOf[List[E]](l.fn)
}

// MapBranches is [Branches] for a map.
func MapBranches[E any](m Map[E]) (condition LogicalID, then, els Map[E], ok bool) {
	return branchesOf[Map[E]](m.fn)
}

// ObjectBranches is [Branches] for a struct: node is its embedded [Node], X its type.
func ObjectBranches[X any](node Node) (condition LogicalID, then, els *X, ok bool) {
	fn := ObjectIntrinsic(node)
	if fn == nil || fn.branches == nil || fn.branches.object != any(reflect.TypeFor[X]()) {
		return "", nil, nil, false
	}
	return branchesOf[*X](fn)
}

// quote returns a string as JSON. Text that is not UTF-8 goes through, so that writing
// the value reports it.
//
//go:noinline
func quote(s string) JSON {
	return JSON{write.Quote(s)}
}

//go:noinline
func array(items ...JSON) JSON {
	text := []byte{'['}
	for i, item := range items {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, item.text...)
	}
	return JSON{string(append(text, ']'))}
}

// textOf returns the text of a property, to which it takes a pointer, inside another
// function; an absent one is AWS::NoValue.
func textOf(property any) JSON {
	s, ptr, err := slotAt(property)
	if err != nil {
		return JSON{}
	}
	return slotText(s, ptr)
}

//go:noinline
func slotText(s *slot, ptr storage) JSON {
	var e encoder
	e.branch(s, ptr)
	return JSON{string(e.buf)}
}
