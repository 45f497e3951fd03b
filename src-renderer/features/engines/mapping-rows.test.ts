// Rows of a mapping: what each is, what is shown, what a change, an export and an import make of them.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { MappedRow } from '../../../src-shared/contract/engines.ts'
import { byBean, exportedRows, importedRows, rowsIn, shownRows, stateOf, withRow } from './mapping-rows.ts'

const fs = 'Hadoop:service=NameNode,name=FSNamesystem'
const rpc = 'Hadoop:service=NameNode,name=RpcActivityForPort8020'

const row = (attribute: string, part: Partial<MappedRow> = {}): MappedRow => ({
  bean: fs,
  attribute,
  query: `${attribute}{$node}`,
  found: `${attribute}{$node}`,
  isOwn: false,
  isSeen: true,
  columns: [attribute],
  ...part,
})

const rows: readonly MappedRow[] = [
  row('MissingBlocks'),
  row('CallQueueLength', { bean: rpc }),
  row('FilesTotal', { query: 'mine{$node}', isOwn: true }),
  row('BlocksTotal', { query: '', isOwn: true }),
  row('TotalLoad', { query: 'would_be{$node}', found: null, isSeen: false }),
]
const attributes = (of: readonly { readonly attribute: string }[]) => of.map(({ attribute }) => attribute)

test('a row is found, own, switched off or missing', () => {
  assert.deepEqual(rows.map(stateOf), ['found', 'found', 'own', 'off', 'missing'])
  assert.equal(stateOf(row('A', { isOwn: true, isSeen: false })), 'unseen')
})

test('rows are shown by kind and by words of bean, attribute, query or label', () => {
  assert.deepEqual(attributes(shownRows(rows, 'missing', '')), ['TotalLoad'])
  assert.deepEqual(attributes(shownRows(rows, 'own', '')), ['FilesTotal', 'BlocksTotal'])
  assert.deepEqual(attributes(shownRows(rows, 'all', 'MINE')), ['FilesTotal'])
  assert.deepEqual(attributes(shownRows(rows, 'all', 'transfer threads')), ['TotalLoad'])
  assert.deepEqual(
    byBean(rows).map(([bean, own]) => [bean, own.length]),
    [
      [fs, 4],
      [rpc, 1],
    ],
  )
})

test('a change replaces the own row of the attribute, and going back removes it', () => {
  const own = withRow([], { bean: fs, attribute: 'A' }, 'x')
  assert.deepEqual(withRow(own, { bean: fs, attribute: 'A' }, 'y'), [
    { bean: fs, attribute: 'A', query: 'y' },
  ])
  assert.equal(withRow(own, { bean: rpc, attribute: 'A' }, 'y').length, 2)
  assert.deepEqual(withRow(own, { bean: fs, attribute: 'A' }, undefined), [])
})

test('an export comes back as nothing new; a file changes what it says otherwise', () => {
  const file = exportedRows(rows)
  assert.deepEqual(attributes(file), ['MissingBlocks', 'CallQueueLength', 'FilesTotal', 'BlocksTotal'])
  assert.deepEqual(rowsIn(JSON.stringify(file)), file)
  const own = exportedRows(rows.filter(({ isOwn }) => isOwn))
  assert.deepEqual(importedRows(file, rows, own), { own, changed: [], same: 4 })
  const load = { bean: fs, attribute: 'TotalLoad', query: 'would_be{$node}' }
  const mine = { bean: fs, attribute: 'FilesTotal', query: 'other{$node}' }
  const { own: after, changed, same } = importedRows([load, mine, ...file.slice(0, 1)], rows, own)
  assert.deepEqual(changed, [load, mine])
  assert.equal(same, 1)
  assert.deepEqual(
    after.toSorted((a, b) => a.attribute.localeCompare(b.attribute)),
    [own[1], mine, load],
  )
})

test('what is no mapping is told from one', () => {
  for (const text of ['', '{}', '[]', '[{"bean":"a"}]', 'no JSON'])
    assert.equal(rowsIn(text), undefined, text)
})
