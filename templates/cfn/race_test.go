//go:build race

package cfn_test

// raceEnabled reports whether the tests run with the race detector, under which
// sync.Pool forgets on purpose and so allocates.
const raceEnabled = true
