// Package cfntest has what the tests of package cfn and of the packages below it share:
// struct types as the generator emits them, and checks of errors and allocations.
//
// It is for tests alone, and stands outside of package cfn because users' trees have no
// copy of it.
package cfntest
