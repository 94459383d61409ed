package registry

// class is which values a keyword of a schema applies to.
type class int

const (
	// unknown keywords are not part of the dialect.
	unknown class = iota
	// annotation keywords do not restrict which values are valid.
	annotation
	// anyValue keywords apply to every type.
	anyValue
	// stringValue and the following apply to values of one type.
	stringValue
	numberValue
	arrayValue
	objectValue
	// applicator keywords combine schemas or depend on other values.
	applicator
)

func classOf(keyword string) class {
	switch keyword {
	case "title", "description", "$comment", "$id", "default", "examples", "format",
		"insertionOrder", "arrayType", "relationshipRef", "definitions":
		return annotation
	case "type", "enum", "const", "$ref":
		return anyValue
	case "minLength", "maxLength", "pattern":
		return stringValue
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
		return numberValue
	case "items", "minItems", "maxItems", "uniqueItems", "contains":
		return arrayValue
	case "properties", "patternProperties", "additionalProperties", "required",
		"minProperties", "maxProperties", "dependencies":
		return objectValue
	case "oneOf", "anyOf", "allOf", "not", "if", "then", "else", "additionalItems",
		"propertyNames":
		return applicator
	}
	return unknown
}

// shape is the form that the value of a keyword must have.
type shape int

const (
	anyShape shape = iota
	stringShape
	boolShape
	numberShape
	countShape
	namesShape
	arrayShape
	typeShape
	schemaShape
	schemaListShape
	schemaMapShape
	openShape
	objectShape
	dependencyShape
)

func shapeOf(keyword string) shape {
	switch keyword {
	case "$ref", "title", "description", "$comment", "$id", "format", "pattern", "arrayType",
		"typeName", "sourceUrl", "documentationUrl", "$schema", "replacementStrategy":
		return stringShape
	case "uniqueItems", "insertionOrder", "taggable":
		return boolShape
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
		return numberShape
	case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties":
		return countShape
	case "required", "readOnlyProperties", "writeOnlyProperties", "createOnlyProperties",
		"conditionalCreateOnlyProperties", "deprecatedProperties", "nonPublicProperties",
		"nonPublicDefinitions", "primaryIdentifier":
		return namesShape
	case "enum", "examples":
		return arrayShape
	case "type":
		return typeShape
	case "items", "not", "if", "then", "else", "contains", "propertyNames":
		return schemaShape
	case "oneOf", "anyOf", "allOf":
		return schemaListShape
	case "properties", "patternProperties", "definitions":
		return schemaMapShape
	case "additionalProperties":
		return openShape
	case "relationshipRef":
		return objectShape
	case "dependencies":
		return dependencyShape
	}
	return anyShape
}

// isTopLevel reports whether a member of the document belongs to the registry's
// dialect beside what a schema may hold.
func isTopLevel(member string) bool {
	switch member {
	case "typeName", "sourceUrl", "documentationUrl", "$schema", "definitions", "remote", "handlers", "tagging",
		"taggable", "propertyTransform", "replacementStrategy", "resourceLink", "typeConfiguration",
		"readOnlyProperties", "writeOnlyProperties", "createOnlyProperties",
		"conditionalCreateOnlyProperties", "deprecatedProperties", "nonPublicProperties",
		"nonPublicDefinitions", "primaryIdentifier", "additionalIdentifiers":
		return true
	}
	return false
}
