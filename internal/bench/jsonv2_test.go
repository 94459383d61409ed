//go:build go1.28 || (go1.27 && goexperiment.jsonv2)

package bench

import (
	"encoding/json/v2"
	"testing"
)

// BenchmarkV2Marshal is json.Marshal of encoding/json/v2.
func BenchmarkV2Marshal(b *testing.B) { eachCodec(b, (*document).throughV2, marshal) }

// BenchmarkV2Unmarshal is json.Unmarshal of encoding/json/v2.
func BenchmarkV2Unmarshal(b *testing.B) { eachCodec(b, (*document).throughV2, unmarshal) }

func (d *document) throughV2() []codec {
	return d.through(
		func(x any) ([]byte, error) { return json.Marshal(x) },
		func(text []byte, into any) error { return json.Unmarshal(text, into) })
}
