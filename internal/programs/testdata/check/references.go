package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.com/stacks/aws/cfn"
)

var subName = regexp.MustCompile(`\$\{([^!}][^}]*)\}`)

// references reports Ref, GetAtt and Sub of what is not there. They are found in the
// text of the template, untyped.
func references(data []byte, t *cfn.Template, report func(path, message string)) {
	var file struct {
		Parameters, Resources map[string]any
		Outputs               any
	}
	if json.Unmarshal(data, &file) != nil {
		return
	}
	missing := func(name string) bool {
		return file.Parameters[name] == nil && file.Resources[name] == nil && !strings.HasPrefix(name, "AWS::")
	}
	check := func(path, function string, arg any) {
		switch function {
		case "Ref":
			if name, _ := arg.(string); missing(name) {
				report(path, "Ref of "+name+", which does not exist")
			}
		case "Fn::GetAtt":
			id, attribute := getAtt(arg)
			if r := t.Resources[id]; r == nil {
				report(path, "GetAtt of "+id+", which does not exist")
			} else if !hasAttribute(r, attribute) {
				report(path, "GetAtt of "+id+"."+attribute+": no such attribute")
			}
		case "Fn::Sub":
			text, _ := arg.(string)
			for _, m := range subName.FindAllStringSubmatch(text, -1) {
				if name, _, _ := strings.Cut(m[1], "."); missing(name) {
					report(path, "Sub of "+m[1]+", which does not exist")
				}
			}
		}
	}
	walk("/Resources", file.Resources, check)
	walk("/Outputs", file.Outputs, check)
}

// getAtt returns the two arguments of Fn::GetAtt, which can be one text.
func getAtt(arg any) (id, attribute string) {
	switch a := arg.(type) {
	case string:
		id, attribute, _ = strings.Cut(a, ".")
	case []any:
		if len(a) == 2 {
			id, _ = a[0].(string)
			attribute, _ = a[1].(string)
		}
	}
	return id, attribute
}

func hasAttribute(r *cfn.Resource, name string) bool {
	if r.Properties == nil || r.Properties.CFNSchema() == nil || name == "" {
		return true
	}
	return slices.Contains(r.Properties.CFNSchema().Attributes, name)
}

// walk calls f for every intrinsic function below a value.
func walk(path string, v any, f func(path, function string, arg any)) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if len(v) == 1 && (k == "Ref" || strings.HasPrefix(k, "Fn::")) {
				f(path, k, x)
			}
			walk(path+"/"+escape.Replace(k), x, f)
		}
	case []any:
		for i, x := range v {
			walk(path+"/"+strconv.Itoa(i), x, f)
		}
	}
}
