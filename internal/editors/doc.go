// Package editors tries the schema of whole templates in what editors run: yaml-language-server,
// which speaks the Language Server Protocol, and vscode-json-languageservice, behind a server of
// our own, driver.cjs. It holds tests only.
//
// The environment variable CFNGEN_NPM names the folder that "npm ci" has installed the file
// package-lock.json into. Without it the tests are skipped; where it names a folder that lacks a
// package, they fail.
//
// The package knows the command, the settings that it prints, and the protocol; it must not
// know how the schema is made.
package editors
