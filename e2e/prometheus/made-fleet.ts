// Days of many NameNodes, made from day-a: its healthy minutes over and over, stretched, each NameNode from another one on and
// a little different, counters going on; some have one of day-a's faults.
import { type LabelledEvent, labelsOf } from '../../src-main/core/fixtures/imported.ts'
import { type Recording, recordedBatches } from '../recordings.ts'
import { type SpokenDialect, speak } from './dialects.ts'
import { numberText, seriesText } from './exposition.ts'
import { isCounter, withKnownNumbers } from './known-attributes.ts'

const recording: Recording = 'day-a'

/** A fault of day-a that a NameNode has: as many samples as were recorded of it. */
export interface PlacedFault {
  readonly node: number
  /** `a06` */
  readonly event: string
  /** Epoch ms of its first sample. */
  readonly at: number
}

export interface FleetPlan {
  readonly nodes: number
  /** Epoch ms, the end excluded. */
  readonly from: number
  readonly to: number
  /** Between two samples, ms. */
  readonly spacing: number
  readonly dialect: SpokenDialect
  readonly faults: readonly PlacedFault[]
}

/** A recording as a matrix: a row per document, a column per series. */
export interface RecordedSeries {
  readonly series: readonly {
    readonly name: string
    readonly labels: Readonly<Record<string, string>>
    readonly isCounter: boolean
    readonly isMean: boolean
  }[]
  /** NaN where a document lacks the series. */
  readonly rows: readonly Float64Array[]
  /** Rows in which nothing was done. */
  readonly healthy: number
  /** First and last row of each labelled event. */
  readonly events: ReadonlyMap<string, readonly [first: number, last: number]>
  /** Between two documents, ms. */
  readonly spacing: number
}

/** Reads day-a in a dialect; the first document tells which series there are. */
export async function recordedSeries(dialect: SpokenDialect): Promise<RecordedSeries> {
  const index = new Map<string, number>()
  const series: RecordedSeries['series'][number][] = []
  const rows: Float64Array[] = []
  const times: number[] = []
  for await (const batch of recordedBatches(recording))
    for (const { jmx, time } of batch) {
      const lines = speak[dialect](withKnownNumbers(jmx))
      if (rows.length === 0)
        for (const { name, labels, attribute } of lines) {
          index.set(seriesText(name, labels), series.length)
          const isMean = attribute.endsWith('AvgTime')
          series.push({ name, labels, isCounter: isCounter(attribute), isMean })
        }
      const row = new Float64Array(series.length).fill(Number.NaN)
      for (const { name, labels, value } of lines) {
        const at = index.get(seriesText(name, labels))
        if (at !== undefined) row[at] = value
      }
      rows.push(row)
      times.push(time)
    }
  const { baselineSeconds, events } = labelsOf(`bench/recordings/${recording}`)
  const first = times[0] ?? 0
  const rowsOf = ({ start, end }: LabelledEvent): [number, number] => [
    times.findIndex((time) => time >= start),
    times.findLastIndex((time) => time <= end),
  ]
  return {
    series,
    rows,
    healthy: times.filter((time) => time < first + baselineSeconds * 1000).length,
    events: new Map(events.map((event) => [event.id, rowsOf(event)])),
    spacing: ((times.at(-1) ?? 0) - first) / (times.length - 1),
  }
}

/** `nn007.example:9404` */
export const instanceOf = (node: number): string => `nn${String(node).padStart(3, '0')}.example:9404`

/** Labels of all series of a NameNode; two share a cluster. */
const labelsOfNode = (node: number): Readonly<Record<string, string>> => ({
  instance: instanceOf(node),
  job: 'hdfs-namenode',
  cluster: `c${String(node >> 1).padStart(3, '0')}`,
})

/** Noise between -1 and 1, the same for the same numbers (the finaliser of MurmurHash3). */
function noise(node: number, step: number): number {
  let bits = (node * 0x9e3779b1 + step * 0x85ebca6b) >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 31 - 1
}

/** One NameNode as it plays on. */
class Player {
  readonly #recorded: RecordedSeries
  readonly #plan: FleetPlan
  readonly #node: number
  readonly #prefixes: readonly string[]
  readonly #counted: Float64Array
  readonly #up: string
  readonly #faults: readonly PlacedFault[]
  #step = 0

  constructor(recorded: RecordedSeries, plan: FleetPlan, node: number) {
    this.#recorded = recorded
    this.#plan = plan
    this.#node = node
    const own = labelsOfNode(node)
    this.#prefixes = recorded.series.map(({ name, labels }) => `${seriesText(name, { ...labels, ...own })} `)
    this.#up = `${seriesText('up', own)} 1`
    this.#counted = Float64Array.from(recorded.rows[0] ?? [])
    this.#faults = plan.faults.filter((fault) => fault.node === node)
  }

  /** Time of its next sample: NameNodes are scraped one after another, each a little late at times. */
  get next(): number {
    const { from, spacing, nodes } = this.#plan
    const late = Math.floor(Math.abs(noise(this.#node, this.#step)) * 0.002 * spacing)
    return from + this.#step * spacing + Math.floor((this.#node / nodes) * 0.9 * spacing) + late
  }

  #rowAt(time: number): number {
    const { spacing } = this.#plan
    for (const { event, at } of this.#faults) {
      const [first = 0, last = -1] = this.#recorded.events.get(event) ?? []
      const offset = Math.floor((time - at) / spacing)
      if (offset >= 0 && first + offset <= last) return first + offset
    }
    return (this.#step + this.#node * 97) % this.#recorded.healthy
  }

  /** The text of its next sample. */
  play(): string {
    const { rows, series, spacing } = this.#recorded
    const time = this.next
    const at = this.#rowAt(time)
    const row = rows[at] ?? new Float64Array()
    const before = rows[at === 0 ? at : at - 1] ?? row
    const stretched = this.#plan.spacing / spacing
    const stamp = ` ${(time / 1000).toFixed(3)}\n`
    const factor = 1 + 0.05 * noise(this.#node, this.#step)
    let text = ''
    for (let column = 0; column < series.length; column += 1) {
      const { isCounter: counts, isMean } = series[column] ?? { isCounter: false, isMean: false }
      let value = row[column] ?? Number.NaN
      if (counts) {
        // More calls in a longer time.
        const grown = Math.max(0, value - (before[column] ?? value)) || 0
        const sum = (this.#counted[column] ?? 0) + grown * stretched
        this.#counted[column] = sum
        if (!Number.isNaN(value)) value = Math.round(sum)
      } else if (isMean) value = Math.round(value * factor * 1000) / 1000
      if (!Number.isNaN(value)) text += `${this.#prefixes[column] ?? ''}${numberText(value)}${stamp}`
    }
    this.#step += 1
    return `${text}${this.#up}${stamp}`
  }
}

/** Gives the text of the samples between two times; must be called with stretches that follow one another. */
export function fleetText(
  recorded: RecordedSeries,
  plan: FleetPlan,
): (from: number, to: number) => Iterable<string> {
  const players = Array.from({ length: plan.nodes }, (_, node) => new Player(recorded, plan, node))
  return function* between(_from, to) {
    for (const player of players) while (player.next < to) yield player.play()
  }
}
