// The small recording that most tests use: Hadoop 3.3.6, two minutes at one second, healthy.
import path from 'node:path'
import { recordingsFolder } from './recordings.ts'

/** Its file; it holds 129 documents. */
export const lightFile = path.join(recordingsFolder, 'light-3.3-cms.jsonl.zst')

/** Its time, epoch ms. */
export const lightTimes = { first: 1_795_362_530_978, last: 1_795_362_661_538, documents: 129 } as const

/** A range that ends on whole seconds. */
export interface Stretch {
  readonly from: number
  readonly to: number
  /** `FROM..TO` as options take it. */
  readonly text: string
}

const stretch = (from: number, to: number): Stretch => ({ from, to, text: `${from}..${to}` })

/** Its first 70 seconds. */
export const lightBaseline = stretch(1_795_362_530_000, 1_795_362_600_000)

/** Its last minute. */
export const lightWindow = stretch(1_795_362_600_000, 1_795_362_662_000)
