// The /jmx document within a stored raw text.
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { JmxDocument } from '../etl/document.ts'
import type { StoredDocument } from '../store/documents.ts'
import { importLimits } from './found-document.ts'
import { jmxRecord } from './jmx-record.ts'
import { parseJson } from './json-text.ts'

function parsed(text: Buffer): unknown {
  try {
    return parseJson(text.toString())
  } catch {
    return undefined
  }
}

/** Parses a stored text as the import that kept it did. Throws BROKEN where the database is damaged. */
export function storedJmx(document: StoredDocument): JmxDocument {
  const record = jmxRecord(parsed(document.text), importLimits.depth)
  if (record !== undefined) return record.jmx
  throw new DeclaredError(
    'BROKEN',
    `The stored document of ${new Date(document.time).toISOString()} holds no /jmx document: the database is damaged.`,
  )
}
