// What a NameNode answered: bytes → the document in them, or why that cannot be stored.
import type { PollProblem } from '../../../src-shared/contract/watches.ts'
import type { JmxDocument } from '../etl/document.ts'
import { importLimits } from '../importer/found-document.ts'
import { jmxRecord } from '../importer/jmx-record.ts'
import { isDeeperThan, parseJson } from '../importer/json-text.ts'

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** A bare /jmx document within the limits of imports: what is stored must be readable again. */
export function documentIn(body: Uint8Array): JmxDocument | PollProblem {
  const value = parsed(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString())
  const record = isDeeperThan(value, importLimits.depth) ? undefined : jmxRecord(value, importLimits.depth)
  if (record !== undefined && !record.wrapped) return record.jmx
  return {
    kind: 'garbage',
    message: 'Wanted a /jmx document ({"beans": […]}) of at most 64 levels, got something else.',
    fix: 'Open the address in a browser: it must be a NameNode’s /jmx. Something between may have changed the answer.',
  }
}
