// Package plain holds resources as structs of plain strings and maps, the way
// one writes them by hand for encoding/json: what the peers read and write. It
// knows no intrinsic functions and checks nothing.
//
// The methods that easyjson generates are those of its own interfaces alone.
// With MarshalJSON methods the structs would not be plain any more to the
// other libraries.
package plain
