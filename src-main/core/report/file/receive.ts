// Keeps a report that came in a file; the same one again gives the one that is there.
import { Report } from '../../../../src-shared/contract/reports.ts'
import type { WritableDatabase } from '../../store/database.ts'
import { getReport, insertReceived, receivedReport, reportsMadeAt } from '../../store/reports.ts'
import { fingerprintOf } from './report-file.ts'
import type { OpenedReport } from './read-report-file.ts'

/** Where a report is kept now. */
export interface KeptReport {
  readonly id: number
  readonly title: string
  /** It was here before, received or made here; nothing was changed. */
  readonly known: boolean
}

/** The report made here that the file was written from, where it still says the same. */
function ownReport(db: WritableDatabase, { report, fingerprint }: OpenedReport): number | undefined {
  return reportsMadeAt(db, report.createdAt).find((id) => {
    const { head, body } = getReport(db, id)
    const own = Report.parse(JSON.parse(body))
    return fingerprintOf({ ...own, id, title: head.title, note: head.note }) === fingerprint
  })
}

/** Keeps the report; `at` is epoch ms. */
export function receive(db: WritableDatabase, opened: OpenedReport, at: number): KeptReport {
  return db.transaction(() => {
    const known = receivedReport(db, opened.fingerprint) ?? ownReport(db, opened)
    if (known !== undefined) return { id: known, title: getReport(db, known).head.title, known: true }
    const { report, source, fingerprint } = opened
    const { note, ...rest } = report
    const body = Report.parse(rest)
    const { window, incidents, source: from } = body.analysis
    const head = {
      createdAt: body.createdAt,
      title: body.title,
      ...window,
      incidents: incidents.length,
      leading: incidents[0]?.metrics[0]?.metric ?? null,
    }
    const receipt = { receivedAt: at, source: { ...source, node: from.node }, fingerprint, note }
    const id = insertReceived(db, head, receipt, JSON.stringify(body))
    return { id, title: body.title, known: false }
  })
}
