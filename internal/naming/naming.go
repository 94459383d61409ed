package naming

import (
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names gives the Go names of one resource type.
type Names struct {
	// Service is the service's name, "ApiGatewayV2".
	Service string
	// Prefix is what the name of every package-level identifier begins with: the
	// resource, or the service and the resource.
	Prefix string
	// Package is the name of the Go package.
	Package string
	// File is the name of the resource type's Go file without ".go".
	File string
	// yields says how often a name gives way. Copies share it.
	yields map[string]int
}

// ForResource gives the names of a vendor's resource of a service. pkg is the
// package that all types go into, "" for one package per service.
func ForResource(vendor, service, resource, pkg string) Names {
	n := Names{
		Service: service, Prefix: Exported(resource), Package: packageOf(service), File: strings.ToLower(resource),
		yields: known(vendor + "::" + service + "::" + resource),
	}
	if pkg != "" && pkg != n.Package {
		n.Package = pkg
		n.Prefix = Exported(service) + n.Prefix
		n.File = strings.ToLower(service) + n.File
	}
	if n.File == "doc" || isDevice(n.File) {
		n.File += "_resource"
	}
	return n
}

// packageOf is the name of a service's package.
func packageOf(service string) string {
	name := strings.ToLower(service)
	switch {
	case token.IsKeyword(name), isDevice(name),
		name == "main", name == "internal", name == "vendor", name == "testdata":
		return name + "service"
	}
	return name
}

// isDevice knows the names that no file or folder has on Windows, which the go
// command refuses in modules for that reason.
func isDevice(name string) bool {
	switch name {
	case "aux", "con", "nul", "prn":
		return true
	}
	return len(name) == 4 && name[3] >= '0' && name[3] <= '9' && (name[:3] == "com" || name[:3] == "lpt")
}

// Schema is the variable that describes a struct.
func Schema(structName string) string { return Unexported(structName) + "Schema" }

// Values is the variable that lists an enum's values.
func Values(enumName string) string { return Unexported(enumName) + "Values" }

// Exported writes a name with an upper-case initial.
func Exported(name string) string {
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// Unexported writes a name with a lower-case initial; a run of capitals at the
// start is lower-cased as one, as in dbInstance of DBInstance.
func Unexported(name string) string {
	n := 0
	for n < len(name) && name[n] >= 'A' && name[n] <= 'Z' {
		n++
	}
	if n > 1 && n < len(name) && name[n] >= 'a' && name[n] <= 'z' {
		n--
	}
	return strings.ToLower(name[:n]) + name[n:]
}

// Field is the name of the struct field of a property. A property that has the
// name of the embedded node or of a method gets "Property" behind it.
func Field(property string) string {
	name := Exported(property)
	switch name {
	case "Node", "CFNSchema", "Validate", "AppendJSON", "MarshalJSON", "UnmarshalJSON",
		"MarshalJSONTo", "UnmarshalJSONFrom":
		return name + "Property"
	}
	return name
}

// Constants gives the names of an enum's constants, in the order of the values.
// Values whose words are the same are told apart by a number, from the second on.
func Constants(enumName string, values []string) []string {
	names := make([]string, len(values))
	used := make(map[string]bool, len(values))
	for i, v := range values {
		words := Words(v)
		if len(v) > 1 && v[0] == '-' && v[1] >= '0' && v[1] <= '9' {
			words = "Minus" + words
		}
		if words == "" {
			words = "Empty"
			if v != "" {
				words = "Symbol"
			}
		}
		name := enumName + words
		for k := 2; used[name]; k++ {
			name = enumName + words + numeral(k)
		}
		used[name] = true
		names[i] = name
	}
	return names
}

func numeral(k int) string {
	if k < 10 {
		return string(rune('0' + k))
	}
	return numeral(k/10) + string(rune('0'+k%10))
}

// Words joins the words of a value, each with an upper-case initial. A word all
// in capitals keeps only the first: CONVERT_TO_TEXT gives ConvertToText.
func Words(value string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(value, notInIdentifier) {
		if len(word) > 1 && word == strings.ToUpper(word) {
			word = strings.ToLower(word)
		}
		first, size := utf8.DecodeRuneInString(word)
		b.WriteString(string(unicode.ToUpper(first)) + word[size:])
	}
	return b.String()
}

func notInIdentifier(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// IsIdentifier says that a specification's name can be part of a Go identifier:
// an ASCII letter, then ASCII letters and digits.
func IsIdentifier(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// IsPackage says that a name can be that of a Go package.
func IsPackage(name string) bool {
	return token.IsIdentifier(name) && name != "_" && name == strings.ToLower(name)
}
