package cfn

// SupportPackageIsVersion1 is named by every generated file, so that one fails to
// compile with a support package that does not fit it, and not at run time. A
// change that generated files depend on changes the name of the constant.
const SupportPackageIsVersion1 = true
