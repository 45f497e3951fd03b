// A metric's name in a table: long ones may go on in the next line, between their words.
import { type Markup, html } from './html.ts'

/** The name with places to break: `GetSnapshotDiff|ReportListing|AvgTime`. */
export function metricName(name: string): Markup {
  const [first = '', ...rest] = name.split(/(?=AvgTime|NumOps|Report(?=[A-Z])|MarkSweep)/)
  return html`${first}${rest.map((part) => html`<wbr />${part}`)}`
}
