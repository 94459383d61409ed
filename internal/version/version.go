package version

import "runtime/debug"

// Number is what generated code calls the generator. It is a constant and not the build's own
// version, so that every build of this source writes the same bytes.
const Number = "0.1.0"

// Tool is the name and version that generated files, manifests and locks carry.
const Tool = "cfngen v" + Number

// OfBuild returns the version of the program: the module's, as the go command recorded it.
func OfBuild() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
