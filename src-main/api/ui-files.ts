// The built screens as answers: what a path gives, with which headers. node:http serves them, and Electron under app://.
import { randomBytes } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { packageRoot } from '../core/package-root.ts'
import { unbuiltHtml } from './unbuilt-page.ts'

export interface UiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

/** The answer to a GET of a path; undefined where the screens have nothing there. */
export type UiFiles = (pathname: string) => Promise<UiAnswer | undefined>

/** Who serves the page, by which it knows how to call the core: over a message port, or over HTTP. */
export type UiHost = 'desktop' | 'served'

/** Stand in index.html where each answer gets a nonce of its own, and its host. */
const noncePlace = '__NNAD_NONCE__'
const hostPlace = '__NNAD_HOST__'

/** What is served at all; a file of another kind is not. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Names of these files change with their content. */
const hashedFolder = '/assets/'
const forever = 'public, max-age=31536000, immutable'

/** Where the build puts the screens. */
export function builtUiFolder(): string {
  return path.join(packageRoot(), 'dist', 'src-renderer')
}

/** Only the page's own scripts and styles, and calls to where it came from; style elements need the answer's nonce. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Paths below the origin and the files that they stand for; empty where nothing was built. */
async function listed(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile() && types[path.extname(entry.name)] !== undefined)
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name)
      return [`/${path.relative(folder, file).split(path.sep).join('/')}`, file]
    }),
  )
}

const unbuilt: UiAnswer = {
  status: 503,
  headers: {
    'Content-Type': types['.html'] ?? '',
    'Content-Security-Policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  },
  body: new Uint8Array(Buffer.from(unbuiltHtml)),
}

async function pageAnswer(file: string, host: UiHost): Promise<UiAnswer> {
  const nonce = randomBytes(16).toString('base64')
  const html = await readFile(file, 'utf8')
  const filled = html.replaceAll(noncePlace, nonce).replaceAll(hostPlace, host)
  return {
    status: 200,
    headers: {
      'Content-Type': types['.html'] ?? '',
      'Content-Security-Policy': policy(nonce),
      'Cache-Control': 'no-store',
    },
    body: new Uint8Array(Buffer.from(filled)),
  }
}

async function fileAnswer(pathname: string, file: string): Promise<UiAnswer> {
  return {
    status: 200,
    headers: {
      'Content-Type': types[path.extname(file)] ?? '',
      'Cache-Control': pathname.startsWith(hashedFolder) ? forever : 'no-cache',
    },
    body: new Uint8Array(await readFile(file)),
  }
}

/**
 * The screens of a folder: the page at `/`, its files under their own names. Paths are looked up in a list of what the folder
 * holds, read at the start and again with each page, so that a build beside a running server is no trouble; none is ever joined.
 */
export function uiFiles(folder: string, host: UiHost): UiFiles {
  let files = listed(folder)
  return async (pathname) => {
    const isPage = pathname === '/' || pathname === '/index.html'
    if (isPage) files = listed(folder)
    const file = (await files).get(isPage ? '/index.html' : pathname)
    if (file === undefined) return isPage ? unbuilt : undefined
    return isPage ? pageAnswer(file, host) : fileAnswer(pathname, file)
  }
}
