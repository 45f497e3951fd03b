// app://: the window's pages. app://nnad is the screens, app://print/ID a page to print, once; all else is refused.
import { randomUUID } from 'node:crypto'
import { type Session, protocol } from 'electron'
import type { UiFiles } from '../api/ui-files.ts'

const scheme = 'app'

/** The screens' origin. */
export const appOrigin = `${scheme}://nnad`

/** A page to print brings its own styles and pictures, and runs nothing. */
const printPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const typed = { 'X-Content-Type-Options': 'nosniff' }
const nothing = { 'Content-Type': 'text/plain; charset=utf-8', ...typed }

/** Makes app:// a scheme with origins, secure and known to fetch. Must run before the app is ready. */
export function registerAppScheme(): void {
  // From its second start on the page's scripts are compiled already.
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
}

/** Pages that wait to be printed. */
export class PrintPages {
  readonly #pages = new Map<string, string>()

  /** Keeps a page and gives the URL at which it can be had until it is removed. */
  add(html: string): string {
    const id = randomUUID()
    this.#pages.set(`/${id}`, html)
    return `${scheme}://print/${id}`
  }

  remove(url: string): void {
    this.#pages.delete(new URL(url).pathname)
  }

  /** The page at a path, or undefined. */
  at(pathname: string): string | undefined {
    return this.#pages.get(pathname)
  }
}

/** Answers app:// in a session. */
export function serveApp(session: Session, ui: UiFiles, pages: PrintPages): void {
  session.protocol.handle(scheme, async (request) => {
    const { host, pathname } = new URL(request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Only GET.', { status: 405, headers: { ...nothing, Allow: 'GET, HEAD' } })
    }
    const page = host === 'print' ? pages.at(pathname) : undefined
    if (page !== undefined) {
      const headers = {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': printPolicy,
        ...typed,
      }
      return new Response(page, { headers })
    }
    const file = host === 'nnad' ? await ui(pathname) : undefined
    if (file === undefined) return new Response('There is nothing here.', { status: 404, headers: nothing })
    const headers = { ...file.headers, ...typed }
    return new Response(file.body, { status: file.status, headers })
  })
}
