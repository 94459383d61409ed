//go:build !race

package cfn

const raceEnabled = false
