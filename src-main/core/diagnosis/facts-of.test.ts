// Facts: levels, state and attributes out of columns and documents.
import assert from 'node:assert/strict'
import test from 'node:test'
import { columns } from '../../../src-shared/signals.ts'
import { factsOf, noConfiguration, noLogs } from './facts-of.ts'
import type { Facts } from './facts.ts'
import { madeDocument } from './fixtures/made-witness.ts'
import type { DocumentWitness } from './witness.ts'

function factsFrom(documents: readonly DocumentWitness[], times = [0, 10_000, 20_000, 31_000]): Facts {
  return factsOf({
    columns: {
      times: Float64Array.from(times),
      values: new Float64Array(times.length * columns.length).fill(1),
    },
    baseline: columns.map(({ id }) => ({ metric: id, normal: [0, 2], median: 1, spread: 1 })),
    incident: { start: 10_000, end: 31_000 },
    witness: { documents, baseline: null },
    configuration: noConfiguration,
    logs: noLogs,
  })
}

test('every column has its level, the rows their middle spacing', () => {
  const facts = factsFrom([])
  assert.deepEqual([facts.start, facts.end, facts.spacing], [10_000, 31_000, 10])
  for (const { id } of columns) assert.equal(facts.level(id)?.deviation, 0, id)
  assert.equal(factsFrom([], [10_000]).spacing, 0)
})

test('without documents the state is unknown, not normal', () => {
  const { state, who, version, hasServicePort, attributes } = factsFrom([])
  assert.deepEqual(
    [state.haState, state.safeMode, state.startedAt, state.checkpoints.length, version, hasServicePort],
    ['unknown', false, null, 0, null, false],
  )
  assert.notEqual(who.unknown, null)
  assert.equal(attributes.size, 0)
})

test('the state is that of the incident’s end, safe mode that of any moment in it, checkpoints also of before', () => {
  const { state, version, hasServicePort } = factsFrom([
    madeDocument({ time: 2000, checkpointAt: 100, safeModeText: 'before', haState: 'standby' }),
    madeDocument({ time: 12_000, checkpointAt: 11_000, safeModeText: 'Safe mode is ON. Why.' }),
    madeDocument({ time: 30_000, checkpointAt: 11_000, haTransitionAt: 9000, version: null }),
  ])
  assert.deepEqual(state, {
    haState: 'active',
    safeMode: true,
    safeModeText: 'Safe mode is ON. Why.',
    startedAt: 0,
    haTransitionAt: 9000,
    checkpoints: [100, 11_000],
  })
  assert.deepEqual([version, hasServicePort], ['3.4.3', true])
  assert.equal(factsFrom([madeDocument({ time: 12_000, haState: 'initializing' })]).state.haState, 'unknown')
})

test('counters are what they grew by from the poll before the incident on, means without operations in it are left out', () => {
  const lock = (deletes: number, creates: number) =>
    new Map([
      [
        'FSNamesystem',
        new Map<string, number | string>([
          ['FSNWriteLockDeleteNanosNumOps', deletes],
          ['FSNWriteLockDeleteNanosAvgTime', 5e6],
          ['FSNWriteLockCreateNanosNumOps', creates],
          ['FSNWriteLockCreateNanosAvgTime', 9e9],
          ['MissingReplOneBlocks', 4],
        ]),
      ],
      [
        'FairCallQueue',
        new Map<string, number | string>([
          ['OverflowedCalls.0', deletes],
          ['QueueSizes.0', 3],
        ]),
      ],
    ])
  const { attributes } = factsFrom([
    madeDocument({ time: 5000, attributes: lock(1, 7) }),
    madeDocument({ time: 10_000, attributes: lock(100, 7) }),
    madeDocument({ time: 30_000, attributes: lock(140, 7) }),
  ])
  assert.deepEqual(Object.fromEntries(attributes.get('FSNamesystem') ?? []), {
    FSNWriteLockDeleteNanosNumOps: 139,
    FSNWriteLockDeleteNanosAvgTime: 5e6,
    FSNWriteLockCreateNanosNumOps: 0,
    MissingReplOneBlocks: 4,
  })
  assert.deepEqual(Object.fromEntries(attributes.get('FairCallQueue') ?? []), {
    'OverflowedCalls.0': 139,
    'QueueSizes.0': 3,
  })
})
