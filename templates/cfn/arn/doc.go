// Package arn makes the ARNs of resources in a template, and takes ARNs apart, by the templates
// of ARNs that the tables of resource types have. AWS publishes these apart from the resource
// specification; the package knows no service beyond them.
package arn
