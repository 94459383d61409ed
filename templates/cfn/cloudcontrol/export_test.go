package cloudcontrol

import "github.com/cfngen/cfngen/templates/cfn"

// Budget returns how many values may be compared for two states, and how many are left once
// everything that is not as desired was looked for.
func Budget(current, desired cfn.Properties) (all, left int, err error) {
	s, err := readStates(current, desired)
	if err != nil {
		return 0, 0, err
	}
	all = *s.budget
	replaced(s, true, s.current, s.desired)
	d := drift{comparer: newComparer(s, true, false), states: s}
	d.value(s.current, s.desired)
	return all, *s.budget, nil
}
