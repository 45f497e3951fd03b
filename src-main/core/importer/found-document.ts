// What reading gives: documents with their time, the parts left out, and the limits that hold meanwhile.
import type { JmxDocument } from '../etl/document.ts'
import type { OpenedReport } from '../report/file/read-report-file.ts'
import type { SendPart } from './attachments/attachment-part.ts'

/** Where a document's time is from: its wrapper, its Runtime bean, its file's name, its file's mtime. */
export type TimeOrigin = 'wrapper' | 'runtime' | 'name' | 'file'

/** One recorded /jmx document as found. */
export interface FoundDocument {
  /** The record's bytes as found, the wrapper included, without newline or separating comma; stays valid. */
  readonly text: Buffer
  /** True: `text` is an object around the document, `{"ts":…,"jmx":{…}}`, with or without a time of its own. */
  readonly wrapped: boolean
  /** The document, parsed; bare NaN and Infinity are null. */
  readonly jmx: JmxDocument
  /** Epoch ms, an integer. */
  readonly time: number
  readonly timeFrom: TimeOrigin
  /** For people: `dump.zip › polls/0001.json`. */
  readonly input: string
}

/** A part that was left out: where (`day.jsonl.gz, line 812`) and why, both for people. */
export interface SkippedPart {
  readonly place: string
  readonly reason: string
}

/** A report that somebody else made, among the files. */
export interface FoundReport extends OpenedReport {
  /** For people: `case.zip › nnad-report-12.nnreport`. */
  readonly place: string
}

/** Where reports go; a promise holds the reader back while the storing half lags behind. */
export type SendReport = (report: FoundReport) => Promise<void> | void

/** Limits of one reading. */
export interface ImportLimits {
  /** Largest record, wrapper included, bytes. */
  readonly documentBytes: number
  /** Deepest nesting of objects and lists, the record itself being 1. */
  readonly depth: number
  /** Most files in a folder or entries in an archive. */
  readonly entries: number
  /** Most bytes of inflated content in all. */
  readonly maxBytes: number
}

/** 64 MiB a document, 64 levels, a million entries, 1 TiB in all. */
export const importLimits: ImportLimits = {
  documentBytes: 64 * 2 ** 20,
  depth: 64,
  entries: 1_000_000,
  maxBytes: 2 ** 40,
}

/**
 * How to read: `onProgress` gets bytes of the input files as they are on disk, rising, at last the total; `onAttachment` what is
 * read out of configurations, thread dumps and logs, `onReport` reports of other people. Without these they are files without
 * documents.
 */
export interface ReadOptions {
  readonly signal?: AbortSignal
  readonly limits?: Partial<ImportLimits>
  onSkipped(part: SkippedPart): void
  onProgress?(bytesRead: number, bytesTotal: number): void
  readonly onAttachment?: SendPart
  readonly onReport?: SendReport
}
