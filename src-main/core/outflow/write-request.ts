// The body of Remote Write 1.0 before its compression: WriteRequest of prometheus.prompb, in protobuf's wire format.
import type { Labels } from './metric-family.ts'

/** What says that a series has ended: one of NaN's many bit patterns (prometheus/model/value, StaleNaN). */
export const stale = Symbol('stale')
const staleBits = 0x7ff0_0000_0000_0002n

/** A series; its labels are encoded once, however many samples it gets. */
export interface Series {
  /** `__name__` among them. */
  readonly labels: Labels
  /** The labels as fields of TimeSeries. */
  readonly bytes: Buffer
}

/** One value of a series. */
export interface Sample {
  readonly series: Series
  readonly value: number | typeof stale
  /** Epoch ms. */
  readonly time: number
}

/** Bytes of a number from 0 on, seven bits each. */
function varintLength(value: number): number {
  let length = 1
  for (let left = value; left >= 128; left = Math.floor(left / 128)) length++
  return length
}

/** Writes a number from 0 on, the lowest seven bits first; returns where it ends. */
function putVarint(bytes: Buffer, value: number, start: number): number {
  let [at, left] = [start, value]
  for (; left >= 128; left = Math.floor(left / 128)) bytes[at++] = (left % 128) | 128
  bytes[at++] = left
  return at
}

/** The beginning of a field that holds `length` bytes (wire type 2); returns where it ends. */
function putHead(bytes: Buffer, number: number, length: number, start: number): number {
  bytes[start] = (number << 3) | 2
  return putVarint(bytes, length, start + 1)
}

const headLength = (length: number): number => 1 + varintLength(length)

function field(number: number, content: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(headLength(content.length) + content.length)
  content.copy(bytes, putHead(bytes, number, content.length, 0))
  return bytes
}

/** A series as receivers want it: labels by name, none empty. Names are ASCII. */
export function seriesOf(labels: Labels): Series {
  const own = Object.entries(labels).filter(([, value]) => value !== '')
  const ordered = own.toSorted(([left], [right]) => (left < right ? -1 : 1))
  const fields = ordered.map(([name, value]) =>
    field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(value))])),
  )
  return { labels: Object.fromEntries(ordered), bytes: Buffer.concat(fields) }
}

/** Sample: value = 1 (double, wire type 1), timestamp = 2 (varint). */
const sampleLength = ({ time }: Sample): number => 10 + varintLength(time)

function putSample(bytes: Buffer, sample: Sample, start: number): number {
  const { value, time } = sample
  let at = putHead(bytes, 2, sampleLength(sample), start)
  bytes[at++] = 0x09
  at = value === stale ? bytes.writeBigUInt64LE(staleBits, at) : bytes.writeDoubleLE(value, at)
  bytes[at++] = 0x10
  return putVarint(bytes, time, at)
}

/** The request: samples of one series together, in the order in which they are given. */
export function writeRequest(samples: readonly Sample[]): Buffer {
  const groups = [...Map.groupBy(samples, ({ series }) => series)].map(([series, own]) => {
    const lengths = own.map((sample) => headLength(sampleLength(sample)) + sampleLength(sample))
    return { series, own, length: lengths.reduce((sum, length) => sum + length, series.bytes.length) }
  })
  const total = groups.reduce((sum, { length }) => sum + headLength(length) + length, 0)
  const bytes = Buffer.allocUnsafe(total)
  let at = 0
  for (const { series, own, length } of groups) {
    at = putHead(bytes, 1, length, at)
    at += series.bytes.copy(bytes, at)
    for (const sample of own) at = putSample(bytes, sample, at)
  }
  return bytes
}
