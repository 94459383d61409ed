package render

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what `gen -check` finds.
const (
	// FilesDiffer is an output folder that is not as it would be generated.
	FilesDiffer diag.Code = "files-differ"
	// FileDiffers is a file of such a folder, in annotations of GitHub.
	FileDiffers diag.Code = "file-differs"
)
