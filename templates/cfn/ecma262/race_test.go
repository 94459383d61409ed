//go:build race

package ecma262

const raceEnabled = true
