// Chromium knows no app://: what the app calls app://nnad/x lives at https://nnad.app.invalid/x. No such name ever resolves.

const privileged = new Set<string>()

/** Makes a scheme one of the app's own. */
export function addScheme(scheme: string): void {
  privileged.add(scheme)
}

/** Where Chromium has a URL of the app. */
export function webUrl(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([\w+.-]+):\/\/([^/?#]*)(.*)$/.exec(url) ?? []
  return privileged.has(scheme) ? `https://${host}.${scheme}.invalid${rest || '/'}` : url
}

/** What the app calls a URL of Chromium's. */
export function appUrl(url: string): string {
  const [, host = '', scheme = '', rest = ''] =
    /^https:\/\/([^/?#]*)\.([\w+-]+)\.invalid(.*)$/.exec(url) ?? []
  return privileged.has(scheme) ? `${scheme}://${host}${rest}` : url
}
