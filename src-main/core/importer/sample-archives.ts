// For the tests beside: archives made byte by byte, honest ones and lying ones.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import zlib from 'node:zlib'
import { pack } from 'tar-stream'
import { ZipFile } from 'yazl'

/** Entries by name. */
export type Contents = Readonly<Record<string, string | Buffer>>

/** What entries are dated, where nothing else is said: epoch ms. */
export const entryTime = Date.UTC(2026, 1, 2, 3, 4, 6)

/** A zip by yazl. */
export async function zipOf(contents: Contents): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(contents)) {
    zip.addBuffer(Buffer.from(content), name, { mtime: new Date(entryTime), compressionLevel: 1 })
  }
  zip.end()
  return buffer(Readable.from(zip.outputStream))
}

/** A tar by tar-stream. */
export async function tarOf(contents: Contents): Promise<Buffer> {
  const tar = pack()
  for (const [name, content] of Object.entries(contents))
    tar.entry({ name, mtime: new Date(entryTime) }, content)
  tar.finalize()
  return buffer(Readable.from(tar))
}

/** zstd, a frame each. */
export const zstdOf = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => zlib.zstdCompressSync(Buffer.from(part))))

/** gzip, a member each. */
export const gzipOf = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => zlib.gzipSync(part)))

interface RawEntry {
  readonly name: string
  readonly method: number
  readonly packed: Buffer
  readonly claimedSize: number
}

function localHeader(entry: RawEntry): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(entry.method, 8)
  header.writeUInt32LE(entry.packed.length, 18)
  header.writeUInt32LE(entry.claimedSize % 2 ** 32, 22)
  header.writeUInt16LE(Buffer.byteLength(entry.name), 26)
  return Buffer.concat([header, Buffer.from(entry.name)])
}

function directoryRecord(entry: RawEntry, offset: number): Buffer {
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(entry.method, 10)
  record.writeUInt32LE(entry.packed.length, 20)
  record.writeUInt32LE(entry.claimedSize % 2 ** 32, 24)
  record.writeUInt16LE(Buffer.byteLength(entry.name), 28)
  record.writeUInt32LE(offset, 42)
  return Buffer.concat([record, Buffer.from(entry.name)])
}

/** End of the directory, with the count also in zip64's place when `zip64`. */
function directoryEnd(count: number, size: number, offset: number, zip64: boolean): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(zip64 ? 0xffff : count, 8)
  end.writeUInt16LE(zip64 ? 0xffff : count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  if (!zip64) return end
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator, end])
}

/** A zip whose names and sizes are whatever is said. */
export function rawZip(entries: readonly RawEntry[], count = entries.length): Buffer {
  const parts: Buffer[] = []
  const records: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const header = localHeader(entry)
    parts.push(header, entry.packed)
    records.push(directoryRecord(entry, offset))
    offset += header.length + entry.packed.length
  }
  const directory = Buffer.concat(records)
  return Buffer.concat([...parts, directory, directoryEnd(count, directory.length, offset, false)])
}

/** A zip of `real` empty entries whose directory's end tells of `told`. */
export function emptyEntriesZip(real: number, told: number, zip64: boolean): Buffer {
  const entry = { name: 'e', method: 0, packed: Buffer.alloc(0), claimedSize: 0 }
  const header = localHeader(entry)
  const record = directoryRecord(entry, 0)
  const directory = Buffer.alloc(record.length * real, record)
  return Buffer.concat([header, directory, directoryEnd(told, directory.length, header.length, zip64)])
}
