module github.com/cfngen/cfngen

go 1.26.0
