// The screens as answers, alone and over HTTP.
import assert from 'node:assert/strict'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { codeOf, startTestServer, temporaryFolder } from './fixtures/test-server.ts'
import { tokenCheck, makeToken } from './token.ts'
import { uiFiles } from './ui-files.ts'

const page = `<!doctype html>
<meta name="nnad-nonce" content="__NNAD_NONCE__">
<meta name="nnad-host" content="__NNAD_HOST__">
<script type="module" src="./assets/main-a1b2c3d4.js"></script>
`

/** A folder like one that the build makes, with something beside it that is nobody's business. */
async function builtFolder(context: TestContext): Promise<string> {
  const outer = await temporaryFolder()
  context.after(() => outer[Symbol.asyncDispose]())
  const folder = path.join(outer.path, 'ui')
  await mkdir(path.join(folder, 'assets'), { recursive: true })
  await Promise.all([
    writeFile(path.join(outer.path, 'secret.js'), 'secret'),
    writeFile(path.join(folder, 'index.html'), page),
    writeFile(path.join(folder, 'icon.svg'), '<svg/>'),
    writeFile(path.join(folder, 'notes.txt'), 'not for serving'),
    writeFile(path.join(folder, 'assets/main-a1b2c3d4.js'), 'export {}'),
    writeFile(path.join(folder, 'assets/main-e5f6a7b8.css'), 'a{}'),
    writeFile(path.join(folder, 'assets/sans-c9d0e1f2.woff2'), Uint8Array.of(119, 79, 70, 50)),
  ])
  await symlink(path.join(outer.path, 'secret.js'), path.join(folder, 'assets/link.js')).catch(
    () => undefined,
  )
  return folder
}

test('each file has its type, hashed names are kept for ever, the page never', async (context) => {
  const ui = uiFiles(await builtFolder(context), 'desktop')
  const expected = {
    '/': ['text/html; charset=utf-8', 'no-store'],
    '/index.html': ['text/html; charset=utf-8', 'no-store'],
    '/icon.svg': ['image/svg+xml', 'no-cache'],
    '/assets/main-a1b2c3d4.js': ['text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    '/assets/main-e5f6a7b8.css': ['text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    '/assets/sans-c9d0e1f2.woff2': ['font/woff2', 'public, max-age=31536000, immutable'],
  }
  for (const [pathname, [type, caching]] of Object.entries(expected)) {
    const answer = await ui(pathname)
    assert.deepEqual(
      [answer?.status, answer?.headers['Content-Type'], answer?.headers['Cache-Control']],
      [200, type, caching],
      pathname,
    )
  }
  assert.deepEqual((await ui('/assets/sans-c9d0e1f2.woff2'))?.body, Uint8Array.of(119, 79, 70, 50))
})

test('the page knows its host, and carries a nonce of its own each time, as its policy does', async (context) => {
  const ui = uiFiles(await builtFolder(context), 'desktop')
  const nonces = new Set<string>()
  for (let time = 0; time < 3; time++) {
    const answer = await ui('/')
    const html = Buffer.from(answer?.body ?? []).toString()
    const nonce = /name="nnad-nonce" content="([A-Za-z0-9+/=]{24})"/.exec(html)?.[1] ?? ''
    assert.ok(answer?.headers['Content-Security-Policy']?.includes(`style-src 'self' 'nonce-${nonce}'`), html)
    assert.match(html, /name="nnad-host" content="desktop"/)
    nonces.add(nonce)
  }
  assert.equal(nonces.size, 3)
})

test('nothing but the listed files is there: no way out, no link, no other kind', async (context) => {
  const ui = uiFiles(await builtFolder(context), 'desktop')
  const absent = [
    '/notes.txt',
    '/assets',
    '/assets/',
    '/assets/link.js',
    '/../secret.js',
    '/assets/../../secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/%2e%2e/index.html',
    '//index.html',
    '/__proto__',
    '',
  ]
  for (const pathname of absent) assert.equal(await ui(pathname), undefined, pathname)
})

test('a build that comes or changes beside a running server is seen with the next page', async (context) => {
  const folder = await builtFolder(context)
  await rm(path.join(folder, 'index.html'))
  const ui = uiFiles(folder, 'served')
  const unbuilt = await ui('/')
  assert.equal(unbuilt?.status, 503)
  assert.match(Buffer.from(unbuilt.body).toString(), /npm run build[^]*href="\/docs"/)
  await writeFile(path.join(folder, 'index.html'), page)
  await writeFile(path.join(folder, 'assets/other-00000000.js'), 'export {}')
  assert.equal(await ui('/assets/other-00000000.js'), undefined)
  assert.equal((await ui('/'))?.status, 200)
  assert.equal((await ui('/assets/other-00000000.js'))?.status, 200)
})

test('the server gives the screens to anybody, calls to those with the token', async (context) => {
  const uiFolder = await builtFolder(context)
  const tokens = await temporaryFolder()
  context.after(() => tokens[Symbol.asyncDispose]())
  await makeToken(tokens.path)
  await using server = await startTestServer({ uiFolder, token: tokenCheck(tokens.path) })
  const root = await server.call('/')
  assert.equal(root.status, 200)
  assert.match(String(root.headers['content-security-policy']), /script-src 'self';/)
  assert.equal(root.headers['x-content-type-options'], 'nosniff')
  const head = await server.call('/assets/main-a1b2c3d4.js', { method: 'HEAD' })
  assert.deepEqual([head.status, head.text, head.headers['content-length']], [200, '', '9'])
  assert.equal(head.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(head.headers['x-content-type-options'], 'nosniff')
  assert.equal((await server.call('/api/sources')).status, 401)
  const posted = await server.call('/', { method: 'POST', body: {} })
  assert.deepEqual([posted.status, posted.headers.allow], [405, 'GET, HEAD'])
  const missing = await server.call('/assets/gone.js')
  assert.deepEqual([missing.status, codeOf(missing)], [404, 'NOT_FOUND'])
})

test('without a build the server says so and keeps its documentation', async (context) => {
  const empty = await temporaryFolder()
  context.after(() => empty[Symbol.asyncDispose]())
  await using server = await startTestServer({ uiFolder: path.join(empty.path, 'nowhere') })
  const root = await server.call('/')
  assert.deepEqual([root.status, root.headers['content-type']], [503, 'text/html; charset=utf-8'])
  assert.match(String(root.headers['content-security-policy']), /^default-src 'none'/)
  assert.equal((await server.call('/docs')).status, 200)
})
