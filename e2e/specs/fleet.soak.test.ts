// A fleet in a real Prometheus, judged by one command: every NameNode has a verdict, the ill ones come first, memory is bounded.
// NNAD_SOAK=1 takes 200 NameNodes x 2 days; otherwise it is 2 x 1 day.
import assert from 'node:assert/strict'
import path from 'node:path'
import test from 'node:test'
import { tableText } from '../../bench/table.ts'
import { extrapolated } from '../prometheus/fleet-arithmetic.ts'
import { fleetSite, measuredFleet, ranksOfIll } from '../prometheus/fleet-site.ts'
import { missingForPrometheus } from '../prometheus/programs.ts'
import { temporaryFolder } from '../recordings.ts'

const isSoak = process.env['NNAD_SOAK'] === '1'
const size = isSoak ? { nodes: 200, days: 2, ill: 9 } : { nodes: 2, days: 1, ill: 1 }
/** Hours before the window that are learned: a week before there is nothing. */
const baseline = 'hours-before:12'
/** Resident memory that a run may take however many NameNodes there are, bytes. */
const mostMemory = 1.5e9

test(
  `${String(size.nodes)} NameNodes x ${String(size.days)} days: all judged, the ill ones first, memory bounded`,
  { skip: missingForPrometheus() },
  async (context) => {
    const folder = temporaryFolder(context)
    await using site = await fleetSite(folder, size)
    const measure = await measuredFleet(site, path.join(folder, 'nnad'), baseline)
    const { fleet, ms, seconds, peak, requests, documents } = measure
    const ranks = ranksOfIll(site, fleet)
    context.diagnostic(
      `${Math.round(ms / 1000)} s, ${Math.round(seconds)} s of processor time, peak ${Math.round(peak / 1e6)} MB, ${requests} requests, ` +
        `${documents} of ${site.documents} documents; the ill ones have the ranks ${ranks.join(', ')}`,
    )
    for (const line of tableText(extrapolated(site, measure)).split('\n')) context.diagnostic(line)
    assert.deepEqual(
      [fleet.state, fleet.nodes, fleet.done, fleet.failed],
      ['done', size.nodes, size.nodes, 0],
    )
    for (const { instance, finding } of fleet.rows)
      assert.ok((finding?.windows ?? 0) > 0, `${instance} was scored`)
    assert.deepEqual(
      ranks.toSorted((left, right) => left - right),
      ranks.map((_, index) => index + 1),
    )
    assert.ok(peak < mostMemory, `peak memory ${Math.round(peak / 1e6)} MB`)
  },
)
