package naming

import (
	"go/token"
	"strings"
)

// Names are the Go names of one resource type.
type Names struct {
	// Service is the service's name, "ApiGatewayV2", with its vendor where that is
	// not AWS: "Alexa::ASK".
	Service string
	// Prefix is what the name of every package-level identifier begins with: the
	// resource, or the service and the resource, or the vendor before both.
	Prefix string
	// Package is the name of the Go package.
	Package string
	// File is the name of the resource type's Go file without ".go".
	File string
	// typeName is the resource type's full name.
	typeName string
	// suffixes are how many suffixes each name has. Copies share them.
	suffixes map[string]int
}

// ForResource returns the names of a vendor's resource of a service. pkg is the
// package that all types go into, "" for one package per service.
func ForResource(vendor, service, resource, pkg string) Names {
	n := Names{Service: service, Prefix: letterFirst(Exported(resource)), File: strings.ToLower(resource), typeName: vendor + "::" + service + "::" + resource}
	n.suffixes = known(n.typeName)
	if vendor != "AWS" {
		n.Service = vendor + "::" + service
		service = Exported(vendor) + Exported(service)
	}
	n.Package = packageOf(service)
	if pkg != "" && pkg != n.Package {
		n.Package = pkg
		n.Prefix = letterFirst(Exported(service)) + n.Prefix
		n.File = strings.ToLower(service) + n.File
	}
	if n.File == "doc" || n.File+".go" == PackageFile || isDevice(n.File) {
		n.File += "_resource"
	}
	n.Prefix = ownName(n.Prefix)
	return n
}

// PackageFile is the name of the file with what belongs to a package as a whole.
const PackageFile = "cfngen.go"

// The functions of every package.
const (
	// Types returns the resource types of the package.
	Types = "Types"
	// RelationsFunc returns the relations of the package's resource types.
	RelationsFunc = "Relations"
)

// ownName returns a name of a resource type's struct. One that a function of every
// package has gets "Resource", and so does one that could be taken for it.
func ownName(name string) string {
	for stem, ok := name, true; ok; stem, ok = strings.CutSuffix(stem, "Resource") {
		if stem == Types || stem == RelationsFunc {
			return name + "Resource"
		}
	}
	return name
}

// packageOf is the name of a service's package.
func packageOf(service string) string {
	name := strings.ToLower(letterFirst(service))
	if isTaken(name) {
		return name + "service"
	}
	return name
}

// isTaken reports whether Go, Windows or the support package keep a name of a package
// for themselves.
func isTaken(name string) bool {
	switch name {
	case "main", "init", "internal", "vendor", "testdata", "documentation":
		return true // nobody can import these, or the go command leaves them out
	case "cfn":
		return true
	}
	return token.IsKeyword(name) || isDevice(name)
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

// RelationsOf is the variable with the relations of a resource type.
func RelationsOf(structName string) string { return Unexported(structName) + "Relations" }

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

// letterFirst writes a name that begins with a digit with an N before it: no Go
// identifier begins with a digit.
func letterFirst(name string) string {
	if startsWithDigit(name) {
		return "N" + name
	}
	return name
}

func startsWithDigit(name string) bool { return name != "" && name[0] >= '0' && name[0] <= '9' }

// Field is the name of the struct field of a property. A lower-case one gets
// "Lower" behind it where has reports that there is a property of that name, too.
// One that begins with a digit gets an N before it, and another one where there is
// a property that has the name. One that has the name of the embedded node or of a
// method gets "Property", and so does one that could be taken for it.
func Field(property string, has func(property string) bool) string {
	name := letterFirst(Exported(property))
	if startsWithDigit(property) {
		for has(name) || has("n"+name[1:]) {
			name = "N" + name
		}
		return name
	}
	for name != property && has(name) {
		name += "Lower"
	}
	for stem, ok := name, true; ok; stem, ok = strings.CutSuffix(stem, "Property") {
		switch stem {
		case "Node", "CFNSchema", "Validate", "AppendJSON", "MarshalJSON", "UnmarshalJSON",
			"MarshalJSONTo", "UnmarshalJSONFrom":
			return name + "Property"
		}
	}
	return name
}

// IsIdentifier reports whether a specification's name can be part of a Go identifier:
// ASCII letters and digits.
func IsIdentifier(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// IsPackage reports whether a name can be that of a Go package.
func IsPackage(name string) bool {
	return token.IsIdentifier(name) && name != "_" && name == strings.ToLower(name)
}

// IsFolder reports whether a name can be that of a Go package and of its folder below an
// output folder.
func IsFolder(name string) bool {
	return IsIdentifier(name) && IsPackage(name) && !isTaken(name)
}
