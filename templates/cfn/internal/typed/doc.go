// Package typed reads the properties of a resource into trees of which each value has what the
// tables know of its site, and compares such values as the schema has it: the order of members
// never counts, that of items not where insertionOrder is false. The package knows no updates
// and no services.
package typed
