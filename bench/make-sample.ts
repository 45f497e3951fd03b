// Cuts the sample in assets out of day-a: the healthy baseline, two faults and a busy but healthy stretch between them.
import { readFileSync, writeFileSync } from 'node:fs'
import zlib from 'node:zlib'
import { z } from 'zod'
import { readDocuments } from '../src-main/core/importer/read-documents.ts'

/** A minute after the end of the full garbage collections (a03), before the next fault begins. */
const end = 1795364045000

const lines: Buffer[] = []
const skipped: string[] = []
const onSkipped = (part: { place: string; reason: string }): void =>
  void skipped.push(`${part.place}: ${part.reason}`)
for await (const documents of readDocuments(['bench/recordings/day-a.jsonl.zst'], { onSkipped })) {
  for (const { time, text } of documents) if (time <= end) lines.push(text, Buffer.from('\n'))
}
if (skipped.length > 0) throw new Error(skipped.join('\n'))

const params = {
  [zlib.constants.ZSTD_c_compressionLevel]: 19,
  [zlib.constants.ZSTD_c_windowLog]: 24,
  [zlib.constants.ZSTD_c_enableLongDistanceMatching]: 1,
}
writeFileSync('assets/sample/sample.jsonl.zst', zlib.zstdCompressSync(Buffer.concat(lines), { params }))

const Labels = z.looseObject({ events: z.array(z.looseObject({ end: z.number() })) })
const labels = Labels.parse(JSON.parse(readFileSync('bench/recordings/day-a.labels.json', 'utf8')))
const kept = { ...labels, recording: 'sample', events: labels.events.filter((event) => event.end <= end) }
writeFileSync('assets/sample/sample.labels.json', `${JSON.stringify(kept, null, 1)}\n`)
console.log(`${String(lines.length / 2)} documents, ${String(kept.events.length)} events`)
