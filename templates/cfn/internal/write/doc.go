// Package write is what package cfn and the packages below it write with: strings as
// JSON text, JSON pointers, and the parts of messages that show a value, count things or
// list them.
//
// It is for the support package alone, and has no promise of compatibility.
package write
