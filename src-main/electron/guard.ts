// What pages may not do: run outside the sandbox, leave app://, open windows, embed others, ask for permissions.
import { type App, type Session, type WebContents, shell } from 'electron'
import { DeclaredError } from '../../src-shared/errors.ts'
import { appOrigin } from './protocol.ts'

/** Sites whose pages open in the person's browser; links to others do nothing. */
const linkedSites: ReadonlySet<string> = new Set(['https://hadoop.apache.org'])

/** Copying a number to the clipboard. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** `app://nnad` for its pages. URL.origin is "null" for schemes that Node does not know. */
export function isAppUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`)
}

function openLink(url: string): void {
  if (!URL.canParse(url) || !linkedSites.has(new URL(url).origin)) return
  // Where the system has no browser, a link does nothing.
  shell.openExternal(url).catch(() => undefined)
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url)
    return { action: 'deny' }
  })
  // Dropping a file onto the window is a navigation, too.
  contents.on('will-navigate', (event) => {
    if (isAppUrl(event.url)) return
    event.preventDefault()
    openLink(event.url)
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Throws FORBIDDEN where pages would run outside Chromium's sandbox, as an AppImage starts the app without user namespaces. */
export function guardSandbox({ commandLine }: App): void {
  if (!commandLine.hasSwitch('no-sandbox')) return
  throw new DeclaredError(
    'FORBIDDEN',
    'nnad was started without Chromium’s sandbox (--no-sandbox), and its window does not run without it. An AppImage is started ' +
      'so where the system keeps user namespaces from it, as Ubuntu does since 24.04: install the deb or rpm package instead, ' +
      'allow user namespaces, or run “nnad serve” and use a browser.',
  )
}

/** Guards every page that the app ever shows, and every session that it ever makes. Must run before the app is ready. */
export function guardPages(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  app.on('session-created', guardPermissions)
}

/** Refuses a session's pages every permission but writing text to the clipboard. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => {
    decide(granted.has(permission) && isAppUrl(contents.getURL()))
  })
  session.setPermissionCheckHandler((contents, permission) => {
    return granted.has(permission) && isAppUrl(contents?.getURL() ?? '')
  })
}
