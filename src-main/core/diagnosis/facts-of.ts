// Everything that is known of an incident → the facts that the rules look at. Pure.
import type { Attributes, Configuration, Facts, Logs, State } from './facts.ts'
import { type BaselineLevel, type IncidentColumns, levelsOf } from './levels.ts'
import { whoOf } from './users.ts'
import type { DocumentWitness, IncidentWitness } from './witness.ts'

export type { BaselineLevel, IncidentColumns } from './levels.ts'

export interface FactsInput {
  readonly columns: IncidentColumns
  /** Of all columns. */
  readonly baseline: readonly BaselineLevel[]
  /** Epoch ms: times of its first and last row. */
  readonly incident: { readonly start: number; readonly end: number }
  readonly witness: IncidentWitness
  readonly configuration: Configuration
  readonly logs: Logs
}

/** No file of the NameNode's configuration was handed over. */
export const noConfiguration: Configuration = { files: [], get: () => null }

/** No log and no thread dump was handed over. */
export const noLogs: Logs = {
  files: { audit: false, namenode: false, gc: false, stacks: false },
  lockHolds: [],
  pauses: [],
  groupLookups: [],
  commands: [],
  handlers: [],
}

/** The middle spacing of the rows, seconds; 0 for a single row. */
function spacingOf(times: Float64Array): number {
  const spacings = Array.from(times.subarray(1), (time, row) => time - (times[row] ?? time))
  return (spacings.toSorted((one, other) => one - other)[spacings.length >> 1] ?? 0) / 1000
}

/** Hadoop's own port of the NameNode. */
const presetPort = '8020'

const inService = ['active', 'standby', 'observer'] as const

function stateOf(documents: readonly DocumentWitness[], start: number): State {
  const within = documents.filter(({ time }) => time >= start)
  const last = within.at(-1) ?? documents.at(-1)
  const safe = within.find(({ safeModeText }) => safeModeText !== '')
  return {
    haState: inService.find((state) => state === last?.haState) ?? 'unknown',
    safeMode: safe !== undefined,
    safeModeText: safe?.safeModeText ?? '',
    startedAt: last?.startedAt ?? null,
    haTransitionAt: last?.haTransitionAt ?? null,
    checkpoints: [...new Set(documents.flatMap(({ checkpointAt }) => checkpointAt ?? []))].toSorted(
      (one, other) => one - other,
    ),
  }
}

/** Counters of things done: what they grew by in the incident is what tells. */
const counter = /NumOps$|^OverflowedCalls/

function attributesOf(documents: readonly DocumentWitness[]): Attributes {
  const [first, last] = [documents[0], documents.at(-1)]
  const beans = [...(last?.attributes ?? [])].map(([bean, attributes]) => {
    const before = first?.attributes.get(bean)
    const values = new Map(
      [...attributes].map(([attribute, value]) => {
        if (typeof value !== 'number' || !counter.test(attribute)) return [attribute, value] as const
        const from = before?.get(attribute)
        return [attribute, Math.max(0, value - (typeof from === 'number' ? from : 0))] as const
      }),
    )
    // Before 3.4 a mean without operations is an old one.
    for (const attribute of [...values.keys()])
      if (attribute.endsWith('AvgTime') && values.get(attribute.replace(/AvgTime$/, 'NumOps')) === 0)
        values.delete(attribute)
    return [bean, values] as const
  })
  return new Map(beans)
}

/** Facts of one incident. Levels are computed when they are asked for. */
export function factsOf(input: FactsInput): Facts {
  const { columns, baseline, incident, witness, configuration, logs } = input
  const { start, end } = incident
  const level = levelsOf(columns, baseline, start, end)
  const { documents } = witness
  const spacing = spacingOf(columns.times)
  // Counters are counted from the poll before it, where the process is the same.
  const within = documents.filter(({ time }) => time >= start && time <= end)
  const entry = documents.findLast(({ time }) => time < start && time >= start - 2000 * spacing)
  const isSame = entry !== undefined && entry.startedAt === within[0]?.startedAt
  return {
    start,
    end,
    spacing,
    version: documents.findLast(({ version }) => version !== null)?.version ?? null,
    clientPort: documents.findLast(({ clientPort }) => clientPort !== null)?.clientPort ?? presetPort,
    hasServicePort: documents.some(({ hasServicePort }) => hasServicePort),
    level,
    who: whoOf(witness, start, end, (id) => level(id)?.mean),
    configuration,
    logs,
    state: stateOf(documents, start),
    attributes: attributesOf(isSame ? [entry, ...within] : within),
  }
}
