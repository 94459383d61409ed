package schema

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cfngen/cfngen/internal/model"
)

// The texts that CloudFormation converts to a number or a boolean.
const (
	integerText = `^-?(0|[1-9][0-9]*)(\.0+)?([eE]\+?[0-9]+)?$`
	numberText  = `^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`
	booleanText = `^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$`
)

// converted returns the keywords for the kinds that a value can have, with what CloudFormation
// converts to one of them.
func converted(all []model.Kind) Object {
	var names List
	add := func(more ...string) {
		for _, name := range more {
			if !slices.Contains(names, any(name)) {
				names = append(names, name)
			}
		}
	}
	for _, k := range all {
		add(kindName(k))
	}
	text := ""
	for _, k := range all {
		switch k {
		case model.String:
			add("number", "boolean")
		case model.Integer, model.Number, model.Boolean:
			if !slices.Contains(names, any("string")) {
				add("string")
				text = textOf(all)
			}
		}
	}
	s := ofTypes(names)
	s.Text("pattern", text)
	if text != "" {
		s.Text("patternErrorMessage", "Expected "+wording(text)+".")
	}
	return s
}

// wording returns what an editor calls a text that is converted.
func wording(pattern string) string {
	switch pattern {
	case integerText:
		return "an integer"
	case numberText:
		return "a number"
	}
	return "true or false"
}

// textOf returns the pattern of the texts that are converted to one of some kinds, "" where there is no
// single one.
func textOf(all []model.Kind) string {
	of := map[model.Kind]string{model.Integer: integerText, model.Number: numberText, model.Boolean: booleanText}
	text := ""
	for _, k := range all {
		switch next := of[k]; {
		case next == "" || next == text:
		case text == "":
			text = next
		case text == integerText && next == numberText || text == numberText && next == integerText:
			text = numberText
		default:
			return ""
		}
	}
	return text
}

// withConverted returns allowed values of a kind with those that CloudFormation converts to one
// of them.
func withConverted(allowed List, texts []string, kind model.Kind) List {
	for _, text := range texts {
		switch kind {
		case model.String:
			if isScalar(text) {
				allowed = append(allowed, jsontext.Value(text))
			}
		case model.Integer, model.Number, model.Boolean:
			allowed = append(allowed, text)
		}
	}
	return allowed
}

// isScalar reports whether a text is that of a JSON number or boolean.
func isScalar(text string) bool {
	v := jsontext.Value(text)
	return (v.Kind() == '0' || v.Kind() == 't' || v.Kind() == 'f') && v.IsValid()
}
