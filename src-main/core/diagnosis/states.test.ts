// States: of the real documents of all versions, and of rows with every kind of break.
import assert from 'node:assert/strict'
import test from 'node:test'
import { singleDocument, withAttributes, namenodeBean } from '../../../e2e/recordings.ts'
import { runtimeTime } from '../etl/document.ts'
import { witnessOf } from '../evidence/witness-document.ts'
import { madeDocument } from './fixtures/made-witness.ts'
import { type StateRows, statesOf } from './states.ts'

const noRows: StateRows = { times: new Float64Array(), breaks: [], haStates: [], safeModes: [] }

function kindsOf(name: string): string[] {
  const document = singleDocument(name)
  return statesOf(noRows, [witnessOf(document, runtimeTime(document) ?? 0)]).map(({ kind }) => kind)
}

for (const [name, kinds] of [
  ['2.10.2-cms-fresh-empty-top', ['fresh']],
  ['3.3.6-cms-fresh-empty-top', ['fresh']],
  ['3.3.6-g1-fresh-empty-top', ['fresh']],
  ['3.4.3-g1-fresh-empty-top', ['fresh']],
  ['2.10.2-cms-safemode', ['safe-mode']],
  ['3.3.6-cms-safemode', ['safe-mode']],
  ['3.3.6-g1-safemode', ['safe-mode']],
  ['3.4.3-g1-safemode', ['safe-mode']],
  ['3.4.3-standby', ['standby']],
  // These had been up for two or three minutes.
  ['2.10.2-cms-light-load', ['warming-up']],
  ['3.3.6-cms-light-load', ['warming-up']],
  ['3.3.6-g1-light-load', ['warming-up']],
  ['3.4.3-g1-light-load', ['warming-up']],
  ['3.4.3-main-baseline', []],
] as const)
  test(`${name}: ${kinds.length === 0 ? 'nothing to say' : kinds.join()}`, () => {
    assert.deepEqual(kindsOf(name), kinds)
  })

test('an observer is one; safe mode comes with the NameNode’s words in one line', () => {
  const observer = withAttributes(singleDocument('3.4.3-standby'), namenodeBean('NameNodeStatus'), {
    State: 'observer',
  })
  assert.deepEqual(
    statesOf(noRows, [witnessOf(observer, 7)]).map(({ kind, from, to }) => [kind, from, to]),
    [['observer', 7, 7]],
  )
  const safe = witnessOf(singleDocument('3.3.6-g1-safemode'), 7)
  assert.match(
    statesOf(noRows, [safe])[0]?.text ?? '',
    /^Safe mode is ON\. The reported blocks 0 needs .* blocks 164\. The minimum number of live datanodes is not/,
  )
})

test('DataNodes alone do not end a fresh start', () => {
  const bean = namenodeBean('RpcDetailedActivityForPort9000')
  const fresh = singleDocument('3.3.6-g1-fresh-empty-top')
  const withCalls = (calls: Readonly<Record<string, number>>) =>
    statesOf(noRows, [witnessOf(withAttributes(fresh, bean, calls), 0)]).map(({ kind }) => kind)
  assert.deepEqual(withCalls({ SendHeartbeatNumOps: 12, RegisterDatanodeNumOps: 3 }), ['fresh'])
  assert.deepEqual(withCalls({ SendHeartbeatNumOps: 12, GetFileInfoNumOps: 1 }), [])
})

/** Rows 10 s apart; `at` says what is special in which. */
function rowsOf(
  count: number,
  at: Readonly<Record<number, Partial<{ found: string; ha: string; safe: boolean }>>>,
): StateRows {
  const rows = Array.from({ length: count }, (_, row) => at[row] ?? {})
  return {
    times: Float64Array.from(rows, (_, row) => row * 10_000),
    breaks: rows.map(({ found }) => found ?? null),
    haStates: rows.map(({ ha }) => ha ?? 'active'),
    safeModes: rows.map(({ safe }) => safe ?? false),
  }
}

test('a restart, its safe mode and the minutes after it', () => {
  const startedAt = 35_000
  const rows = rowsOf(60, { 4: { found: 'restart', safe: true }, 5: { safe: true } })
  const documents = [
    madeDocument({ time: 0, startedAt: -9e9 }),
    madeDocument({
      time: 40_000,
      startedAt,
      safeModeText: 'Safe mode is ON.\nBlocks.',
      hasOperations: false,
    }),
    madeDocument({ time: 590_000, startedAt }),
  ]
  assert.deepEqual(
    statesOf(rows, documents).map(({ kind, from, to, text }) => [kind, from, to, text.slice(0, 24)]),
    [
      ['restart', 30_000, 40_000, 'The NameNode restarted: '],
      ['safe-mode', 40_000, 50_000, 'Safe mode is ON. Blocks.'],
      ['warming-up', 60_000, 330_000, 'The NameNode had started'],
    ],
  )
})

test('a failover says from what to what; the stretch on standby is one note', () => {
  const standby = Object.fromEntries([0, 1, 2, 3].map((row) => [row, { ha: 'standby' }]))
  const rows = rowsOf(9, { ...standby, 4: { found: 'ha-change' } })
  assert.deepEqual(
    statesOf(rows, []).map(({ kind, from, to, text }) => [kind, from, to, text]),
    [
      [
        'standby',
        0,
        30_000,
        'The NameNode was the standby: it serves no clients, its figures say nothing of the active one.',
      ],
      ['failover', 30_000, 40_000, 'The NameNode went from standby to active.'],
    ],
  )
})

test('a NameNode in its usual service has no notes; a break of another kind is none', () => {
  assert.deepEqual(statesOf(rowsOf(9, { 0: { found: 'start' }, 5: { found: 'version-change' } }), []), [])
})
