// The attributes that a sample is made of: a site that scrapes less than everything scrapes these.
import { z } from 'zod'
import type { JmxDocument } from '../../src-main/core/etl/document.ts'
import type { FoundDocument } from '../../src-main/core/importer/found-document.ts'
import { columns } from '../../src-shared/signals.ts'

const counters: ReadonlySet<string> = new Set(
  columns.filter(({ kind }) => kind === 'counter').map(({ attribute }) => attribute),
)

/** Whether an attribute counts since the start of the NameNode. */
export const isCounter = (attribute: string): boolean =>
  counters.has(attribute) || attribute.endsWith('NumOps')

/** By which a restart is told. */
const starts = ['StartTime', 'NNStartedTimeInMillis']

const known: ReadonlySet<string | undefined> = new Set([
  ...starts,
  // What FSNamesystem calls FSNamesystemState's NumStaleDataNodes.
  'StaleDataNodes',
  ...columns.flatMap(({ attribute, ops, joined }) => [attribute, ops, joined?.attribute, joined?.ops]),
])

const Top = z.object({ windows: z.array(z.object({ windowLenMs: z.number(), ops: z.array(z.unknown()) })) })

/** Who called what, of the first window and the first operation: of all /prom makes a thousand lines. */
function cutTop(text: string): string {
  const { windows } = Top.parse(JSON.parse(text))
  return JSON.stringify({
    windows: windows.slice(0, 1).map(({ windowLenMs, ops }) => ({ windowLenMs, ops: ops.slice(0, 1) })),
  })
}

/** The document without the numbers that no column is made of, and little of nntop: about a fifth of 3.4's. */
export function withKnownNumbers(document: JmxDocument): JmxDocument {
  return {
    beans: document.beans.map((bean) => {
      const kept = Object.entries(bean).flatMap(([name, value]) => {
        if (typeof value !== 'string') return known.has(name) ? [[name, value] as const] : []
        return [[name, name === 'TopUserOpCounts' ? cutTop(value) : value] as const]
      })
      return { ...Object.fromEntries(kept), name: bean.name }
    }),
  }
}

/** The same for a recorded one. */
export const sparing = (found: FoundDocument): FoundDocument => ({
  ...found,
  jmx: withKnownNumbers(found.jmx),
})
