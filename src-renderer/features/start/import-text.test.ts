// What an import brought, in words.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { ImportSummary } from '../../../src-shared/contract/imports.ts'
import type { Source } from '../../../src-shared/contract/sources.ts'
import { attachmentTexts, broughtText, skippedText, spanText } from './import-text.ts'

const summary: ImportSummary = {
  inputs: ['sample.jsonl.zst'],
  found: 1556,
  added: 1556,
  duplicates: 0,
  rows: 1476,
  skippedCount: 0,
  skipped: [],
  timeFrom: { wrapper: 0, runtime: 0, name: 0, file: 0 },
  sources: [{ id: 1, name: 'nn1.lab', nodes: ['nn1.lab:8020'] }],
  from: Date.UTC(2026, 10, 22, 15, 47, 38),
  to: Date.UTC(2026, 10, 22, 16, 14, 5),
  attachments: [],
  reports: [],
}
const held = { documents: 1556, samples: 1476, first: 0, last: 1 }
const node = { name: 'nn1.lab:8020', version: '3.4.3', haState: 'active', zone: null, ...held }
const source: Source = { id: 1, name: 'nn1.lab', key: 'C/B', ...held, nodes: [node], baseline: null }

test('reports that came alone', () => {
  const one = { id: 3, title: 'du storm', place: 'a.nnreport', known: false }
  const bare = { ...summary, found: 0, added: 0, rows: 0, sources: [], from: null, to: null }
  assert.equal(broughtText({ ...bare, reports: [one, { ...one, id: 4 }] }, []), '2 reports that others made.')
})

test('documents, rows and where they are from', () => {
  assert.equal(broughtText(summary, [source]), '1,556 documents, 1,476 rows from nn1.lab (Hadoop 3.4.3).')
  assert.equal(broughtText(summary, []), '1,556 documents, 1,476 rows from nn1.lab.')
  assert.equal(
    broughtText({ ...summary, found: 1, added: 1, rows: 1, sources: [] }, []),
    '1 document, 1 row.',
  )
})

test('files of evidence alone are told as such', () => {
  const file = {
    kind: 'gc' as const,
    place: 'gc.log',
    source: 1,
    node: null,
    count: 1,
    events: 0,
    unread: 0,
    secrets: 0,
    from: null,
    to: null,
    zone: null,
    zoneFrom: null,
    known: false,
  }
  const alone = { ...summary, found: 0, added: 0, rows: 0, sources: [] }
  assert.equal(
    broughtText({ ...alone, attachments: [file, file] }, []),
    '2 files beside the dumps: analyse again, and reports speak of what is in them.',
  )
  assert.deepEqual(attachmentTexts({ ...alone, attachments: [file] }, 'UTC'), ['GC log gc.log: 1 line'])
  const many = attachmentTexts({ ...alone, attachments: Array.from({ length: 40 }, () => file) }, 'UTC')
  assert.deepEqual([many.length, many.at(-1)], [13, 'and 28 files more'])
})

test('what had been imported before is said', () => {
  assert.equal(
    broughtText({ ...summary, duplicates: 1000, added: 556 }, [source]),
    '1,556 documents (1,000 of them known before), 1,476 rows from nn1.lab (Hadoop 3.4.3).',
  )
  assert.match(
    broughtText({ ...summary, added: 0, duplicates: 1556, rows: 0 }, [source]),
    /nothing was added/,
  )
})

test('span in the zone, and what was skipped', () => {
  assert.equal(spanText(summary, 'Europe/Berlin'), '2026-11-22 16:47:38 to 17:14:05 Europe/Berlin')
  assert.equal(spanText({ ...summary, from: null }, 'UTC'), '')
  assert.equal(skippedText(summary), '')
  assert.equal(skippedText({ ...summary, skippedCount: 2 }), '2 skipped')
})
