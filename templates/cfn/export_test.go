package cfn

// RawJSON returns a text as JSON that need not be any, as no function for users does.
func RawJSON(text string) JSON { return JSON{text} }
