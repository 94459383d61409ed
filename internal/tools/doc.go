// Package tools pins the versions of the linters that `make lint` runs, in a
// module of its own, so that they never reach the go.mod that users depend on.
package tools
