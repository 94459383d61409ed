package config

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with a configuration file.
const (
	// InvalidYAML is a file that is no YAML.
	InvalidYAML diag.Code = "invalid-yaml"
	// SecondDocument is a document behind the first one.
	SecondDocument diag.Code = "config-second-document"
	// WrongType is a value of another type than the key has.
	WrongType diag.Code = "config-wrong-type"
	// InvalidKey is a key that is no text.
	InvalidKey diag.Code = "config-invalid-key"
	// UnknownKey is a key that there is not.
	UnknownKey diag.Code = "config-unknown-key"
	// DuplicateKey is a key that stands twice.
	DuplicateKey diag.Code = "config-duplicate-key"
	// MissingKey is an output without a key that each output has.
	MissingKey diag.Code = "config-missing-key"
	// BesideOutputs is a key beside outputs that describes an output, too.
	BesideOutputs diag.Code = "config-beside-outputs"
	// UnknownFormat is an output of a format that there is not.
	UnknownFormat diag.Code = "config-unknown-format"
	// OtherFormat is a key of an output that other formats have.
	OtherFormat diag.Code = "config-other-format"
	// EmptyList is a list of nothing.
	EmptyList diag.Code = "config-empty-list"
	// EmptyText is a text of no characters.
	EmptyText diag.Code = "config-empty-text"
	// StandardInput is standard input, which the command line alone can name.
	StandardInput diag.Code = "config-standard-input"
	// URL is a URL in the place of a path.
	URL diag.Code = "config-url"
)
