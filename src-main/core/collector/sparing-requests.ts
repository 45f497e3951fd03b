// Asks for what the product reads and no more: by one pattern while its answer is small, else bean by bean.
import type { JmxBean } from '../etl/document.ts'
import type { Clock } from '../host.ts'
import { parseJson } from '../importer/json-text.ts'
import {
  beanQueries,
  changingAttributes,
  jvmQueries,
  lastingAttributes,
  patternQuery,
  queueQueries,
  runtimeQuery,
  startedAttribute,
} from './bean-requests.ts'
import { isEmptyList } from './beans-text.ts'

/** One request of JMXJsonServlet; resolves to the text between the brackets of its list of beans. */
export type Ask = (parameter: 'qry' | 'get', value: string) => Promise<Buffer>

/** What one poll brought. */
export interface PolledBeans {
  readonly lists: readonly Buffer[]
  readonly requests: 'pattern' | 'beans'
}

/** Bytes of the pattern's answer beyond which beans are asked for one by one. */
const largestPattern = 256 * 1024

/** Bytes below which one goes back to the pattern: less, so that a NameNode at the limit does not change to and fro. */
const smallPattern = 0.75 * largestPattern

/** ms after which what does not change is asked for again, and the pattern is tried again. */
const hour = 3_600_000

const started = /"NNStartedTimeInMillis"\s*:\s*(\d+)/

const startOf = (list: Buffer): string | undefined => started.exec(list.toString('latin1'))?.[1]

/** The one bean of a list that holds one attribute; undefined where the bean or the attribute is unknown. */
function attributeIn(list: Buffer): JmxBean | undefined {
  if (isEmptyList(list)) return undefined
  const bean = parseJson(list.toString()) as JmxBean
  return bean['result'] === 'ERROR' ? undefined : bean
}

/** One bean of several that hold an attribute each. */
function joined(lists: readonly Buffer[]): Buffer {
  const beans = lists.map(attributeIn).filter((bean) => bean !== undefined)
  return Buffer.from(beans.length === 0 ? '' : JSON.stringify(Object.assign({}, ...beans)))
}

/** What does not change while a NameNode runs. */
interface Lasting {
  /** When it was asked for, epoch ms. */
  readonly at: number
  readonly requests: PolledBeans['requests']
  /** Start of the NameNode, as it gives it. */
  readonly started: string | undefined
  readonly info: readonly Buffer[]
  readonly hasQueues: boolean
}

export class SparingRequests {
  readonly #clock: Clock
  /** When the pattern was last found too large, epoch ms. */
  #largeAt: number | undefined
  #lasting: Lasting | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Asks for one document, one request after another. Remembers nothing of a poll that fails. */
  async poll(ask: Ask): Promise<PolledBeans> {
    const now = this.#clock.now()
    const isNear = (time: number): boolean => Math.abs(now - time) < hour
    const isBeans = this.#largeAt !== undefined && isNear(this.#largeAt)
    const requests = isBeans ? 'beans' : 'pattern'
    const all = (kind: 'qry' | 'get', values: readonly string[]): Promise<Buffer[]> =>
      each(values, (value) => ask(kind, value))

    const [first = Buffer.alloc(0)] = await all('qry', isBeans ? beanQueries.slice(0, 1) : [patternQuery])
    const lists = [first, ...(await all('qry', [...(isBeans ? beanQueries.slice(1) : []), ...jvmQueries]))]
    const start = isBeans ? await ask('get', startedAttribute) : first
    const started = startOf(start)
    const last = this.#lasting
    const known =
      last?.requests === requests && last.started === started && isNear(last.at) ? last : undefined

    // The pattern has the scheduler's metrics already.
    const queries = isBeans ? queueQueries : queueQueries.slice(0, 1)
    const queues = known?.hasQueues === false ? [] : await all('qry', queries)
    lists.push(...queues)
    if (known === undefined) lists.push(await ask('qry', runtimeQuery))
    const info = known?.info ?? (isBeans ? await all('get', lastingAttributes) : [])
    if (isBeans) lists.push(joined([start, ...info, ...(await all('get', changingAttributes))]))

    const hasQueues = queues.some((list) => !isEmptyList(list))
    this.#lasting = known ?? { at: now, requests, started, info, hasQueues }
    if (!isBeans) {
      const wasLarge = this.#largeAt !== undefined
      const isLarge = first.length > (wasLarge ? smallPattern : largestPattern)
      this.#largeAt = isLarge ? now : undefined
    }
    return { lists, requests }
  }
}

/** One after another: a NameNode is asked for one thing at a time. */
async function each(values: readonly string[], ask: (value: string) => Promise<Buffer>): Promise<Buffer[]> {
  const answers: Buffer[] = []
  for (const value of values) answers.push(await ask(value))
  return answers
}
