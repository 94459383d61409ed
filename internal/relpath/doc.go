// Package relpath tells which paths lead to a file below a folder on every system. It looks at no disk.
package relpath
