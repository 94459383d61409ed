// Package fetch gets a document from HTTPS: only where it has changed, again
// where the network failed, and never more of it than a limit. It also knows
// where AWS publishes the specifications of CloudFormation.
//
// It is the one package that goes to the network. It does not know what a
// specification is, and it writes nothing.
package fetch
