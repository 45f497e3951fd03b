// What an import brought, in words.
import { attachmentText } from '../../../src-shared/attachment-text.ts'
import type { ImportSummary } from '../../../src-shared/contract/imports.ts'
import type { Source } from '../../../src-shared/contract/sources.ts'
import { figure } from '../../../src-shared/figures.ts'
import { rangeText } from '../../../src-shared/zones.ts'

const counted = (count: number, one: string): string => `${figure(count)} ${count === 1 ? one : `${one}s`}`

/** `nn1.lab (Hadoop 3.4.3)`, several with commas between. */
function originText({ sources: named }: ImportSummary, sources: readonly Source[]): string {
  return named
    .map(({ id, name }) => {
      const nodes = sources.find((source) => source.id === id)?.nodes ?? []
      const versions = [...new Set(nodes.flatMap(({ version }) => version ?? []))]
      return versions.length === 0 ? name : `${name} (Hadoop ${versions.join(', ')})`
    })
    .join(', ')
}

/** What came in: `1,556 documents, 1,476 rows from nn1.lab (Hadoop 3.4.3)`. */
export function broughtText(summary: ImportSummary, sources: readonly Source[]): string {
  const { found, added, duplicates, rows } = summary
  const origin = originText(summary, sources)
  const from = origin === '' ? '' : ` from ${origin}`
  const { length: files } = summary.attachments
  const { length: reports } = summary.reports
  if (found === 0 && files === 0 && reports > 0) return `${counted(reports, 'report')} that others made.`
  if (found === 0 && files > 0)
    return `${counted(files, 'file')} beside the dumps: analyse again, and reports speak of what is in ${files === 1 ? 'it' : 'them'}.`
  if (added === 0 && duplicates > 0)
    return `All ${counted(found, 'document')}${from} had been imported before; nothing was added.`
  const known = duplicates === 0 ? '' : ` (${figure(duplicates)} of them known before)`
  return `${counted(found, 'document')}${known}, ${counted(rows, 'row')}${from}.`
}

/** Files that are told one by one. */
const mostTold = 12

/** A line for each configuration, thread dump and log; of many the first ones, and how many more. */
export function attachmentTexts({ attachments }: ImportSummary, zone: string): readonly string[] {
  const more = attachments.length - mostTold
  const told = attachments.slice(0, mostTold).map((one) => attachmentText(one, zone))
  return more > 0 ? [...told, `and ${counted(more, 'file')} more`] : told
}

/** The stretch that it covers: `2026-11-22 15:47:38 to 16:14:05 UTC`; empty where there is none. */
export function spanText({ from, to }: ImportSummary, zone: string): string {
  return from === null || to === null ? '' : `${rangeText(from, to, zone)} ${zone}`
}

/** `2 skipped`; empty where nothing was. */
export function skippedText({ skippedCount }: ImportSummary): string {
  return skippedCount === 0 ? '' : `${figure(skippedCount)} skipped`
}
