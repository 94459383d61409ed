package bench

import "testing"

// TestNoAllocations holds cfngen to allocating nothing where it appends to a
// buffer with room and where it checks a valid resource.
func TestNoAllocations(t *testing.T) {
	const runs = 100
	for _, d := range documents {
		if len(d.validators) == 0 {
			continue // a template, which writes each resource by itself first
		}
		t.Run("Append/"+d.name, func(t *testing.T) {
			ours, buf := d.codecs[0], make([]byte, 0, room)
			n := testing.AllocsPerRun(runs, func() {
				if _, err := ours.appendTo(buf); err != nil {
					t.Fatal(err)
				}
			})
			if n != 0 {
				t.Errorf("%v allocations, want none", n)
			}
		})
		t.Run("Validate/"+d.name, func(t *testing.T) {
			ours := d.validators[0]
			value, err := ours.decode(d.text)
			if err != nil {
				t.Fatal(err)
			}
			n := testing.AllocsPerRun(runs, func() {
				if err := ours.check(value); err != nil {
					t.Fatal(err)
				}
			})
			if n != 0 {
				t.Errorf("%v allocations, want none", n)
			}
		})
	}
}
