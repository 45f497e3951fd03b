// Explaining an incident after a failover: the baseline is that of the node which served then.
import assert from 'node:assert/strict'
import test from 'node:test'
import { columnIndex } from '../../../src-shared/signals.ts'
import { sampleAt, temporaryStore } from '../store/fixtures/temporary-store.ts'
import { readHistory } from '../store/history.ts'
import { insertSamples } from '../store/samples.ts'
import { ensureNode } from '../store/sources.ts'
import { explainIncidents } from './explain.ts'
import { untrainedModel } from './fixtures/untrained-model.ts'

const listings = columnIndex.get('GetListingNumOps') ?? assert.fail()

test('other detectors learn from the node that the model learned from, in the role that it had', (context) => {
  const { db, source, node } = temporaryStore(context)
  const other = ensureNode(db, source, 'nn2:8020')
  const samples = (
    from: number,
    count: number,
    rate: (row: number) => number,
    haState: 'active' | 'standby',
  ) =>
    Array.from({ length: count }, (_, row) =>
      sampleAt(
        (from + row) * 1000,
        { [listings]: rate(row) },
        { haState, break: row === 0 ? 'start' : null },
      ),
    )
  insertSamples(
    db,
    node,
    samples(0, 100, (row) => 100 + (row % 7), 'active'),
  )
  // A standby serves no listings; then it takes over and has what is usual.
  insertSamples(
    db,
    other,
    samples(0, 100, () => 0, 'standby'),
  )
  insertSamples(
    db,
    other,
    samples(200, 60, (row) => 100 + (row % 7), 'active'),
  )
  const rows = readHistory(db, other, [{ from: 200_000, to: 259_000 }])
  const { facts } = untrainedModel('deviations')
  const incident = {
    ...{ start: 220_000, end: 240_000, peak: 5, severity: 35 },
    ...{ metrics: [], users: [], causes: [], opinions: [] },
  }
  const [explained] = explainIncidents(
    { db, sourceId: source, nodeId: other, rows },
    { ...facts, trainedOn: { ...facts.trainedOn, node: 'nn1:8020', ranges: [{ from: 0, to: 99_000 }] } },
    [incident],
  )
  assert.equal(explained?.opinions.length, 3)
  for (const { detector, agrees } of explained.opinions) assert.equal(agrees, false, detector)
})
