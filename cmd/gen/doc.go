// Gen reads CloudFormation resource specifications and writes Go: one struct for
// every resource type and nested type, with Validate, MarshalJSON, UnmarshalJSON
// and an appending marshaller that allocates nothing. What it writes depends on
// the standard library alone, but for templates in YAML on request, and compiles with Go
// 1.23 and later.
//
// # Usage
//
//	gen [-config FILE] [-type TYPE]... [-exclude TYPE]... [-spec FILE]... [-lock FILE] [-overlay FILE]... [-out DIR] [-package NAME] [-all NAME] [-cfn IMPORTPATH] [-yaml] [-prune] [-v]
//	gen -check [the same flags]
//	gen -version
//	gen jsonschema [-config FILE] [-type TYPE]... [-exclude TYPE]... [-spec FILE]... [-lock FILE] [-overlay FILE]... [-out DIR] [-per-type] [-prune] [-v]
//	gen jsonschema -check [the same flags]
//	gen jsonschema -settings vscode [-out DIR]
//	gen openapi [-config FILE] [-type TYPE]... [-exclude TYPE]... [-spec FILE]... [-lock FILE] [-overlay FILE]... [-out DIR] [-functions] [-prune] [-v]
//	gen openapi -check [the same flags]
//	gen list [-config FILE] [-type TYPE]... [-exclude TYPE]... [-spec FILE]... [-lock FILE] [-overlay FILE]... [-format FORMAT]
//	gen report [-config FILE] [-type TYPE]... [-exclude TYPE]... [-spec FILE]... [-lock FILE] [-overlay FILE]... [-format FORMAT]
//	gen fetch [-format FORMAT] [-region REGION] [-type TYPE]... [-out FILE] [-lock FILE] [-force] [-timeout DURATION] [-retries N] [URL]
//	gen fetch -locked [-type TYPE]... [-lock FILE] [-force] [-timeout DURATION] [-retries N]
//	gen diff [-config FILE] [-type TYPE]... [-exclude TYPE]... [-overlay FILE]... [-format FORMAT] [-fail-on CLASS] [-package NAME] [-v] OLD NEW
//	gen help [COMMAND]
//	gen version
//
// Without a command, gen generates. Without flags, it generates all types of the
// specification that it carries, or that gen fetch pinned, corrections applied, into
// the folder generated.
// In a Go module it is a tool:
//
//	go get -tool github.com/cfngen/cfngen/cmd/gen
//	go tool gen -type AWS::ApiGatewayV2::IntegrationResponse
//
// # Commands
//
//	gen jsonschema  writes a JSON Schema (draft 7) of whole templates, for editors,
//	             with resources of the types: template.schema.json in the folder
//	             jsonschema, or that of -out, or of outputs in cfngen.yaml (out is
//	             the folder of Go there). -settings vscode prints the settings of an
//	             editor for it. With -per-type it is a JSON Schema (2020-12) of each
//	             type: what its properties may be, with literal values alone
//	gen openapi  writes an OpenAPI 3.1 document: openapi.json in the folder openapi, or
//	             that of -out, or of outputs in cfngen.yaml. Among its components is a
//	             schema of the properties of each type and one of each definition,
//	             AWS.S3.Bucket and AWS.S3.Bucket.CorsRule, with literal values alone or
//	             with -functions. It is one file, so that a run with other types
//	             replaces it: each go:generate line has a folder of its own
//	gen list     prints the types of the specification, one a line: name, number of
//	             properties, of nested definitions and of attributes, source with its
//	             version, format; both sources where a type is merged
//	gen report   prints, type by type, what the specification says and the generated
//	             code does not, and counts it by keyword
//	gen fetch    gets a specification from the network and pins it (see Fetch and pin)
//	gen diff     prints what changed between two specifications (see Changes of a
//	             specification)
//	gen help     prints this manual, or with the name of a command its page: how it is
//	             called and what its flags mean; with -h or --help each command prints
//	             its page, too
//	gen version  prints the version, as -version does
//
// # Flags
//
//	-type TYPE
//		The resource type to generate, such as AWS::ApiGatewayV2::IntegrationResponse,
//		or a pattern in which * stands for any text and ? for one character:
//		'AWS::ApiGatewayV2::*'. May be repeated. Without it: all types. A type or
//		pattern that the specification does not have is an error. The embedded
//		specification has one type; gen fetch gets all (see Fetch and pin).
//
//	-exclude TYPE
//		A resource type to leave out, or a pattern as with -type: one that the
//		specification describes wrongly, for example, so that it cannot be generated.
//		May be repeated, and wins over -type. A type or pattern that the specification
//		does not have is an error.
//
//	-spec FILE
//		The specification to read in place of the one that gen carries: a file, a
//		folder of .json files, a zip archive, or - for standard input; any of them
//		may be compressed with gzip. What a shell has opened, /dev/fd/N, is read, too;
//		other pipes and devices are refused, as they are for every flag that names a
//		file. May be repeated. Both formats of AWS are
//		understood, and told apart by their content: the CloudFormation Resource
//		Specification and the registry's resource type schemas, also as
//		aws cloudformation describe-type prints them. Other files of a folder or an
//		archive, such as those of a CloudFormation CLI project, are left out, with a
//		notice. A type that both
//		describe is merged (see Two formats); one that two inputs of a format hold
//		is an error. What the files leave out and AWS documents is added from gen's
//		own corrections.
//		A file may have 64 MiB, all documents 256 MiB together; what is
//		compressed may expand to 50 times its size, or 8 MiB. A document may have
//		half a million values, a name 255 bytes, and the Go code of a resource type
//		4 MiB.
//
//	-lock FILE
//		The lock that says which specification to read where there is no -spec, and
//		what the files that it pins must hold (see Fetch and pin). By default the
//		nearest cfngen.lock, in the current folder or above it, up to the root of the
//		module, where go.mod is; without a module, in the current folder.
//
//	-overlay FILE
//		Corrections of your own, applied after those that gen carries: an overlay, or
//		a folder of them. May be repeated. One that does not fit the specification, or
//		that corrects a type which the specification does not have, is an error.
//
//	-config FILE
//		The configuration file to read in place of the nearest cfngen.yaml, which is
//		looked for as cfngen.lock is.
//
//	-out DIR
//		The folder to write to, by default generated, made where it is missing.
//		With - the generated files go to standard output, more than one as a txtar
//		archive, and the support package is left out.
//
//	-package NAME
//		Put all types into one package of this name, directly in the output folder.
//		Names then begin with the service (S3Bucket), unless the package is named
//		after it. Without the flag, every service gets a package in a folder of its
//		own.
//
//	-all NAME
//		Also write a package of this name, in a folder of that name below the output
//		folder, whose functions return the types and relations of all packages there,
//		those of other runs included (see Types of a package). It needs a go.mod.
//
//	-cfn IMPORTPATH
//		Use the support package at this import path, in place of the one of the module
//		(see Support package). One that no run of gen wrote is not written either.
//
//	-yaml
//		Have the package yaml in the support package, for templates in YAML. It needs the
//		library go.yaml.in/yaml/v4 (see Templates in YAML).
//
//	-functions
//		Of gen openapi: let every value also be an intrinsic function or a text with a
//		dynamic reference, CloudFormation.Function among the components. Of schemas of
//		which a value has to fit exactly one, a value may then fit several. Fn::Transform
//		and Fn::ForEach beside the properties of an object do not fit.
//
//	-check
//		Write nothing; print, as a unified diff, how the output folder differs from
//		what would be generated, and exit with 1 where it does: files that are
//		changed, missing, or made by an earlier run and not wanted any more. How many
//		there are is said first. The diff has at most 100 lines, of a file that is
//		missing or not wanted 20; with -v it is whole and patch -p0 can apply it.
//		Temporary files of a run that was killed are an error, too.
//
//	-per-type
//		Of gen jsonschema: write a JSON Schema of each type, in place of one of templates.
//
//	-settings EDITOR
//		Of gen jsonschema: print the settings of an editor, vscode, and write nothing.
//
//	-prune
//		Also remove what other runs made in the output folder: see Several runs.
//
//	-error-format FORMAT
//		How errors and warnings are printed, for every command: text, the default, or
//		github, as annotations that GitHub shows beside the lines of a pull request.
//
//	-format FORMAT
//		How list, report and diff print: text, the default, is for people; json is one
//		JSON object a line; markdown, of diff alone, is for a pull request. A line of
//		list has type, properties, definitions, attributes, sources (name, version,
//		format); a line of report has type, severity, code, keyword, message, file, line,
//		column, pointer and related (other positions). The first line of diff has bump and changes (counts by
//		layer and class), the others have type, layer, class, subject, kind, old, new,
//		hint, follows (the subject of the change that it comes with, or the resource
//		type that is gone), paths (how many lead to the subject, where it is not one;
//		1048576 for so many or more), also (the others, where there are few),
//		oldPosition and newPosition (file, line, column, pointer).
//
//	-fail-on CLASS
//		Have diff end with exit code 1 where a change is of the class: breaking, or
//		risky, which is for breaking changes, too.
//
//	-v
//		Print each warning and note, and with -check the whole diff. With diff, print
//		the safe changes, too, and those that only come with others.
//
//	-version
//		Print the version and exit.
//
// # Configuration
//
// What every run needs can stand in cfngen.yaml, which gen, gen list, gen report and
// gen diff read: the nearest one, in the current folder or above it, up to the root of the
// module; -config names another. A run of go generate has the folder of the directive as
// the current one.
//
//	types: [AWS::Lambda::*, AWS::S3::Bucket]  # as -type
//	exclude: [AWS::Lambda::Version]           # as -exclude
//	specs: [pinned/CloudformationSchema.zip]  # as -spec
//	overlays: [overlays]                      # as -overlay
//	out: internal/cloudformation              # as -out
//	package: types                            # as -package
//	all: alltypes                             # as -all
//	cfn: example.com/user/cfn                 # as -cfn
//	yaml: true                                # as -yaml
//
// A flag wins over its key; it replaces a list and does not add to it. A key whose
// flag a command does not have means nothing to it. Paths are relative to the folder of
// the file, and no URLs. A key that does not exist, a value of another kind and an empty one are
// errors, with file, line and column. In a run of
// go generate, out, package, all and outputs of a file above the folder of the directive do not
// apply, so that one in the root of the module serves the directives of all packages. Its JSON Schema, for editors, is cfngen.schema.json.
//
// Where a run is to make more than Go, or something else, outputs lists what, in place of
// out, package, all, cfn and yaml:
//
//	outputs:
//	  - format: go                    # with out, package, all, cfn and yaml
//	    out: internal/cloudformation
//	  - format: jsonschema            # with out, per-type
//	    out: schemas
//
// Gen makes all of them in one run, from what it reads once; none is written where one
// cannot be. Each has a folder of its own, by default that of the format's command, and one
// at most is Go. Flags such as -check and -prune are for all of them. A flag that describes
// an output, which are -out, -package, -all, -cfn and -yaml, takes the place of the list:
// the run makes that output alone. Gen jsonschema makes the outputs of its format, or where
// the list has none, what it makes without a list. Gen list, gen report and gen diff do not
// use it.
//
// # Output
//
// Every service is a package, every resource type a file, and the support package of the
// module, where there is none yet, lies beside them in the folder cfn:
//
//	DIR/apigatewayv2/integrationresponse.go
//	DIR/cfn/*.go
//
// A run ends with a line on standard error that says what it did:
//
//	generated: 3 files written, 41 unchanged
//
// In a run of go generate the folder begins at the module's root, and there is no such
// line where nothing changed.
//
// A run writes all files or none. Files that have the right content already are
// not touched, others are replaced by renaming. A file without the line
// "Code generated by cfngen ... DO NOT EDIT." is somebody's own, or another
// program's, and is never overwritten.
// The same input gives the same bytes on every machine.
//
// DIR/cfngen.manifest.json lists the files with their checksums, and what they were
// made from; commit it with them. Files that it lists and no run makes any more are
// removed, and so are folders that are empty then. A file that somebody has edited
// since, so that its checksum is another or it has lost its line, stays, with a
// warning. Nothing else in the folder is ever removed. Where git converts the ends of
// lines, as it may on Windows, no file is what was generated any more: a line in
// .gitattributes such as "generated/** -text" keeps it from that.
//
// A run of the same program with the same flags and specification, where all files
// are as the last run left them, stops early; so does -check. Where some documents of the
// specification have changed, or types were selected or left out, only the types that
// this can concern are generated, unless -package is given. What the last runs read is
// kept in the user's cache folder (XDG_CACHE_HOME), which can be deleted at any time.
//
// A run that is killed leaves each file with its old content or its new one, and
// hidden temporary files; the next run removes those and does the rest. Runs that
// write to one folder at the same time, as make -j starts them, wait for each other;
// the system's lock on the folder ends with the process and leaves no file. Windows
// and some network file systems have no such lock: there, only one run at a time may
// write to a folder.
//
// # Support package
//
// Generated code imports the support package, cfn. A module has one, so that the values of
// all generated packages mix. Without -cfn, gen looks for it in the manifests of the module,
// which the nearest go.mod in or above the output folder begins; without one, give -cfn.
// Where the go command does not look for packages, gen does not look either: vendor,
// testdata, folders that begin with a dot or an underscore, other modules, and what go.mod
// has it ignore. Neither does it take one that Go cannot import from the output folder,
// below another folder internal.
//
// The one that is found is used, and brought up to date where this program writes another
// one; -check does that, too. One that a later version wrote is an error. Several are an
// error that lists them; runs with -cfn, which names the one to keep, bring them together.
// Where none is found it is made below the output folder. It stays as long as a run into a
// folder of the module imports it.
//
// # Templates in YAML
//
// The package yaml of the support package reads, checks, edits and writes templates in YAML.
// It imports a library, which nothing else that gen writes does, and so it is made on
// request:
//
//	gen -yaml
//	go get go.yaml.in/yaml/v4@v4.0.0
//
// Gen does not touch go.mod; a run with -yaml says where it lacks the library. The package
// stays as long as one of the runs that import the support package asks for it, in whichever
// folder of the module, and -check counts it among the files. With -yaml=false a run does
// not ask for it although cfngen.yaml does.
//
// # Types of a package
//
// The file cfngen.go of every generated package has the function Types, which returns the
// resource types of the package. To read a template with them is one call:
//
//	t, err := template.Read(data, cfn.Known(lambda.Types(), apigatewayv2.Types()))
//
// A package that several runs write to has the types of all of them: what the manifest
// lists is what Types returns, whichever run was the last. With -all there is one more
// package with the types of all others in the output folder, and it remains as long as one
// of the runs asks for it:
//
//	gen -all alltypes
//	t, err := template.Read(data, cfn.Known(alltypes.Types()))
//
// A program that calls Types holds all that it returns; one that does not is no larger for
// it.
//
// The function Relations returns what the properties of the resource types refer to, and
// what Ref returns, for programs that check references or draw them. The comments say the
// same. It is known from relationshipRef of the registry schemas, and from facts that gen
// carries; an overlay can state or remove it:
//
//	{"op": "add", "path": "/properties/LogBucket/relationshipRefs",
//	 "value": [{"typeName": "AWS::S3::Bucket", "propertyPath": "/properties/BucketName"}]}
//
// # Several runs
//
// Several lines of go generate can share an output folder, each with types of its
// own. The manifest has an entry for each. A run replaces the entries that have one
// of its types, and removes what they made and it does not; so a line can be edited,
// or two become one, and nothing is left over. Entries that have none of its types
// are another line's and stay. A line that asks for none of its former types looks
// like a new one: gen warns once that the folder holds files of other runs, and a run
// with -prune, which makes the folder its own, removes them. The schema of templates and
// the OpenAPI document are one file with all types of a run: one with other types
// replaces it.
//
// # Fetch and pin
//
// gen itself never goes to the network. gen fetch does: it gets a specification from
// a URL, and writes it with a lock, cfngen.lock, which says where it came from, which
// version it is, and its SHA-256 checksum. Commit both. From then on gen reads what
// is pinned where there is no -spec, and refuses a pinned file with another checksum,
// also one that -spec names.
//
//	gen fetch                                 what is pinned, anew; or else the registry
//	                                          schemas of us-east-1
//	gen fetch -format resourcespec            what AWS publishes in a format and region
//	gen fetch https://example.com/specs.zip   any other URL
//	gen fetch file:downloads/specs.zip        a file; relative paths begin here, a ? is
//	                                          written %3F and a # %23
//	gen fetch -locked                         what is pinned, and nothing newer
//
// What changed or not is printed, one file a line. A server is asked for what has
// changed since the last time, again after a pause where the network fails or it
// answers 408, 429 or 5xx, and for no more than 64 MiB. Only https is allowed, also after a
// redirect. What arrives must be a specification that gen can read. Where anything
// fails, the files and the lock stay as they were; fetching the same content again
// changes no byte of them. A fetch
// that is killed leaves each file with its old content or its new one, and hidden
// temporary files; the next gen fetch removes those and does the rest. Fetches that
// write one lock wait for each other, as runs that generate do (see Output).
//
// A lock can come from anybody, too. A pinned file lies below the lock's folder and behind no
// link; no part of its path begins with a dot, and it is none by which the go command or gen
// work, such as go.mod or a .go file. One that is there already is replaced only where it
// has the checksum that the lock pins, and is a specification; -force replaces any. So what
// somebody has changed, or nobody fetched, is not lost.
//
// The lock also notes the generator and the checksum of the corrections that it
// carries; gen warns where it is another one. It has each URL as it was given: credentials
// in one are refused, and a secret in its query is for everybody to read. Messages leave
// both out. To unpin a file, delete its entry, or the lock where
// it is the only one. Git must not change line ends in pinned files: with the line
// "cfngen/* -text" in .gitattributes it leaves those in the folder cfngen alone.
//
//	-format FORMAT, -region REGION
//		What AWS publishes: registry, the default, is the zip archive of all registry
//		schemas; resourcespec is the Resource Specification, for regions whose address
//		is known. The region is us-east-1 by default.
//
//	-type TYPE
//		Generate these types where gen has no -type: the lock keeps them, until
//		another gen fetch has the flag. May be repeated.
//
//	-out FILE
//		Where to put what the URL, -format or -region names, by default the URL's last
//		part in the folder cfngen beside the lock. It must lie below the lock's folder.
//
//	-lock FILE
//		The lock to write, by default the one that gen finds.
//
//	-locked
//		Take nothing but what is pinned: files that are there are not asked for, and
//		those that are missing must have the pinned checksum.
//
//	-force
//		Replace files that somebody has changed, that nobody fetched, or that are no
//		specification.
//
//	-timeout DURATION, -retries N
//		How long an attempt may take, by default 2m, and how many may follow one that
//		failed, by default 3.
//
// # Two formats
//
// Where the inputs describe a type in both formats, gen makes one of the two, and
// the order of -spec does not count:
//
//	gen -spec CloudformationSchema.zip -spec CloudFormationResourceSpecification.json
//
// The registry schema decides about all that a value is checked against (types and
// constraints, required, read-only, closed objects) and about the names of
// definitions. The Resource Specification adds properties, definitions and
// attributes that the schema does not have, its links to the documentation, whether
// a list may hold duplicates, and the update behaviour of a property of which the
// schema does not say that a change replaces the resource. Every place where the
// two contradict each other, and every property and attribute that is added, is a
// warning that names both places and says what is taken; gen report lists them.
//
// A type that is read from its registry schema alone gets the attributes that the
// schema lacks and the Resource Specification of AWS has, such as AvailabilityZone of
// AWS::EC2::Instance: gen carries them. Their comments say so.
//
// # Changes of a specification
//
// Gen diff reads two specifications, with gen's corrections and yours applied to both,
// and prints what changed. Each is what -spec reads, or a cfngen.lock, or a folder with
// one, for what is pinned there. Types, overlays and the package are those of
// cfngen.yaml, where the current folder has one, so that the report is about what you
// generate; -type '*' compares all types. Where neither selects types, the locks do. An
// overlay of yours that fits one of the specifications alone is left out of the other,
// with a warning. There are three layers:
//
//	go           for those who compile against the generated code: removed and
//	             renamed types, fields and constants, changed Go types
//	templates    for templates that were valid: what is required, allowed or gone
//	             now; the subject is a pointer into the properties, with * for any
//	             item of a list and any key of a map, or an attribute
//	deployments  for what is deployed: whether an update replaces a resource that it
//	             changed in place before; defaults, identifiers; write-only and
//	             deprecated properties
//
// A breaking change makes something wrong that was right. A risky one can: of two
// patterns, only simple ones tell which allows more. The others are safe. These, and
// what only comes with another change, such as the constants of a type that is gone,
// are counted, and printed with -v and in JSON. What differs in descriptions alone is
// no change.
//
// From the changes follows the part of a version that has to rise for the generated
// code: major where one is breaking, minor where one is risky or something is added
// to the Go code, else patch.
//
// Definitions are compared where the same properties lead to them, whatever they are
// called. A renamed one breaks those who compile; the hint below it is what an overlay
// needs to keep the former name, as a deprecated alias:
//
//	{"type": "AWS::Shop::Order", "reason": "Code has it.", "aliases": {"Item": "Line"}}
//
// What a specification declares in place has no name of its own, and gets another one
// where a definition appears that has exactly its Go name. The specification alone does
// not say which of the two was first, so that this is breaking, with a hint. An overlay
// that renames both keeps the name. Of objects these are the definition, Box, and what
// was called so, BoxInline, at every place that refers to one of them:
//
//	{"op": "move", "from": "/definitions/Box", "path": "/definitions/BoxShape"},
//	{"op": "replace", "path": "/properties/NewBox/type/object", "value": "BoxShape"},
//	{"op": "move", "from": "/definitions/BoxInline", "path": "/definitions/Box"},
//	{"op": "replace", "path": "/properties/Box/type/object", "value": "Box"}
//
// Of enums it is the definition, at every property that has it:
//
//	{"op": "replace", "path": "/properties/NewMode/type/enumName", "value": "ModeChoice"}
//
// With -type, a type needs to be in one of the specifications. The flags may stand
// before or behind OLD and NEW. Changes alone do not fail a run; -fail-on makes a check
// of it:
//
//	gen diff -fail-on breaking 2025-08.zip 2026-08.zip
//
// # Go generate
//
// In a run of go generate the types belong to the package of the directive:
//
//	//go:generate go tool gen -type AWS::ApiGatewayV2::IntegrationResponse
//
// Where neither -out nor -package is given, -out is the folder of the directive.
// Where the output folder is that folder and -package is not given, the package is
// the one that go generate names in GOPACKAGE.
//
// # Diagnostics
//
// Errors go to standard error, one a line and sorted:
//
//	file:line:column: /json/pointer: what is wrong (code)
//
// The code stands behind errors and warnings about a resource type: it is what an overlay
// suppresses them by.
//
// With -error-format=github they are GitHub's workflow commands, with files relative
// to GITHUB_WORKSPACE where it is set:
//
//	::error file=FILE,line=LINE,col=COLUMN,title=gen TYPE (code)::/json/pointer: what is wrong
//
// All errors are found at once; a run prints the first 1,000, and then how many more there
// are. Long names and values are cut in the middle, and characters that would change the
// look of a line are escaped.
//
// What -check finds is printed so on standard output, after the diff, 50 files at most
// without -v.
//
// What the specification says and the files do not express is a warning, such as a
// rule that Validate does not check. What has no meaning, such as the length of a
// number, is a note: nothing is lost. Neither fails a run. Generating says in one
// line how many warnings there are; gen report lists them with the notes, and -v
// prints them. On a terminal, long runs show how far they are.
//
// The exit code is 0 where all went well, 1 for an error, in which case nothing was
// written, or where -check finds a difference, and 2 for wrong usage.
package main
