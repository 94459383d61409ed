package godoc

import "regexp"

var (
	// sentenceEnd is where a sentence ends inside a paragraph.
	sentenceEnd    = regexp.MustCompile(`[.!?]\s+`)
	outdated       = regexp.MustCompile(`(?i)\b(deprecated|discontinued|legacy|no longer)\b`)
	advice         = regexp.MustCompile(`(?i)\b(use|instead)\b`)
	onlyDeprecated = regexp.MustCompile(`(?i)^\W*deprecated\W*|^this \w+ (is|has been) deprecated\.?$`)
)

// Deprecation returns the sentence of a description that names what to use
// instead of what is deprecated, or else the reason for it; "" where there is
// none. The result is one line without marks.
func Deprecation(description string) string {
	if !outdated.MatchString(description) {
		return ""
	}
	why := ""
	for _, b := range read(clean(unmark(description))) {
		for _, text := range b.text {
			for _, s := range sentences(unlinked(text)) {
				switch {
				case (why != "" || outdated.MatchString(s)) && advice.MatchString(s):
					return onlyDeprecated.ReplaceAllString(s, "")
				case outdated.MatchString(s):
					why = s
				}
			}
		}
	}
	if onlyDeprecated.MatchString(why) {
		return ""
	}
	return why
}

// sentences splits a paragraph.
func sentences(text string) []string {
	var out []string
	for {
		at := sentenceEnd.FindStringIndex(text)
		if at == nil {
			return append(out, text)
		}
		out = append(out, text[:at[0]+1])
		text = text[at[1]:]
	}
}
