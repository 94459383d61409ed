package formats

import "strconv"

// IsDateTime reports whether a string is a date and time of RFC 3339, section 5.6,
// JSON Schema's format "date-time".
func IsDateTime(s string) bool {
	const form = "0000-00-00T00:00:00"
	if len(s) < len(form)+1 {
		return false
	}
	for i := range len(form) {
		c := s[i]
		switch digit := c >= '0' && c <= '9'; form[i] {
		case '0':
			if !digit {
				return false
			}
		case 'T':
			if c|0x20 != 't' {
				return false
			}
		default:
			if c != form[i] {
				return false
			}
		}
	}
	var parts [6]int // year, month, day, hour, minute, second
	for i, at := range [...]struct{ from, to int }{{0, 4}, {5, 7}, {8, 10}, {11, 13}, {14, 16}, {17, 19}} {
		parts[i], _ = strconv.Atoi(s[at.from:at.to])
	}
	year, month, day, hour, minute, second := parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]
	if month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60 {
		return false
	}
	rest := s[len(form):]
	if rest[0] == '.' {
		end := Digits(rest, 1)
		if end == 1 {
			return false
		}
		rest = rest[end:]
	}
	offset, ok := zone(rest)
	if !ok || second < 60 {
		return ok
	}
	// A leap second is one of the last minute of a day in UTC.
	return (hour*60+minute-offset+2*24*60)%(24*60) == 24*60-1
}

// zone reads the offset from UTC, in minutes.
func zone(s string) (minutes int, ok bool) {
	if s == "Z" || s == "z" {
		return 0, true
	}
	if len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':' || Digits(s, 1) != 3 || Digits(s, 4) != 6 {
		return 0, false
	}
	h, _ := strconv.Atoi(s[1:3])
	m, _ := strconv.Atoi(s[4:])
	minutes = h*60 + m
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, h < 24 && m < 60
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
