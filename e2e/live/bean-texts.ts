// Recorded documents cut into the texts of their beans, so that a query is answered by joining some of them.
import { type JmxBean, type JmxDocument, asJmxDocument } from '../../src-main/core/etl/document.ts'
import { queried } from '../namenode/jmx-servlet.ts'
import { namenodeBean } from '../recordings.ts'

export interface BeanText {
  readonly name: string
  readonly text: Buffer
}

/** A document; beans that tell who answers are kept apart, for they are edited. */
export interface DocumentTexts {
  readonly beans: readonly BeanText[]
  readonly edited: ReadonlyMap<string, JmxBean>
}

/** Who answers, in which state, since when. */
export interface Persona {
  readonly cluster: string
  /** `host:port` */
  readonly node: string
  readonly haState: string
  /** Of the process, epoch ms. */
  readonly startedAt: number
}

const runtime = 'java.lang:type=Runtime'

const editsOf: Readonly<Record<string, (persona: Persona) => Readonly<Record<string, unknown>>>> = {
  [namenodeBean('NameNodeInfo')]: ({ cluster, startedAt }) => ({
    ClusterId: cluster,
    NNStartedTimeInMillis: startedAt,
  }),
  [namenodeBean('NameNodeStatus')]: ({ node, haState }) => ({ HostAndPort: node, State: haState }),
  [namenodeBean('FSNamesystem')]: ({ haState }) => ({ 'tag.HAState': haState }),
  [runtime]: ({ startedAt }) => ({ StartTime: startedAt }),
}

/** Cuts a document. */
export function documentTexts(document: JmxDocument): DocumentTexts {
  return {
    beans: document.beans.map((bean) => ({ name: bean.name, text: Buffer.from(JSON.stringify(bean)) })),
    edited: new Map(document.beans.filter(({ name }) => name in editsOf).map((bean) => [bean.name, bean])),
  }
}

/** The attribute that tells one answer from every other one; the product does not know it. */
const serialAttribute = 'SoakSerial'
/** The bean that carries it: in every way of asking it comes whole, and first. */
const serialBean = namenodeBean('JvmMetrics')

/** Whether a document is the JMX cache's copy of the one before: its heap figures are new at every refresh. */
export function isCopy(document: DocumentTexts, before: DocumentTexts | undefined): boolean {
  const jvm = ({ beans }: DocumentTexts): string | undefined =>
    beans.find(({ name }) => name === serialBean)?.text.toString()
  return before !== undefined && jvm(document) === jvm(before)
}

/** The serial of a document that was served; undefined in one that nobody numbered. */
export function serialOf(text: Buffer): number | undefined {
  const at = text.indexOf(`"${serialAttribute}":`)
  if (at < 0) return undefined
  return Number(/\d+/.exec(text.toString('latin1', at, at + 40))?.[0])
}

/** Whether a query asks for a bean, by query and name: patterns are slow to match. */
const asked = new Map<string, Map<string, boolean>>()

function isAskedBy(query: URLSearchParams): (name: string) => boolean {
  const text = query.toString()
  const known = asked.get(text) ?? new Map<string, boolean>()
  asked.set(text, known)
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const { beans = [] } = queried({ beans: [{ name }] }, query) as { readonly beans?: readonly unknown[] }
    known.set(name, beans.length > 0)
    return beans.length > 0
  }
}

/** What the servlet answers to a query; `isThere` leaves beans out that this NameNode does not have now. */
export function answerText(
  { beans, edited }: DocumentTexts,
  {
    query,
    persona,
    serial,
    isThere,
  }: {
    readonly query: URLSearchParams
    readonly persona: Persona
    readonly serial: number
    readonly isThere: (name: string) => boolean
  },
): Buffer {
  const isAsked = isAskedBy(query)
  const pieces = beans
    .filter(({ name }) => isAsked(name) && isThere(name))
    .map(({ name, text }) => {
      const bean = edited.get(name)
      const edits = bean === undefined ? undefined : editsOf[name]
      const whole = edits === undefined ? text : Buffer.from(JSON.stringify({ ...bean, ...edits(persona) }))
      if (name !== serialBean) return whole
      return Buffer.concat([whole.subarray(0, -1), Buffer.from(`,"${serialAttribute}":${String(serial)}}`)])
    })
  const parts = pieces.flatMap((piece, index) => (index === 0 ? [piece] : [Buffer.from(','), piece]))
  const all = Buffer.concat([Buffer.from('{"beans":['), ...parts, Buffer.from(']}')])
  const document = query.has('get') ? asJmxDocument(JSON.parse(all.toString())) : undefined
  return document === undefined ? all : Buffer.from(JSON.stringify(queried(document, query)))
}
