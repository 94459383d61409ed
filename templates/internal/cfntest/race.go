//go:build race

package cfntest

// RaceEnabled reports whether the tests run with the race detector, under which
// sync.Pool forgets on purpose and so allocates.
const RaceEnabled = true
