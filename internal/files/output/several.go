package output

import (
	"errors"
	"slices"
)

// ApplyAll applies plans of several folders, in their order: all or none. Where one
// fails, those before it are undone; where that fails, too, or the process is killed,
// what holds for one folder in Apply holds for each. The summaries are in the order of the
// plans.
func ApplyAll(plans ...Plan) ([]Summary, error) {
	var sums []Summary
	for i, p := range plans {
		sum, err := p.Apply()
		if err == nil {
			sums = append(sums, sum)
			continue
		}
		for _, done := range slices.Backward(plans[:i]) {
			_, undo := done.inverse().Apply()
			err = errors.Join(err, undo)
		}
		return nil, err
	}
	return sums, nil
}

// inverse returns the plan that undoes one that has been applied.
func (p Plan) inverse() Plan {
	back := Plan{Dir: p.Dir, record: p.record, journal: p.journal}
	for _, c := range p.Changes {
		c.Old, c.New = c.New, c.Old
		switch c.Kind {
		case Create:
			c.Kind = Remove
			back.gone = append(back.gone, c.Name)
		case Remove:
			c.Kind = Create
		}
		back.Changes = append(back.Changes, c)
	}
	return back
}
