// What the product is for: the faults of a real NameNode's day are found, the healthy busy hour is not.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { z } from 'zod'
import { Analysis } from '../../src-shared/contract/analysis.ts'
import { runNnad } from '../nnad-command.ts'
import { recordingsFolder } from '../recordings.ts'

const Labels = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      class: z.enum(['fault', 'benign', 'event']),
      start: z.number(),
      end: z.number(),
    }),
  ),
})

/** Share of the faults that must be found. */
const wantedShare = 2 / 3

test('at least two thirds of the labelled faults of day-a are flagged, no benign event is', async (context) => {
  const labels = Labels.parse(
    JSON.parse(readFileSync(path.join(recordingsFolder, 'day-a.labels.json'), 'utf8')),
  )
  const outcome = await runNnad([
    ...['analyze', path.join(recordingsFolder, 'day-a.jsonl.zst')],
    ...['--baseline', '1795362458659..1795363598000', '--window', '1795363598000..1795365736000'],
    ...['--profile', 'original', '--json', '-'],
  ])
  assert.equal(outcome.code, 0, outcome.stderr)
  const { windows, model } = Analysis.parse(JSON.parse(outcome.stdout))
  assert.equal(model.epochs, 50)
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
