// A language server for JSON that does nothing itself: vscode-json-languageservice behind the
// protocol, as Visual Studio Code has it. Its argument is the folder that has node_modules.
'use strict';
const {createRequire} = require('node:module');
const {readFile} = require('node:fs/promises');
const {fileURLToPath} = require('node:url');
const path = require('node:path');

const load = createRequire(path.resolve(process.argv[2], 'driver.cjs'));
const {createConnection, TextDocuments, TextDocumentSyncKind} = load('vscode-languageserver/node');
const {TextDocument, getLanguageService} = load('vscode-json-languageservice');

const connection = createConnection(process.stdin, process.stdout);
const documents = new TextDocuments(TextDocument);
const service = getLanguageService({
	schemaRequestService: (uri) => readFile(fileURLToPath(uri), 'utf8'),
	workspaceContext: {resolveRelativePath: (relative, base) => new URL(relative, base).href},
	clientCapabilities: {textDocument: {completion: {completionItem: {documentationFormat: ['markdown', 'plaintext']}}}},
});

let root = '';
connection.onInitialize((params) => {
	root = params.rootUri + '/';
	return {capabilities: {textDocumentSync: TextDocumentSyncKind.Full, completionProvider: {}, hoverProvider: true}};
});
connection.onInitialized(async () => {
	const schemas = await connection.workspace.getConfiguration('json.schemas');
	service.configure({validate: true, schemas: schemas.map((s) => ({uri: new URL(s.url, root).href, fileMatch: s.fileMatch}))});
});
documents.onDidChangeContent(async ({document}) => {
	const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
	connection.sendDiagnostics({uri: document.uri, diagnostics});
});
connection.onCompletion(({textDocument, position}) => {
	const document = documents.get(textDocument.uri);
	return service.doComplete(document, position, service.parseJSONDocument(document));
});
connection.onHover(({textDocument, position}) => {
	const document = documents.get(textDocument.uri);
	return service.doHover(document, position, service.parseJSONDocument(document));
});
documents.listen(connection);
connection.listen();
