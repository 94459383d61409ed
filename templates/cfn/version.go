package cfn

// SupportPackageIsVersion1 is named by every generated file, so that one fails to
// compile with a support package that does not fit it, and not at run time. A
// change that generated files depend on gives the constant a new name.
const SupportPackageIsVersion1 = true
