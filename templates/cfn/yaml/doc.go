// Package yaml reads, checks and writes CloudFormation templates in YAML, in the short form of
// the intrinsic functions and in the long one.
//
// [Read] and [Check] are those of package template: a template is the same, whatever it was read
// from, and its errors have the lines and columns of the YAML text. Format of a template that was
// read returns that text with the template's changes. [Marshal] writes a template in YAML from
// scratch.
//
// Scalars, tags and keys mean what CloudFormation takes them for, which is neither YAML 1.1 nor
// 1.2: yes is true, 0777 is 511, 0x1F and 2012-10-17 are text. What can surprise is a warning of
// [cfn.RuleYAML].
//
// The package is made on request and depends on go.yaml.in/yaml/v4. It knows no resource types.
package yaml
