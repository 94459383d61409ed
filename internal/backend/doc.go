// Package backend is the interface between a run and those that make files from the model, which are
// packages of their own. It knows the model, and no output format.
package backend
