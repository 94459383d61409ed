//go:build !race

package cfntest

// RaceEnabled reports whether the tests run with the race detector.
const RaceEnabled = false
