package bench

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"testing"
)

// room is more than any document's text takes.
const room = 1 << 14

// TestMain uses as much memory as lies between two collections of garbage. The system
// makes it ready at its first use, which takes longer than what is measured and would
// all count for the benchmark that comes first.
func TestMain(m *testing.M) {
	const chunk, chunks = 1 << 20, 64
	used := make([][]byte, chunks)
	for i := range used {
		used[i] = make([]byte, chunk)
		for at := 0; at < chunk; at += os.Getpagesize() {
			used[i][at] = 1
		}
	}
	runtime.KeepAlive(used)
	used = nil
	runtime.GC()
	flag.Parse()
	if flag.Lookup("test.bench").Value.String() != "" {
		fmt.Println("goversion:", runtime.Version()) // which cmd/ratio reads
	}
	os.Exit(m.Run())
}

// What happens once, at the first use of a type, is no part of any figure: each
// benchmark works once before it measures. (sonic compiles then; cfngen makes its
// tables ready.)

func BenchmarkAppend(b *testing.B) {
	eachCodec(b, (*document).all, func(b *testing.B, _ *document, c codec) {
		buf := make([]byte, 0, room)
		_, _ = c.appendTo(buf)
		for b.Loop() {
			out, err := c.appendTo(buf)
			if err != nil || len(out) == 0 {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkMarshal(b *testing.B) { eachCodec(b, (*document).all, marshal) }

func BenchmarkUnmarshal(b *testing.B) { eachCodec(b, (*document).all, unmarshal) }

// BenchmarkStrictUnmarshal has all refuse unknown properties, as cfngen does anyway.
func BenchmarkStrictUnmarshal(b *testing.B) { eachCodec(b, (*document).readStrictly, unmarshal) }

// BenchmarkStdMarshal is json.Marshal of encoding/json.
func BenchmarkStdMarshal(b *testing.B) { eachCodec(b, (*document).throughStd, marshal) }

// BenchmarkStdUnmarshal is json.Unmarshal of encoding/json.
func BenchmarkStdUnmarshal(b *testing.B) { eachCodec(b, (*document).throughStd, unmarshal) }

func BenchmarkValidate(b *testing.B) {
	eachValidator(b, func(b *testing.B, d *document, v validator) {
		value, err := v.decode(d.text)
		must(err)
		must(v.check(value))
		for b.Loop() {
			if err := v.check(value); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkUnmarshalValidate(b *testing.B) {
	eachValidator(b, func(b *testing.B, d *document, v validator) {
		must(valid(v, d.text))
		for b.Loop() {
			value, err := v.decode(d.text)
			if err != nil {
				b.Fatal(err)
			}
			if err := v.check(value); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func marshal(b *testing.B, _ *document, c codec) {
	_, _ = c.marshal()
	for b.Loop() {
		out, err := c.marshal()
		if err != nil || len(out) == 0 {
			b.Fatal(err)
		}
	}
}

func unmarshal(b *testing.B, d *document, c codec) {
	_, _ = c.unmarshal(d.text)
	for b.Loop() {
		if _, err := c.unmarshal(d.text); err != nil {
			b.Fatal(err)
		}
	}
}

func (d *document) all() []codec        { return d.codecs }
func (d *document) throughStd() []codec { return d.through(json.Marshal, json.Unmarshal) }

func (d *document) readStrictly() []codec { return d.strict }

func eachCodec(b *testing.B, codecs func(*document) []codec, run func(*testing.B, *document, codec)) {
	for _, d := range documents {
		for _, c := range codecs(d) {
			b.Run(c.name+"/"+d.name, func(b *testing.B) {
				b.ReportAllocs()
				run(b, d, c)
			})
		}
	}
}

func eachValidator(b *testing.B, run func(*testing.B, *document, validator)) {
	for _, d := range documents {
		for _, v := range d.validators {
			b.Run(v.name+"/"+d.name, func(b *testing.B) {
				b.ReportAllocs()
				run(b, d, v)
			})
		}
	}
}
