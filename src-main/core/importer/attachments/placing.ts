// Whose a file of evidence is: it does not say so itself, the dumps beside it do.
import type { ImportSummary } from '../../../../src-shared/contract/imports.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { type NodeRow, listNodes, listSources } from '../../store/sources.ts'

/** The owner of a file, or why there is none, for people. */
export type Placing =
  { readonly source: number; readonly node: NodeRow | undefined } | { readonly unplaced: string }

/** Begin of the reason why a file has no owner, where people can choose one. */
const choose = 'of which NameNode it is, is not said'
const noneYet = 'there is no NameNode yet that it could be of'

/** Whether a part was skipped for want of an owner. */
export function isUnplaced(reason: string): boolean {
  return reason.startsWith(choose) || reason.startsWith(noneYet)
}

/** Words of file names of any cluster, which a host may be called as well. */
const ofAnyLog = new Set([
  'hdfs',
  'hadoop',
  'namenode',
  'audit',
  'log',
  'logs',
  'conf',
  'site',
  'core',
  'jstack',
  'stacks',
  'out',
])

/** Whether a place names the host, as Hadoop's own file names do: `hadoop-hdfs-namenode-nn1.lab.log`. */
function names(place: string, host: string): boolean {
  const [label = ''] = host.split('.')
  const isAddress = /^[\d.]+$|:/.test(host)
  const wanted = isAddress || label.length < 3 || ofAnyLog.has(label.toLowerCase()) ? [host] : [host, label]
  return wanted.some((one) => {
    const escaped = one.toLowerCase().replace(/[^\w-]/g, (special) => `\\${special}`)
    return new RegExp(`(?<![a-z0-9])${escaped}(?![a-z0-9])`).test(place.toLowerCase())
  })
}

const hostOf = (node: string): string => node.replace(/:\d+$/, '')

/**
 * Finds the owner of a file: the source that was chosen; else that of the documents of the same import; else the only one
 * there is. The node: the one whose host the place names; else the only one that the import or the source has.
 */
export function placingOf(
  db: ReadableDatabase,
  place: string,
  imported: ImportSummary['sources'],
  chosen: number | undefined,
): Placing {
  const known = listSources(db)
  const candidates =
    chosen !== undefined
      ? known.filter(({ id }) => id === chosen)
      : imported.length > 0
        ? known.filter(({ id }) => imported.some((one) => one.id === id))
        : known
  if (candidates.length === 0) return { unplaced: `${noneYet}: import a /jmx dump of it first` }
  const named = candidates.flatMap(({ id }) =>
    listNodes(db, id).flatMap((node) => (names(place, hostOf(node.name)) ? [{ source: id, node }] : [])),
  )
  const [match] = named
  if (match !== undefined && named.length === 1) return match
  const [only] = candidates
  if (only === undefined || candidates.length > 1) {
    const choices = candidates.map(({ id, name }) => `${String(id)} (${name})`).join(' or ')
    return {
      unplaced: `${choose}: bring it in together with its dump, or by "nnad import" with --source ${choices}`,
    }
  }
  const nodes = listNodes(db, only.id)
  const ofImport = imported.find(({ id }) => id === only.id)?.nodes ?? []
  const likely = nodes.filter(({ name }) => ofImport.length === 0 || ofImport.includes(name))
  return { source: only.id, node: likely.length === 1 ? likely[0] : undefined }
}
