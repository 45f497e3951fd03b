// Checks of real baselines, held against what was done to the NameNode meanwhile.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { imported, labelsOf } from '../fixtures/imported.ts'

const latest = { source: undefined, node: undefined, profile: undefined }

test('day-a: healthy minutes show nothing; a fault among them is found', async () => {
  await using recording = await imported('bench/recordings/day-a')
  const { models, sources, jobs } = recording.services
  const first = sources.list()[0]?.first ?? 0
  const { events } = labelsOf('bench/recordings/day-a')
  // The healthy beginning has 16 seconds of slow calls of its own, from 256 s on: not here.
  const healthy = { from: first + 400_000, to: first + 850_000 }
  const clean = await models.check({ ...latest, ranges: [healthy] }).outcome
  assert.deepEqual([clean.node, clean.parts, clean.stretches], ['nn1.lab:8020', 5, []])
  assert.ok(clean.windows > 400 && clean.typical > 0 && clean.typical < 0.1)

  for (const [kind, leading] of [
    ['du_storm', 'GetContentSummaryAvgTime'],
    ['small_file_storm', 'RpcQueueTimeAvgTime'],
  ] as const) {
    const fault = events.find((event) => event.kind === kind) ?? assert.fail()
    const around: TimeRange = { from: fault.start - 60_000, to: fault.end + 60_000 }
    const { stretches } = await models.check({ ...latest, ranges: [healthy, around] }).outcome
    const [stretch, ...others] = stretches
    assert.ok(stretch !== undefined && others.length === 0, kind)
    const common = Math.min(stretch.to, fault.end) - Math.max(stretch.from, fault.start)
    assert.ok(common > 0.6 * (fault.end - fault.start), kind)
    assert.ok(stretch.from > fault.start - 20_000 && stretch.to < fault.end + 20_000, kind)
    assert.ok(stretch.ratio > 3 && stretch.metrics.length <= 3)
    assert.ok(stretch.metrics.includes(leading), stretch.metrics.join())
  }

  const { id, outcome } = models.check({ ...latest, ranges: [healthy] })
  while (jobs.get(id).progress === null) await new Promise((resolve) => setTimeout(resolve, 5))
  const { kind, quiet, progress } = jobs.get(id)
  assert.deepEqual([kind, quiet, progress?.unit, progress?.total], ['check', true, 'parts', 5])
  jobs.cancel(id)
  await assert.rejects(outcome, (error) => error instanceof DeclaredError && error.code === 'CANCELLED')
})
