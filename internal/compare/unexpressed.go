package compare

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// unexpressed compares the constraints that the model has no words for. Of one that
// was added, or that demands something else, it is not known what it means for what
// was valid.
func (p site) unexpressed(old, now []model.Unexpressed) {
	keywords := func(list []model.Unexpressed) (out []*keyword) {
		for _, u := range list {
			i := slices.IndexFunc(out, func(k *keyword) bool { return k.name == u.Keyword })
			if i < 0 {
				i, out = len(out), append(out, &keyword{name: u.Keyword, pos: u.Pos})
			}
			out[i].values = append(out[i].values, u.Value)
		}
		return out
	}
	for _, k := range pairs(keywords(old), keywords(now), func(k *keyword) string { return k.name }) {
		at := p
		at.old, at.now = k.old.position(p.old), k.now.position(p.now)
		switch was, is := k.old.text(), k.now.text(); {
		case was == is:
		case k.now == nil:
			at.add(Templates, Safe, "not compared", was, "")
		default:
			at.add(Templates, Risky, "not compared", was, is)
		}
	}
}

// keyword is one with all that it demands of a value, nil for none.
type keyword struct {
	name   string
	pos    diag.Position
	values []string
}

// text returns what a keyword demands, sorted: their order has no meaning.
func (k *keyword) text() string {
	if k == nil {
		return ""
	}
	sorted := slices.Sorted(slices.Values(k.values))
	return k.name + " " + strings.Join(slices.Compact(sorted), ", ")
}

// position returns where the keyword stands, or another position where it does not.
func (k *keyword) position(none diag.Position) diag.Position {
	if k == nil {
		return none
	}
	return k.pos
}
