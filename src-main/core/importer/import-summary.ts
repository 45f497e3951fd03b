// Counts what an import did, for its result and its history.
import type { ImportSummary } from '../../../src-shared/contract/imports.ts'
import type { FoundDocument, SkippedPart } from './found-document.ts'

/** Skipped parts that are listed one by one; all are counted. */
const listed = 1000

/** An empty summary of the given inputs. */
export function newSummary(inputs: readonly string[]): ImportSummary {
  return {
    inputs: [...inputs],
    found: 0,
    added: 0,
    duplicates: 0,
    rows: 0,
    skippedCount: 0,
    skipped: [],
    timeFrom: { wrapper: 0, runtime: 0, name: 0, file: 0 },
    sources: [],
    from: null,
    to: null,
    attachments: [],
    reports: [],
  }
}

/** Counts a document. Changes the summary. */
export function countDocument(
  summary: ImportSummary,
  document: Pick<FoundDocument, 'time' | 'timeFrom'>,
): void {
  summary.found += 1
  summary.timeFrom[document.timeFrom] += 1
  summary.from = Math.min(summary.from ?? document.time, document.time)
  summary.to = Math.max(summary.to ?? document.time, document.time)
}

/** Counts a part that was left out. Changes the summary. */
export function countSkipped(summary: ImportSummary, part: SkippedPart): void {
  summary.skippedCount += 1
  if (summary.skipped.length < listed) summary.skipped.push({ place: part.place, reason: part.reason })
}
