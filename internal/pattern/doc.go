// Package pattern tells whether generated code can check a regular expression.
//
// It is the generator's only way to the engine of the support package, so that
// both are always of one opinion. It knows neither specifications nor Go code.
package pattern
