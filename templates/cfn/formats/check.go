package formats

// Check reports whether a string has a format of JSON Schema, and whether the format is
// one that is known here. A string has all that are not.
func Check(format, s string) (valid, known bool) {
	switch format {
	case "date-time":
		return IsDateTime(s), true
	case "uri":
		return IsURI(s), true
	}
	return true, false
}
