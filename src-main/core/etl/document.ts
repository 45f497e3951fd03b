// A /jmx document as the NameNode's servlet serves it (Hadoop: org.apache.hadoop.jmx.JMXJsonServlet).

/** One MBean: its `name` and its attributes, any of which may be absent. */
export interface JmxBean {
  readonly name: string
  readonly [attribute: string]: unknown
}

export interface JmxDocument {
  readonly beans: readonly JmxBean[]
}

/** Beans by object name. */
export type Beans = ReadonlyMap<string, JmxBean>

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as a /jmx document, or undefined when it is none: an object with a list `beans`. */
export function asJmxDocument(value: unknown): JmxDocument | undefined {
  return isObject(value) && Array.isArray(value['beans']) ? (value as unknown as JmxDocument) : undefined
}

/** Beans of a document by name; entries that are no beans are left out. */
export function beansByName(document: JmxDocument): Beans {
  const beans = new Map<string, JmxBean>()
  for (const bean of document.beans as readonly unknown[]) {
    if (isObject(bean) && typeof bean['name'] === 'string') beans.set(bean['name'], bean as JmxBean)
  }
  return beans
}

/** A finite number, or NaN for anything else (absent, text, object). */
export function numberOf(bean: JmxBean | undefined, attribute: string): number {
  const value = bean?.[attribute]
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN
}

/** A text, or undefined for anything else. */
export function textOf(bean: JmxBean | undefined, attribute: string): string | undefined {
  const value = bean?.[attribute]
  return typeof value === 'string' ? value : undefined
}

/** When the NameNode answered, by its own clock: `java.lang:type=Runtime` StartTime + Uptime, epoch ms. */
export function runtimeTime(document: JmxDocument): number | undefined {
  const runtime = (document.beans as readonly unknown[]).find(
    (bean): bean is JmxBean => isObject(bean) && bean['name'] === 'java.lang:type=Runtime',
  )
  const time = numberOf(runtime, 'StartTime') + numberOf(runtime, 'Uptime')
  return Number.isFinite(time) ? time : undefined
}
