// Package schema holds the tables that describe generated structs: for each
// property its name, what the specification has on it beside its type, and the
// constraints on its value.
//
// Generated code fills them, package cfn reads, writes and checks by them, and
// programs can look at them: the method CFNSchema of a resource type returns its
// table, which must not be changed. The package knows neither values nor templates.
package schema
