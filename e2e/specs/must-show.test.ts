// What the product is for: the faults of a real NameNode's day are found, blamed on who did it and explained; the healthy
// busy hour is left alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readAcceptedCauses, readLabels } from '../../bench/detection/labels.ts'
import { measured } from '../../bench/detection/measures.ts'
import { analyzed, detectionOf } from '../../bench/detection/whole-path.ts'
import { type Imported, imported } from '../../src-main/core/fixtures/imported.ts'
import type { Analysis } from '../../src-shared/contract/analysis.ts'

const labels = readLabels('day-a')

const baseline = { from: 1_795_362_458_659, to: 1_795_363_598_000 }
const rest = { from: baseline.to, to: 1_795_365_736_000 }

let recording: Imported
before(async () => {
  recording = await imported('bench/recordings/day-a')
})
after(() => recording[Symbol.asyncDispose]())

async function analysisBy(profile: 'default' | 'original'): Promise<Analysis> {
  const [analysis] = await analyzed(recording, profile, [baseline], [rest])
  assert.equal(analysis?.model.epochs, 50)
  return analysis
}

/** Share of the faults that the original's recipe must find. */
const wantedShare = 2 / 3

test('profile original: at least two thirds of the labelled faults of day-a are flagged, no benign event is', async (context) => {
  const { windows } = await analysisBy('original')
  const found = labels.events.map((event) => {
    const inside = windows.filter(({ start, end }) => start >= event.start && end <= event.end)
    const flagged = inside.filter((one) => one.flagged).length
    const isFound = inside.length > 0 && flagged * 2 > inside.length
    const verdict = isFound ? 'found' : 'not found'
    context.diagnostic(
      `${event.class} ${event.kind}: ${verdict} (${flagged} of ${inside.length} windows inside it)`,
    )
    return { ...event, isFound }
  })
  const faults = found.filter((event) => event.class === 'fault')
  assert.equal(faults.length, 11)
  assert.ok(faults.filter(({ isFound }) => isFound).length >= faults.length * wantedShare)
  assert.deepEqual(
    found.filter((event) => event.class === 'benign' && event.isFound),
    [],
  )
})

test('profile default: every fault is found soon, with the right metric, cause and user first, and nothing else is', async (context) => {
  const measures = measured(detectionOf(await analysisBy('default')), labels, readAcceptedCauses())
  for (const { label, delay, incident } of measures.faults) {
    const { causes = [], users = [], metrics = [] } = incident ?? {}
    const said = [metrics[0]?.metric, causes[0]?.id, users[0]?.user, users[0]?.operation].filter(Boolean)
    context.diagnostic(`${label.kind}: after ${String(delay)} rows, ${said.join(', ')}`)
  }
  assert.deepEqual(measures.recall, { count: 11, of: 11 })
  assert.deepEqual(measures.falseIncidents, [])
  assert.ok((measures.vusPr ?? 0) >= 0.88, `VUS-PR ${String(measures.vusPr)}`)
  assert.ok((measures.medianDelay ?? Infinity) <= 5)
  assert.ok(measures.metricAt1.count >= 10, `expected metrics first: ${String(measures.metricAt1.count)}`)
  assert.ok(measures.causeFirst.count >= 10, `right causes first: ${String(measures.causeFirst.count)}`)
  assert.deepEqual(measures.userFirst, { count: 7, of: 7 })
})
