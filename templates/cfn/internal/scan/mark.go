package scan

// ByteOrderMark can stand before a text in UTF-8, and is no part of it.
const ByteOrderMark = "\uFEFF"

// CutMark returns the text of data without a byte order mark, and the mark's length.
func CutMark(data []byte) (text string, mark int) {
	mark = MarkLen(data)
	return string(data[mark:]), mark
}

// MarkLen returns the length of the byte order mark that data begins with, 0 for none.
func MarkLen(data []byte) int {
	if len(data) >= len(ByteOrderMark) && string(data[:len(ByteOrderMark)]) == ByteOrderMark {
		return len(ByteOrderMark)
	}
	return 0
}
