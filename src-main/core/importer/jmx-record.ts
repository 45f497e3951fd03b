// A record: the /jmx document in a parsed value, bare or in wrappers, and the time that the wrapper gives.
import type { JmxDocument } from '../etl/document.ts'
import { asJmxDocument } from '../etl/document.ts'
import { isDeeperThan, parseJson } from './json-text.ts'
import { valueTime } from './time-text.ts'

/** A document and what stands beside it; `time` (epoch ms) only where a member says one. */
export interface JmxRecord {
  readonly jmx: JmxDocument
  readonly wrapped: boolean
  readonly time: number | undefined
}

const wrapperLevels = 3
const exactName = /^[_@]*(?:ts|t|time|timestamp|datetime|date|epoch|when|at|clock)$/i
const partName =
  /(?:^|[^a-z])(?:ts|time|timestamp|epoch|date|at)(?:$|[^a-z])|(?:Time|Timestamp|Date|At)(?:$|[A-Z_])/

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function memberTime(members: Members): number | undefined {
  for (const name of [exactName, partName]) {
    for (const key in members) {
      const time = name.test(key) ? valueTime(members[key]) : undefined
      if (time !== undefined) return time
    }
  }
  return undefined
}

function parsedText(text: string, depth: number): unknown {
  if (!text.includes('"beans"') || !/^\s*\{/.test(text)) return undefined
  try {
    const value = parseJson(text)
    return isDeeperThan(value, depth) ? undefined : value
  } catch {
    return undefined
  }
}

function innerRecord(members: Members, levels: number, depth: number): JmxRecord | undefined {
  for (const key in members) {
    const member = members[key]
    const value = typeof member === 'string' ? parsedText(member, depth) : member
    const found = isMembers(value) ? recordIn(value, levels, depth) : undefined
    if (found !== undefined) return { ...found, wrapped: true, time: found.time ?? memberTime(members) }
  }
  return undefined
}

function recordIn(members: Members, levels: number, depth: number): JmxRecord | undefined {
  const jmx = asJmxDocument(members)
  if (jmx !== undefined) return { jmx, wrapped: false, time: memberTime(members) }
  return levels > 0 ? innerRecord(members, levels - 1, depth) : undefined
}

/**
 * The record in a parsed value: a /jmx document, or an object with one as any member (also as a text holding the JSON, also up
 * to three wrappers deep); undefined for anything else. A time beside `beans` counts as the wrapper's too. `depth` limits
 * documents in texts.
 */
export function jmxRecord(value: unknown, depth: number): JmxRecord | undefined {
  return isMembers(value) ? recordIn(value, wrapperLevels, depth) : undefined
}

/** Whether a document stands in a list of beans: two documents that a lost bracket made one. */
export function holdsDocuments(document: JmxDocument): boolean {
  return document.beans.some((bean) => jmxRecord(bean, 1) !== undefined)
}
