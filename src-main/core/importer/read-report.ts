// A report that somebody else exported, among the files of an import: told by its content, and never taken for a dump.
import {
  isReportName,
  isReportText,
  readReportFile,
  reportReasons,
  reportTextMost,
} from '../report/file/read-report-file.ts'
import type { SendReport } from './found-document.ts'
import { InputDamage } from './intake.ts'
import { kindBytes } from './content-kind.ts'
import type { Leaf } from './leaves.ts'
import type { Reading } from './reading.ts'

/** The leaf's text, or the reason why it is not read. */
async function textOf(leaf: Leaf, reading: Reading): Promise<Buffer | string> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of leaf.content.rest()) {
      reading.inflated(piece.length, leaf.place)
      size += piece.length
      if (size > reportTextMost) return reportReasons.tooLarge
      pieces.push(piece)
    }
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error
    return reportReasons.cutOff
  }
  return Buffer.concat(pieces)
}

/** Reads the leaf where it is a report, or calls itself one; false where it is to be read as something else. */
export async function readReport(leaf: Leaf, reading: Reading, onReport: SendReport): Promise<boolean> {
  await leaf.content.fill(kindBytes)
  if (!isReportText(leaf.content.buffered)) {
    if (!isReportName(leaf.name)) return false
    reading.skipped(leaf.place, reportReasons.nameOnly)
    return true
  }
  const text = await textOf(leaf, reading)
  const opened = typeof text === 'string' ? text : readReportFile(text)
  if (typeof opened === 'string') reading.skipped(leaf.place, opened)
  else await onReport({ place: leaf.place, ...opened })
  return true
}
