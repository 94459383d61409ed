package arn

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/ecma262"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// ARN is an ARN of a resource of a known type.
type ARN struct {
	// Partition is aws, aws-cn, aws-us-gov or another one.
	Partition string
	// Region and Account are "" where ARNs of the type have none.
	Region, Account string
	// Parts are what identifies the resource in its account and region, by the names of the
	// properties and attributes that they are, as dotted paths.
	Parts map[string]string
}

// Parse takes the ARN of a resource apart. x need not hold anything: (*s3.Bucket)(nil) is
// enough, for the type. An ARN that is not one of the type is an error, such as that of an object in
// a bucket.
//
// Slashes belong to a part where it is a path, where the pattern of the property allows
// them, and in ARNs such as secret:Name, in which colons separate; colons in ARNs such as
// pool/Name, in which slashes do. The end ":*" of a log group's attribute Arn is cut off.
func Parse(x cfn.Struct, arn string) (ARN, error) {
	s, t, err := templateOf(x)
	if err != nil {
		return ARN{}, err
	}
	return t.parse(s, arn)
}

// Format returns the ARN of a resource of the type of x. It returns an error where a part is
// missing, where there is one that ARNs of the type do not have, and where [Parse] would
// not return the same parts.
func Format(x cfn.Struct, a ARN) (string, error) {
	s, t, err := templateOf(x)
	if err != nil {
		return "", err
	}
	text := "arn:" + a.Partition + ":" + t.service + ":" + a.Region + ":" + a.Account + ":" + t.pieces[0].text
	for _, p := range t.pieces[1:] {
		if a.Parts[p.name] == "" {
			return "", errors.New("arn: the ARN of " + s.Name + " has the part " + p.name + ", which is missing")
		}
		text += a.Parts[p.name] + p.text
	}
	parsed, err := t.parse(s, text)
	if err == nil && !parsed.equal(a) {
		err = errors.New("arn: these are not the parts of an ARN of " + s.Name + ": the text " + quoted(text) + " has others")
	}
	if err != nil {
		return "", err
	}
	return text, nil
}

func (a ARN) equal(b ARN) bool {
	if a.Partition != b.Partition || a.Region != b.Region || a.Account != b.Account || len(a.Parts) != len(b.Parts) {
		return false
	}
	for name, value := range a.Parts {
		if b.Parts[name] != value {
			return false
		}
	}
	return true
}

// template is the template of an ARN.
type template struct {
	service         string
	region, account bool
	// pieces are the resource field. The first has no name.
	pieces []piece
	// resource is the resource field as it is.
	resource string
}

// piece is a part of an ARN with the text up to the next one.
type piece struct{ name, text string }

// parseTemplate reads a template as in [schema.Facts].
func parseTemplate(text string) (*template, bool) {
	fields := strings.SplitN(text, ":", 6)
	if len(fields) < 6 {
		return nil, false
	}
	t := &template{service: fields[2], region: fields[3] != "", account: fields[4] != "", resource: fields[5]}
	begin, rest, found := strings.Cut(fields[5], "${")
	for t.pieces = append(t.pieces, piece{text: begin}); found; {
		name, after, _ := strings.Cut(rest, "}")
		begin, rest, found = strings.Cut(after, "${")
		t.pieces = append(t.pieces, piece{name, begin})
	}
	return t, true
}

func (t *template) parse(s *schema.Schema, arn string) (ARN, error) {
	fail := func(why string) (ARN, error) {
		return ARN{}, errors.New("arn: " + quoted(arn) + " is no ARN of " + s.Name + ": " + why)
	}
	fields := strings.SplitN(arn, ":", 6)
	switch {
	case len(fields) < 6 || fields[0] != "arn" || fields[1] == "":
		return fail("an ARN is arn:partition:service:region:account:resource")
	case fields[2] != t.service:
		return fail("the service is " + quoted(fields[2]) + ", not " + quoted(t.service))
	case fields[3] != "" && !t.region:
		return fail("it has a region")
	case fields[4] != "" && !t.account:
		return fail("it has an account")
	}
	for _, field := range fields[1:5] {
		if strings.Contains(field, "/") {
			return fail("an ARN is arn:partition:service:region:account:resource")
		}
	}
	parts, ok := t.match(s, fields[5])
	if cut, has := strings.CutSuffix(fields[5], ":*"); !ok && has {
		parts, ok = t.match(s, cut)
	}
	if !ok {
		return fail("the resource is " + quoted(fields[5]) + ", not " + quoted(t.resource))
	}
	return ARN{Partition: fields[1], Region: fields[3], Account: fields[4], Parts: parts}, nil
}

// match returns the parts of the resource field.
func (t *template) match(s *schema.Schema, text string) (map[string]string, bool) {
	rest, ok := strings.CutPrefix(text, t.pieces[0].text)
	parts := make(map[string]string, len(t.pieces)-1)
	before := t.pieces[0].text
	for i, p := range t.pieces[1:] {
		if !ok {
			return nil, false
		}
		value, last := "", i == len(t.pieces)-2
		if last {
			value, ok = strings.CutSuffix(rest, p.text)
			rest = ""
		} else {
			value, rest, ok = strings.Cut(rest, p.text)
		}
		if value == "" || !fits(s, p.name, value, before, last) {
			return nil, false
		}
		parts[p.name], before = value, p.text
	}
	return parts, ok && rest == ""
}

// fits reports whether a value can be a part, of which before stands in front.
func fits(s *schema.Schema, name, value, before string, last bool) bool {
	slash, colon := strings.Contains(value, "/"), strings.Contains(value, ":")
	switch {
	case !slash && !colon:
		return true
	case !last:
		return false
	case !colon && isPath(name), !colon && strings.HasSuffix(before, ":"), !slash && strings.HasSuffix(before, "/"):
		return true
	}
	f := s.Field(name)
	if f == nil || f.Check == nil || !strings.HasPrefix(f.Check.Pattern, "^") || !strings.HasSuffix(f.Check.Pattern, "$") {
		return false
	}
	pattern, err := ecma262.Compile(f.Check.Pattern)
	return err == nil && pattern.MatchString(value)
}

// isPath reports whether a part is a path by its name.
func isPath(name string) bool {
	return strings.HasSuffix(name, "Path") || strings.HasSuffix(name, "WithoutLeadingSlash")
}
