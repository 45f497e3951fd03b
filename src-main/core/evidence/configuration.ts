// The configuration of a NameNode as it was at a time, out of the files that were handed over.
import { z } from 'zod'
import { attachmentsOf, attachmentsOfSource, settingsOf, type AttachmentRow } from '../store/attachments.ts'
import type { ReadableDatabase } from '../store/database.ts'
import type { Configuration } from '../diagnosis/facts.ts'

const Settings = z.array(z.tuple([z.string(), z.string(), z.boolean()]))
type Settings = z.infer<typeof Settings>

/** What runs is certain; of files those of HDFS are read after the others (HdfsConfiguration), so that they hold. */
function rank(name: string, settings: Settings): number {
  if (name === '/conf') return 2
  return settings.some(([key]) => key.startsWith('dfs.')) ? 1 : 0
}

/** Of files with the same name the latest from before the time, else the first one after it. */
function asOf(files: readonly AttachmentRow[], at: number): AttachmentRow[] {
  const byName = Map.groupBy(files, ({ name }) => name)
  return [...byName.values()].flatMap((same) => {
    const before = same.filter(({ modified_at: time }) => time <= at)
    return before.at(-1) ?? same[0] ?? []
  })
}

/**
 * The node's configuration as of a time (epoch ms): its own files, or those of no particular node; where there are none those
 * of another node of the source, since nodes of a nameservice are configured alike. Secrets read `<redacted>`.
 */
export function readConfiguration(
  db: ReadableDatabase,
  sourceId: number,
  node: number | null,
  at: number,
): Configuration {
  const own = attachmentsOf(db, { source: sourceId, node }, 'configuration')
  const files = asOf(own.length > 0 ? own : attachmentsOfSource(db, sourceId, 'configuration'), at)
  const read = files.map(({ id, name }) => {
    const settings = Settings.parse(settingsOf(db, id))
    return { name, settings, rank: rank(name, settings) }
  })
  const values = new Map<string, { readonly value: string; readonly isFinal: boolean }>()
  for (const { settings, rank: own } of read.toSorted((left, right) => left.rank - right.rank)) {
    for (const [key, value, isFinal] of settings) {
      // A final value is not overridden by files that come later; what runs has that behind it.
      if (own === 2 || values.get(key)?.isFinal !== true) values.set(key, { value, isFinal })
    }
  }
  return { files: read.map(({ name }) => name).toSorted(), get: (key) => values.get(key)?.value ?? null }
}
