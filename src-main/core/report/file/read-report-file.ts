// Reads a report file as what a stranger may have written: recognised, limited, checked; what is wrong is said in plain words.
import { z } from 'zod'
import { isZone } from '../../../../src-shared/zones.ts'
import {
  ReportFile,
  type SentReport,
  fingerprintOf,
  reportEnding,
  reportFileVersion,
  reportFormat,
} from './report-file.ts'

/** A report that came in a file. */
export interface OpenedReport {
  readonly report: SentReport
  readonly source: { readonly name: string; readonly key: string }
  readonly fingerprint: string
}

/** Largest text of a report, bytes: a year at a row a minute has a third of it. */
export const reportTextMost = 128 * 2 ** 20
/** Deepest nesting of objects and lists; reports have 9. */
const depthMost = 32
/** Longest title and note, characters. */
const titleMost = 1000
const noteMost = 10_000

/** Begin of all reasons why a report is not opened. */
const begin = 'a report file '

/** Whether a part was skipped as a report that could not be opened. */
export const isReportReason = (reason: string): boolean => reason.startsWith(begin)

/** The reasons. */
export const reportReasons = {
  tooLarge: `${begin}that is too large: more than ${(reportTextMost / 2 ** 20).toString()} MiB`,
  nameOnly: `${begin}by its name alone: it is damaged, or something else was given that name`,
  cutOff: `${begin}that is cut off or damaged: ask for it once more`,
} as const

/** Whether a name says that it is a report. */
export const isReportName = (name: string): boolean => name.toLowerCase().endsWith(reportEnding)

const headForm = new RegExp(String.raw`^\uFEFF?\s*\{\s*"format"\s*:\s*"${reportFormat}"`)

/** Whether text is a report file, by its first bytes. */
export const isReportText = (head: Buffer): boolean => headForm.test(head.toString('utf8', 0, 512))

/** Whether brackets outside of texts nest deeper than may be. */
function isTooDeep(text: Buffer): boolean {
  let [depth, isText] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at]
    if (isText) {
      if (byte === 92) at += 1
      else if (byte === 34) isText = false
    } else if (byte === 34) isText = true
    else if (byte === 123 || byte === 91) {
      depth += 1
      if (depth > depthMost) return true
    } else if (byte === 125 || byte === 93) depth -= 1
  }
  return false
}

/** What must be there before anything else is looked at. */
const Envelope = z.object({ version: z.number(), app: z.string().max(100).optional() })

/** Where the versions of what is in the envelope stand. */
const versions: ReadonlySet<string> = new Set(['report.reportVersion', 'report.analysis.version'])

function jsonOf(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString().replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

const newer = (what: string, app: string | undefined): string =>
  `${begin}of a newer nnad${app === undefined ? '' : ` (${app.replace(/[^\w.+-]/g, '?')})`}: ${what}. Update nnad to open it, or ask for the report as PDF or HTML`

/** 2000 to 2100: beyond it is no report of a NameNode. */
const [earliest, latest] = [Date.UTC(2000, 0), Date.UTC(2100, 0)]

/** All times that screens write out. */
function timesOf({ createdAt, analysis, anomalies, series }: SentReport): number[] {
  const { window, model, windows, incidents, states } = analysis
  return [
    ...[createdAt, window.from, window.to, model.trainedAt],
    ...[...model.ranges, ...states].flatMap(({ from, to }) => [from, to]),
    ...[...windows, ...anomalies, ...incidents].flatMap(({ start, end }) => [start, end]),
    ...series.times,
    ...incidents.flatMap(({ metrics, causes }) => [
      ...metrics.flatMap(({ peakAt }) => peakAt ?? []),
      ...causes.flatMap(({ since, evidence, against }) => [
        since,
        ...[...evidence, ...against].flatMap(({ at }) => at ?? []),
      ]),
    ]),
    ...anomalies.flatMap(({ metrics }) => metrics.flatMap(({ peakAt }) => peakAt ?? [])),
  ]
}

/** What the schema cannot say, for people; undefined where nothing is wrong. */
function objectionTo(report: SentReport): string | undefined {
  const { title, note, zone, analysis, series } = report
  if (title.trim() === '' || title.length > titleMost || note.length > noteMost)
    return 'its title or note is empty or endless'
  if (!isZone(zone)) return 'its time zone is none'
  if (analysis.window.from > analysis.window.to) return 'its window ends before it begins'
  if (timesOf(report).some((time) => time < earliest || time > latest)) return 'a time in it cannot be'
  const count = series.times.length
  const isEven = Object.values(series.metrics).every(
    ({ low, high }) => low.length === count && high.length === count,
  )
  return isEven ? undefined : 'its charts have more values than times, or fewer'
}

/** The report in the text of a file (decompressed, UTF-8); else the reason why there is none, for people. */
export function readReportFile(text: Buffer): OpenedReport | string {
  if (isTooDeep(text)) return `${begin}that is damaged: it nests deeper than ${String(depthMost)} levels`
  const json = jsonOf(text)
  if (json === undefined) return reportReasons.cutOff
  const envelope = Envelope.safeParse(json)
  if (!envelope.success) return `${begin}that is damaged: it does not say its version`
  const { version, app } = envelope.data
  if (version > reportFileVersion)
    return newer(`its version is ${String(version)}, this one reads ${String(reportFileVersion)}`, app)
  const file = ReportFile.safeParse(json)
  if (!file.success) {
    const { path = [] } = file.error.issues[0] ?? {}
    if (versions.has(path.join('.'))) return newer('its report is of a version not known here', app)
    return `${begin}that is damaged: ${path.join('.') || 'its content'} is missing or not what it must be`
  }
  const { report, source } = file.data
  const objection = objectionTo(report)
  if (objection !== undefined) return `${begin}that is damaged: ${objection}`
  return { report, source, fingerprint: fingerprintOf(report) }
}
