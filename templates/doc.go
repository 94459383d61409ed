// Package templates holds what is emitted as whole text: the support package
// cfn, real Go that is built and tested in its folder and copied beside the
// generated packages.
//
// It knows neither where the text goes nor which types need it.
package templates
