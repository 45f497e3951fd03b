// The sample recording as if it had just been made: live scoring looks back a day at most.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { scratchFolder } from '../scratch-folder.ts'
import { type Recorded, sample } from './prepared-data.ts'

/** Writes the sample with its last document taken a minute ago; its ranges are moved alike. */
export function recentSample(): Recorded & Disposable {
  const lines = zstdDecompressSync(readFileSync(sample.file)).toString().trimEnd().split('\n')
  const taken = (line: string): number => Number(/^\{"ts":(\d+)/.exec(line)?.[1])
  const by = Date.now() - 60_000 - taken(lines.at(-1) ?? '')
  const folder = scratchFolder()
  const file = path.join(folder.path, 'recent.jsonl')
  const later = (line: string): string => line.replace(/^\{"ts":\d+/, `{"ts":${String(taken(line) + by)}`)
  writeFileSync(file, lines.map(later).join('\n'))
  const iso = (time: string): string => new Date(Date.parse(time) + by).toISOString()
  const moved = ({ from, to }: { readonly from: string; readonly to: string }) => ({
    from: iso(from),
    to: iso(to),
  })
  return {
    file,
    baseline: moved(sample.baseline),
    shorter: moved(sample.shorter),
    suspect: moved(sample.suspect),
    du: moved(sample.du),
    gc: moved(sample.gc),
    [Symbol.dispose]: () => folder.remove(),
  }
}
