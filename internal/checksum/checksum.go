package checksum

import (
	"crypto/sha256"
	"encoding/hex"
)

// Of returns the checksum of content, in lower case.
func Of(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Is reports whether a text is a checksum, in either case.
func Is(text string) bool {
	sum, err := hex.DecodeString(text)
	return err == nil && len(sum) == sha256.Size
}
