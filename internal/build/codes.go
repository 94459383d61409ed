package build

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is found of outputs, in their folders and modules.
const (
	// NoSupportPackage is an optional package without a support package that a run of the module writes.
	NoSupportPackage diag.Code = "no-support-package"
	// MissingModule is a module that the support package imports and go.mod does not require.
	MissingModule diag.Code = "missing-module"
	// KeptFile is a file that no run makes any more and somebody has changed.
	KeptFile diag.Code = "kept-file"
	// DamagedManifest is a manifest of earlier runs that cannot be read.
	DamagedManifest diag.Code = "damaged-manifest"
	// DamagedSupport is a manifest of a support package that cannot be read.
	DamagedSupport diag.Code = "damaged-support-package"
	// OtherRuns is an output folder with files of other runs.
	OtherRuns diag.Code = "other-runs"
	// SecondGo is an output that is Go, of a run that has one already.
	SecondGo diag.Code = "second-go"
	// SameFolder is an output with the folder of another one.
	SameFolder diag.Code = "same-folder"
	// WrongSetting is a value in the configuration file that is wrong where it is used.
	WrongSetting diag.Code = "wrong-setting"
)
