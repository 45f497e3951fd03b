// Many files as one tar (ustar, long names as GNU has them), so that they are one upload and one import. Nothing is copied:
// the archive refers to the files, which are read as it is sent.

/** A file under the name that the archive gives it, folders included. */
export interface NamedFile {
  readonly name: string
  readonly file: File
}

const block = 512
const longName = '././@LongLink'
const encoder = new TextEncoder()

interface Header {
  readonly name: Uint8Array
  readonly size: number
  /** Seconds since 1970. */
  readonly mtime: number
  /** `0` a file, `L` a name too long for the header of the file that follows. */
  readonly type: '0' | 'L'
}

function headerOf({ name, size, mtime, type }: Header): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(block)
  const write = (text: string, at: number): void => bytes.set(encoder.encode(text), at)
  bytes.set(name.subarray(0, 100))
  write('0000644\0', 100)
  write('0000000\0', 108)
  write('0000000\0', 116)
  write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  write(`${mtime.toString(8).padStart(11, '0')}\0`, 136)
  // The sum is made with spaces where it will stand.
  write('        ', 148)
  write(type, 156)
  write('ustar\x0000', 257)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

const padding = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array((block - (size % block)) % block)

function partsOf({ name, file }: NamedFile): readonly BlobPart[] {
  const bytes = encoder.encode(name)
  const mtime = Math.max(0, Math.round(file.lastModified / 1000))
  const header = headerOf({ name: bytes, size: file.size, mtime, type: '0' })
  const own = [header, file, padding(file.size)]
  if (bytes.length <= 100) return own
  const nameSize = bytes.length + 1
  const long = headerOf({ name: encoder.encode(longName), size: nameSize, mtime: 0, type: 'L' })
  return [long, bytes, new Uint8Array(1), padding(nameSize), ...own]
}

/** The archive of files of at most 8 GiB each, in the natural order of their names. */
export function tarOf(files: readonly NamedFile[]): Blob {
  const order = new Intl.Collator('en', { numeric: true })
  const sorted = files.toSorted((left, right) => order.compare(left.name, right.name))
  return new Blob([...sorted.flatMap(partsOf), new Uint8Array(2 * block)])
}
