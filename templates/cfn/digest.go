package cfn

import (
	"hash/maphash"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/formats"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// digest is the same for JSON texts that have the same value, whatever the order of
// keys, the white space, the escapes and the spelling of numbers. It has 128 bits from
// seeds that differ in each process, so that no text is made to have that of another.
// Unlike a rewritten text, it takes no memory and one pass, however deep the text is.
type digest [2]uint64

// seeds are those of the two halves.
var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

func digestOf(s string) digest {
	return digest{maphash.String(seeds[0], s), maphash.String(seeds[1], s)}
}

// with returns the digest of a value that has another one after it.
func (d digest) with(next digest) digest {
	var b [4 * write.WordSize]byte
	for i, word := range [...]uint64{d[0], d[1], next[0], next[1]} {
		write.StoreWord(b[write.WordSize*i:], word)
	}
	return digest{maphash.Bytes(seeds[0], b[:]), maphash.Bytes(seeds[1], b[:])}
}

// digester makes digests of JSON text.
type digester struct{ scan.Scanner }

// digest takes a value and returns its digest. The values of each kind begin with a
// digest of their own.
func (s *digester) digest() (digest, bool) {
	switch c := s.Peek(); {
	case c == '{':
		return s.objectDigest()
	case c == '[':
		return s.listDigest()
	case c == '"':
		text, ok := s.Str()
		return digestOf(`"`).with(digestOf(text)), ok
	case c == '-' || c >= '0' && c <= '9':
		text, ok := s.Number()
		if ok && (c == '-' || c == '0' || len(text) > maxShort || strings.ContainsAny(text, ".eE")) {
			text = formats.CanonicalNumber(text)
		}
		return digestOf(text), ok
	}
	text, ok := s.Word()
	return digestOf(text), ok
}

// maxShort is up to how many digits a number is as it is written.
const maxShort = 18

func (s *digester) listDigest() (digest, bool) {
	if !s.Open() {
		return digest{}, false
	}
	out := digestOf("[")
	for first := true; ; first = false {
		another, ok := s.More(']', first)
		if !another {
			return out, ok
		}
		item, ok := s.digest()
		if !ok {
			return digest{}, false
		}
		out = out.with(item)
	}
}

// objectDigest adds the members up, which does not depend on their order.
func (s *digester) objectDigest() (digest, bool) {
	if !s.Open() {
		return digest{}, false
	}
	var sum digest
	for first := true; ; first = false {
		another, ok := s.More('}', first)
		if !another {
			return digestOf("{").with(sum), ok
		}
		key, ok := s.Key()
		if !ok {
			return digest{}, false
		}
		value, ok := s.digest()
		if !ok {
			return digest{}, false
		}
		member := digestOf(key).with(value)
		sum[0], sum[1] = sum[0]+member[0], sum[1]+member[1]
	}
}

// digestJSON returns the digest of a JSON text.
func digestJSON(text string) (digest, bool) {
	s := digester{scan.Scanner{Text: text}}
	d, ok := s.digest()
	return d, ok && s.End()
}

// sameJSON reports whether two JSON texts have the same value.
func sameJSON(a, b string) bool {
	if a == b {
		return true
	}
	if scan.KindOf(strings.TrimLeft(a, " \t\r\n")) != scan.KindOf(strings.TrimLeft(b, " \t\r\n")) {
		return false
	}
	x, ok := digestJSON(a)
	if !ok {
		return false
	}
	y, ok := digestJSON(b)
	return ok && x == y
}

// digest returns the digest of the JSON text of what storage holds.
func (s *slot) digest(ptr storage) (digest, bool) {
	scratch := buffers.Get().(*[]byte)
	e := encoder{buf: (*scratch)[:0]}
	e.branch(s, ptr)
	d, ok := digestJSON(write.StringOf(e.buf))
	if cap(e.buf) <= maxPooledBuffer {
		*scratch = e.buf
	}
	buffers.Put(scratch)
	return d, ok && e.err == nil
}

// known reports whether all of a value is known before the deployment: there is no
// intrinsic function and no dynamic reference in it.
func (s *slot) known(ptr storage) bool {
	if !s.present(ptr) {
		return true
	}
	if s.function(ptr) != nil {
		return false
	}
	switch s.kind {
	case kindString:
		return !strings.Contains(ptr.string().lit, dynamicReference)
	case kindJSON:
		return !unknown(ptr.json().text)
	case kindObject:
		return s.knownStruct(ptr.elem())
	case kindList, kindMap:
		for all, i := itemsOf(s, ptr), 0; i < all.n; i++ {
			if !s.elem.known(all.at(i)) {
				return false
			}
		}
	}
	return true
}

func (s *slot) knownStruct(x storage) bool {
	l := s.layout()
	for i := range l.steps {
		if s := &l.steps[i]; !s.slot.known(s.in(x)) {
			return false
		}
	}
	return len(ObjectUnknown(*x.node())) == 0
}
