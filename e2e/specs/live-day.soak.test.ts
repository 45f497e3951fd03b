// Live scoring over the whole labelled day; two of its faults are in src-main/core/monitoring/live-scoring.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LiveDay, essence, eventsOf } from '../../src-main/core/monitoring/fixtures/live-day.ts'

/** The stretch of day-a in which nothing was done, and its last row. */
const baseline = { from: 1_795_362_458_659, to: 1_795_363_598_000 }
const dayEnd = 1_795_365_736_000

const skip =
  process.env['NNAD_SOAK'] === '1' ? false : 'in npm run soak only: a part of the day is enough here'

for (const seconds of [20, 300]) {
  test(
    `rounds of ${String(seconds)} s find all incidents of a day, each once, as one analysis does`,
    { skip },
    async (context) => {
      await using day = await LiveDay.open(dayEnd, baseline)
      const all = { from: baseline.to, to: dayEnd }
      const whole = await day.analysed(all)
      const told = await day.live(all, seconds * 1000)
      assert.equal(whole.length, 12)
      assert.deepEqual(day.kept().map(essence), whole.map(essence))
      for (const events of Object.values(eventsOf(told))) assert.deepEqual(events, ['opened', 'closed'])
      const delays = told.flatMap(({ event, incident, at }) =>
        event === 'opened' ? [Math.round((at - incident.start) / 1000)] : [],
      )
      context.diagnostic(`from onset to opened, s: ${delays.toSorted((a, b) => a - b).join(', ')}`)
    },
  )
}
