// What some content is, by its first bytes; names are not asked.
import { isGzip } from './gzip-members.ts'
import { isTarHeader } from './tar-entries.ts'
import { isZstd } from './zstd-frames.ts'

/** `json` means text that may hold JSON; a text here is the reason why the content is none. */
export type ContentKind = 'gzip' | 'zstd' | 'zip' | 'tar' | 'json' | { readonly unread: string }

/** Bytes that `contentKind` wants to see, where the content has as many. */
export const kindBytes = 512

const signatures: readonly (readonly [hex: string, reason: string])[] = [
  ['fffe', 'UTF-16 text: save it as UTF-8'],
  ['feff', 'UTF-16 text: save it as UTF-8'],
  ['425a68', 'bzip2 is not read: decompress it first'],
  ['fd377a585a00', 'xz is not read: decompress it first'],
  ['377abcaf271c', '7z is not read: unpack it first'],
  ['526172211a07', 'rar is not read: unpack it first'],
  ['04224d18', 'lz4 is not read: decompress it first'],
]

/** Tells the content from its first bytes (up to 512 of them). */
export function contentKind(head: Buffer): ContentKind {
  if (isGzip(head)) return 'gzip'
  if (isZstd(head)) return 'zstd'
  const start = head.toString('hex', 0, 8)
  if (start.startsWith('504b0304') || start.startsWith('504b0506') || start.startsWith('504b0606'))
    return 'zip'
  if (isTarHeader(head)) return 'tar'
  const known = signatures.find(([signature]) => start.startsWith(signature))
  if (known !== undefined) return { unread: known[1] }
  const first = head.find((byte) => byte > 32)
  if (head.length > 0 && head.includes(0) && first !== 123 && first !== 91 && first !== 0xef) {
    return { unread: 'binary data, no JSON' }
  }
  return 'json'
}
