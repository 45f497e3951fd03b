// tar (ustar, GNU long names, pax), pulled: entries are given as they come and nothing is buffered, so that a file that is cut
// off gives all that it holds. Nothing is ever written; names are for people and for times only.
import { Intake, InputDamage } from './intake.ts'

/** One file in an archive; `content` must be read, or left, before the next entry. */
export interface TarEntry {
  readonly name: string
  /** Epoch ms. */
  readonly mtime: number
  /** Why the entry is no file that can be read, undefined for a file. */
  readonly objection: string | undefined
  readonly content: Intake
}

const block = 512
const longestExtension = 2 ** 20

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/** An octal field, or base 256 where its first bit is set. NaN when it is neither. */
function numeral(header: Buffer, start: number, length: number): number {
  if (((header[start] ?? 0) & 128) !== 0) {
    let value = (header[start] ?? 0) & 127
    for (let at = start + 1; at < start + length; at += 1) value = value * 256 + (header[at] ?? 0)
    return value
  }
  const digits = text(header, start, length).trim()
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN
}

/** Whether 512 bytes are a tar header, by their checksum. */
export function isTarHeader(header: Buffer): boolean {
  if (header.length < block || header[0] === 0) return false
  let sum = 8 * 32
  for (let at = 0; at < block; at += 1) if (at < 148 || at >= 156) sum += header[at] ?? 0
  return numeral(header, 148, 8) === sum
}

/** pax records: "LENGTH KEY=VALUE\n", one after another. */
function paxRecords(bytes: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>()
  let at = 0
  while (at < bytes.length) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 10), 10)
    if (!(length > 0)) break
    const record = bytes.toString('utf8', bytes.indexOf(32, at) + 1, at + length - 1)
    const equals = record.indexOf('=')
    records.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return records
}

const padding = (size: number): number => (block - (size % block)) % block
const cutOff = (): InputDamage => new InputDamage('truncated: the tar data ends in the middle')

async function extension(intake: Intake, size: number): Promise<Buffer> {
  if (size > longestExtension)
    throw new InputDamage('damaged: a tar header is too long, the rest is left out')
  if (!(await intake.fill(size + padding(size)))) throw cutOff()
  const bytes = Buffer.from(intake.buffered.subarray(0, size))
  intake.buffered = intake.buffered.subarray(size + padding(size))
  return bytes
}

function objectionTo(type: string): string | undefined {
  if (type === '0' || type === '\0' || type === '7') return undefined
  return type === '1' || type === '2' ? 'a link, not followed' : 'a device or another special file'
}

const without0 = (bytes: Buffer): string => bytes.toString('utf8').replace(/\0.*$/s, '')

/** The entries of the archive, folders left out. Throws InputDamage where the archive is cut off or damaged. */
export async function* tarEntries(intake: Intake): AsyncGenerator<TarEntry, void, undefined> {
  let extended: ReadonlyMap<string, string> = new Map<string, string>()
  let hasEnd = false
  while (await intake.fill(block)) {
    const header = Buffer.from(intake.buffered.subarray(0, block))
    intake.buffered = intake.buffered.subarray(block)
    hasEnd = header[0] === 0 && header.every((byte) => byte === 0)
    if (hasEnd) continue
    if (!isTarHeader(header)) throw new InputDamage('damaged: invalid tar header, the rest is left out')
    const type = String.fromCharCode(header[156] ?? 0)
    const size = Number(extended.get('size') ?? numeral(header, 124, 12))
    if (!(size >= 0)) throw new InputDamage('damaged: invalid size in a tar header, the rest is left out')
    if (type === 'x' || type === 'g') {
      const records = paxRecords(await extension(intake, size))
      if (type === 'x') extended = new Map([...extended, ...records])
    } else if (type === 'L' || type === 'K') {
      const name = without0(await extension(intake, size))
      if (type === 'L') extended = new Map([...extended, ['path', name]])
    } else {
      const prefix = text(header, 257, 6) === 'ustar' ? text(header, 345, 155) : ''
      const name = extended.get('path') ?? (prefix === '' ? '' : `${prefix}/`) + text(header, 0, 100)
      const mtime = Number(extended.get('mtime') ?? numeral(header, 136, 12)) * 1000
      extended = new Map<string, string>()
      yield* entry(intake, { name, mtime, type, size })
    }
  }
  const left = intake.buffered.length
  while ((await intake.take()) !== undefined);
  if (left > 0 || !hasEnd) throw cutOff()
}

interface Header {
  readonly name: string
  readonly mtime: number
  readonly type: string
  readonly size: number
}

async function* entry(intake: Intake, header: Header): AsyncGenerator<TarEntry, void, undefined> {
  const content: Unread = { left: header.size, failure: undefined }
  if (header.type !== '5') {
    const { name, mtime } = header
    yield { name, mtime, objection: objectionTo(header.type), content: new Intake(limited(intake, content)) }
  }
  if (content.failure !== undefined) throw content.failure
  if (!(await intake.skip(content.left + padding(header.size)))) throw cutOff()
}

interface Unread {
  left: number
  failure: InputDamage | undefined
}

async function* limited(intake: Intake, content: Unread): AsyncGenerator<Buffer, void, undefined> {
  while (content.left > 0) {
    const piece = await intake.take(content.left)
    if (piece === undefined) throw (content.failure = cutOff())
    content.left -= piece.length
    yield piece
  }
}
