// Updates in words: what was found, what went wrong with looking for it.
import { errorText } from '../../src-shared/errors.ts'
import { bytesText } from '../../src-shared/figures.ts'
import type { UpdateKind } from './update-kind.ts'

/** A newer version, as its feed describes it. */
export interface FoundUpdate {
  readonly version: string
  /** What is new, as plain text; empty where the feed does not say. */
  readonly notes: string
  /** Of the file that would be downloaded, bytes, where the feed says it. */
  readonly size: number | undefined
}

/** As much of the notes as a message box shows well. */
const longestNotes = 1200

/** Whom a feed's address asks: `updates.example.org:8443`. */
export const hostOf = (feed: string): string => (URL.canParse(feed) ? new URL(feed).host : 'The feed')

/** What a feed says of a version, as text that a message box can show: markup is taken out, the rest cut where it is long. */
export function plainNotes(notes: string): string {
  const text = notes
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\r\n?/g, '\n')
    // What a line cannot show, or what would turn its direction.
    .replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, ' ')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  return text.length > longestNotes ? `${text.slice(0, longestNotes).trimEnd()}…` : text
}

/** What a person is told of a newer version. */
export function foundText({ notes, size }: FoundUpdate, own: string, feed: string, kind: UpdateKind): string {
  const facts = `This is ${own}. From ${hostOf(feed)}${size === undefined ? '' : `, ${bytesText(size)}`}.`
  const how =
    'instead' in kind ? kind.instead : 'Nothing is installed before it is here, checked, and you say so.'
  return [facts, ...(notes === '' ? [] : [notes]), how].join('\n\n')
}

/** Codes of electron-updater, Node and Chromium's network, and what they come to. */
const causes: readonly (readonly [pattern: RegExp, text: (host: string, match: string) => string])[] = [
  [
    /ERR_CHECKSUM_MISMATCH|sha512 checksum mismatch/,
    (host) =>
      `The file that came from ${host} is not the one that its list of versions names (another SHA-512). It was thrown away and ` +
      'nothing was installed. Try again later; if it stays so, tell whoever runs the feed.',
  ],
  [
    /ERR_UPDATER_INVALID_SIGNATURE|not signed by the application owner|code signature/i,
    (host) =>
      `The file that came from ${host} is not signed by whoever signed this nnad, or this nnad is not signed at all. Nothing was ` +
      'installed. Get the new version where this one came from.',
  ],
  [
    /ERR_BLOCKED_BY_CLIENT/,
    (host) =>
      `${host} sends on to an address that is not https. Nothing was asked there. Tell whoever runs the feed.`,
  ],
  [
    /ERR_UPDATER_CHANNEL_FILE_NOT_FOUND/,
    (host) =>
      `${host} answers, but has no list of versions for this system at that address. Correct the update feed in Settings: it is the ` +
      'folder that the list (latest.yml, latest-mac.yml, latest-linux.yml) lies in.',
  ],
  [
    /ERR_UPDATER_(?:INVALID_UPDATE_INFO|INVALID_VERSION|NO_FILES_PROVIDED|NO_CHECKSUM|ZIP_FILE_NOT_FOUND)|YAMLException/,
    (host) => `The list of versions at ${host} cannot be used. Tell whoever runs the feed.`,
  ],
  [
    /HTTP_ERROR_(\d{3})|, status (\d{3})/,
    (host, match) =>
      `${host} answered with HTTP ${/\d{3}/.exec(match)?.[0] ?? 'an error'}. Try again later; if it stays so, tell whoever runs the feed.`,
  ],
  [
    /ENOSPC|EDQUOT/,
    () => 'The disk is full. Nothing was installed. Make room, then check for updates again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    () =>
      'This user may not write where updates are kept. Nothing was installed. Get the new version where this one came from.',
  ],
  [
    /ERR_CERT_\w+|CERT_\w+|SELF_SIGNED\w*/,
    (host, match) =>
      `${host} has no certificate that this system trusts (${match}). Nothing was asked of it. Check the address, and whether this ` +
      'system knows who signed that certificate.',
  ],
  [
    /net::ERR_\w+|E(?:CONNREFUSED|CONNRESET|NOTFOUND|AI_AGAIN|TIMEDOUT|NETUNREACH|HOSTUNREACH|PIPE)\b|timed out|aborted|socket hang up/,
    (host, match) =>
      `${host} could not be reached (${match}). Check the network and the update feed in Settings, then try again.`,
  ],
]

/** An error's first line, without queries of URLs: what they hold is nobody's business. */
export function safeLine(text: string): string {
  const [line = ''] = text.split('\n')
  return line.replaceAll(/(https?:\/\/[^\s"'?]*)\?[^\s"']*/gi, '$1')
}

/** What went wrong with a feed, what that means, and what to do. */
export function failureText(error: unknown, feed: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = `${code} ${errorText(error)}`
  for (const [pattern, text] of causes) {
    const match = pattern.exec(known)
    if (match !== null) return text(hostOf(feed), match[0])
  }
  return `It failed: ${safeLine(errorText(error))}. The log has more.`
}
