// Package formats knows the text forms that JSON Schema names: the formats
// "date-time" and "uri", and decimal numbers, exactly where 64 bits have room for
// their digits.
//
// It knows neither schemas nor values, and reports nothing by itself: package cfn
// makes errors of what it finds.
package formats
