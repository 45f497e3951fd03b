// The queries of org.apache.hadoop.jmx.JMXJsonServlet over one document: `qry` with patterns of object names, and `get`.
import type { JmxBean, JmxDocument } from '../../src-main/core/etl/document.ts'

const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  )

interface ObjectName {
  readonly domain: string
  readonly properties: ReadonlyMap<string, string>
  /** `,*` at the end: more properties may be there. */
  readonly isOpen: boolean
}

/** Parts of an object name or pattern; undefined for a malformed one. */
function objectName(text: string): ObjectName | undefined {
  const [, domain, list] = /^([^:]*):(.+)$/s.exec(text) ?? []
  if (domain === undefined || list === undefined) return undefined
  const parts = list.split(',')
  const pairs = parts.filter((part) => part !== '*').map((part) => part.split('=', 2) as [string, string?])
  if (pairs.some(([key, value]) => key === '' || value === undefined)) return undefined
  return {
    domain,
    properties: new Map(pairs.map(([key, value = '']) => [key, value])),
    isOpen: parts.includes('*'),
  }
}

/** Whether a bean's name is of a pattern, as javax.management.ObjectName.apply has it. */
function isOf(pattern: ObjectName, name: string): boolean {
  const own = objectName(name)
  if (own === undefined || !globOf(pattern.domain).test(own.domain)) return false
  if (!pattern.isOpen && own.properties.size !== pattern.properties.size) return false
  return [...pattern.properties].every(([key, value]) => {
    const ownValue = own.properties.get(key)
    return ownValue !== undefined && globOf(value).test(ownValue)
  })
}

const matching = (document: JmxDocument, pattern: ObjectName): readonly JmxBean[] =>
  document.beans.filter(({ name }) => isOf(pattern, name))

/** What the servlet's answer holds; the document itself where nothing particular was asked for. */
export function queried(document: JmxDocument, query: URLSearchParams): object {
  const get = query.get('get')
  if (get !== null) {
    const [name = '', attribute, ...more] = get.split('::')
    if (attribute === undefined || more.length > 0)
      return { result: 'ERROR', message: 'query format is not as expected.' }
    const pattern = objectName(name)
    if (pattern === undefined) return {}
    return {
      beans: matching(document, pattern).map((bean) => ({
        name: bean.name,
        modelerType: bean['modelerType'],
        ...(attribute in bean
          ? { [attribute]: bean[attribute] }
          : { result: 'ERROR', message: `No attribute with name ${attribute} was found.` }),
      })),
    }
  }
  const qry = query.get('qry')
  if (qry === null) return document
  const pattern = objectName(qry)
  return pattern === undefined ? {} : { beans: matching(document, pattern) }
}

/** Whether a request begins a poll: what asks for all, or the first of the requests for single beans. */
export function beginsPoll(query: URLSearchParams): boolean {
  if (query.has('get')) return false
  const qry = query.get('qry')
  return qry === null || /^Hadoop:(?:\*|service=NameNode,name=(?:\*|JvmMetrics))$/.test(qry)
}
