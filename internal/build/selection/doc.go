// Package selection decides which resource types of a specification a run is for, by the patterns
// of -type and -exclude, and finds what a pattern that matches nothing may have meant. It knows the
// names of types alone.
package selection
