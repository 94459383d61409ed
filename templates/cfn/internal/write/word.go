package write

// WordSize is how many bytes are looked at at once.
const WordSize = 8

// LoadWord returns the first bytes of a text as a number, the first the lowest.
func LoadWord(t string) uint64 {
	_ = t[WordSize-1]
	return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
		uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
}

// loadHalf is LoadWord for half as many bytes.
func loadHalf(t string) uint32 {
	_ = t[WordSize/2-1]
	return uint32(t[0]) | uint32(t[1])<<8 | uint32(t[2])<<16 | uint32(t[3])<<24
}

// StoreWord and storeHalf write what LoadWord and loadHalf read.
func StoreWord(b []byte, w uint64) {
	_ = b[WordSize-1]
	b[0], b[1], b[2], b[3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
	b[4], b[5], b[6], b[7] = byte(w>>32), byte(w>>40), byte(w>>48), byte(w>>56)
}

func storeHalf(b []byte, w uint32) {
	_ = b[WordSize/2-1]
	b[0], b[1], b[2], b[3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
}

// Special returns which bytes of a word end the plain part of a string: quotes,
// backslashes, control characters and everything beyond ASCII. The high bit of
// each such byte is set, of those after the first perhaps wrongly. A subtraction
// sets it for the bytes below what is subtracted, and else only where it was set
// before, which the word itself adds anyway.
func Special(w uint64) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	quote := w ^ ones*'"'
	slash := w ^ ones*'\\'
	return ((quote - ones) | (slash - ones) | (w - ones*0x20) | w) & highs
}
