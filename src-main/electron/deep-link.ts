// nnad:// links from elsewhere: an address of a screen, and nothing else.

const id = String.raw`[1-9]\d{0,14}`

/** Addresses of the screens (src-renderer/pages/other-pages.tsx). */
const screens: readonly RegExp[] = [
  /^$/,
  /^(namenodes|engines|live|incidents|investigate|fleet|reports|settings)$/,
  /^(namenodes|engines)\/add$/,
  new RegExp(`^(namenodes|engines|live|incidents|fleet|reports)/${id}$`),
  new RegExp(`^engines/${id}/(edit|mapping)$`),
  new RegExp(`^live/${id}/models$`),
  new RegExp(`^compare/${id}/${id}$`),
]

/** Screens whose query says what they show. */
const queried: ReadonlySet<string> = new Set(['incidents', 'investigate'])

/** Longest query; a link with everything chosen takes half of it. */
const longestQuery = 2000

/** Whether an argument or URL is of our scheme. */
export function isDeepLink(text: string): boolean {
  return /^nnad:/i.test(text)
}

/**
 * The address of the screen that a link names: `/reports/3` for `nnad://reports/3`. Undefined where there is no such screen. A
 * link shows what is there; none imports, trains or changes anything by itself.
 */
export function addressOfLink(link: string): string | undefined {
  const match = /^nnad:\/\/([^?#]*)(?:\?([^#]*))?$/i.exec(link)
  if (match === null) return undefined
  const [, rest = '', query = ''] = match
  // Systems put a slash behind what they take for a host's name.
  const screen = rest.replace(/\/$/, '').toLowerCase()
  if (!screens.some((one) => one.test(screen))) return undefined
  if (query === '') return `/${screen}`
  const isSafe = query.length <= longestQuery && /^[\w.~:,;%+=&-]+$/.test(query)
  return queried.has(screen) && isSafe ? `/${screen}?${query}` : undefined
}
