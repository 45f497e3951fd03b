// Serves /docs: the page, Swagger UI's files (an allow-list, no path is ever joined) and the OpenAPI document.
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { docsHtml, docsScript } from './docs-page.ts'
import { openApiDocument } from './openapi-document.ts'

export const documentPath = '/docs/openapi.json'

/** Swagger UI needs data: images; scripts and styles come from this server's own files alone. */
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

interface DocsFile {
  readonly type: string
  readonly content: () => Promise<string | Buffer>
}

const swaggerFile = (name: string, type: string): DocsFile => ({
  type,
  content: () => readFile(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`))),
})

const html = 'text/html; charset=utf-8'
const javascript = 'text/javascript; charset=utf-8'

/** Answers one request under /docs; false where there is no such file. */
export type Docs = (pathname: string, method: string, response: ServerResponse) => Promise<boolean>

/** The documentation of a server of this version, with or without a token. */
export function serveDocs(version: string, hasToken: boolean): Docs {
  let document: Promise<string> | undefined
  const documentText = (): Promise<string> => {
    document ??= openApiDocument(version, hasToken).then((one) => JSON.stringify(one))
    return document
  }
  const page: DocsFile = { type: html, content: () => Promise.resolve(docsHtml) }
  const files: ReadonlyMap<string, DocsFile> = new Map([
    ['/docs', page],
    ['/docs/', page],
    ['/docs/docs.js', { type: javascript, content: () => Promise.resolve(docsScript) }],
    [documentPath, { type: 'application/json', content: documentText }],
    ['/docs/swagger-ui-bundle.js', swaggerFile('swagger-ui-bundle.js', javascript)],
    ['/docs/swagger-ui.css', swaggerFile('swagger-ui.css', 'text/css; charset=utf-8')],
    ['/docs/favicon-32x32.png', swaggerFile('favicon-32x32.png', 'image/png')],
  ])
  return async (pathname, method, response) => {
    const file = files.get(pathname)
    if (file === undefined) return false
    const content = Buffer.from(await file.content())
    response.writeHead(200, {
      'Content-Type': file.type,
      'Content-Length': content.byteLength,
      'Content-Security-Policy': docsPolicy,
    })
    response.end(method === 'HEAD' ? undefined : content)
    return true
  }
}
