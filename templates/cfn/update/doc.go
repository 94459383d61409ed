// Package update finds out from two templates what an update of a stack does: which resources
// it adds, changes in place, replaces and removes, and why; what depends on a replaced resource;
// which data is lost; what CloudFormation refuses; and what cannot be decided before the
// deployment. The result has the words of CloudFormation's change sets.
//
// It knows of resource types what their tables have, and of a stack nothing: neither the values
// of its parameters nor what its resources look like. So it needs no account, and it is no
// replacement for a change set where there is one.
package update
