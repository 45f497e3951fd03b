// A fleet run by the command line against a real Prometheus: killed, then without its engine, then resumed to its end; nothing is
// judged twice, nothing stored twice, nothing missing; a report on the worst one.
import assert from 'node:assert/strict'
import path from 'node:path'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { Fleet } from '../../src-shared/contract/fleets.ts'
import { openReadable } from '../../src-main/core/store/database.ts'
import { runNnad, startNnad } from '../nnad-command.ts'
import { addEngine, fleetSite } from '../prometheus/fleet-site.ts'
import { missingForPrometheus } from '../prometheus/programs.ts'
import { temporaryFolder } from '../recordings.ts'

const minute = 60_000
const baselineHours = 6

const doneRow = z.object({ done: z.number() })
const nodeRow = z.object({ name: z.string(), documents: z.number(), least: z.number(), most: z.number() })

/** How many NameNodes the latest run has judged; 0 before there is a database. */
function judgedIn(data: string): number {
  try {
    const db = openReadable(data)
    try {
      return doneRow.parse(db.get(`SELECT count(*) AS done FROM fleet_rows WHERE step = 'done'`)).done
    } finally {
      db.close()
    }
  } catch {
    return 0
  }
}

/** Each node with its documents and the least and the most time between two of them, ms. */
function nodesIn(data: string): z.infer<typeof nodeRow>[] {
  const db = openReadable(data)
  try {
    const sql = `SELECT n.name, count(*) AS documents, min(d.gap) AS least, max(d.gap) AS most FROM nodes n JOIN
      (SELECT node_id, time - lag(time) OVER (PARTITION BY node_id ORDER BY time) AS gap FROM documents) d
      ON d.node_id = n.id GROUP BY n.id ORDER BY n.name`
    return db.all(sql).map((row) => nodeRow.parse(row))
  } finally {
    db.close()
  }
}

const isoOf = (time: number): string => new Date(time).toISOString()

test(
  'killed, refused, resumed: every NameNode judged once, no document double or lost',
  {
    skip: missingForPrometheus(),
  },
  async (context) => {
    const folder = temporaryFolder(context)
    await using site = await fleetSite(folder, { nodes: 3, days: 1, ill: 1 })
    const { window, proxy, ill } = site
    const data = path.join(folder, 'nnad')
    await addEngine(data, proxy.url)
    const fleet = (...args: readonly string[]) => runNnad(['fleet', ...args, '--data', data])
    const shown = async (): Promise<Fleet> =>
      Fleet.parse(JSON.parse((await fleet('show', '1', '--json', '-')).stdout))

    const killed = startNnad(context, [
      ...['fleet', '--engine', 'site', '--window', `${isoOf(window.from)}..${isoOf(window.to)}`],
      ...['--baseline', `hours-before:${String(baselineHours)}`, '--data', data],
    ])
    const deadline = performance.now() + 120_000
    while (judgedIn(data) === 0 && performance.now() < deadline) await wait(50)
    killed.child.kill('SIGKILL')
    await killed.outcome
    const before = await shown()
    const judged = before.rows.filter(({ step }) => step === 'done')
    assert.equal(before.state, 'interrupted')
    assert.ok(judged.length >= 1 && judged.length < 3, `${String(judged.length)} were judged before the kill`)

    await proxy.stop()
    const refused = await fleet('resume', '1')
    assert.equal(refused.code, 4, refused.stderr)
    assert.match(refused.stderr, /can be resumed: nnad fleet resume 1/)
    assert.equal((await shown()).state, 'failed')

    await proxy.start()
    const resumed = await fleet('resume', '1', '--json', '-')
    assert.equal(resumed.code, 0, resumed.stderr)
    const { state, rows, withIncidents } = Fleet.parse(JSON.parse(resumed.stdout))
    assert.deepEqual(
      [state, rows.map(({ step }) => step), withIncidents],
      ['done', ['done', 'done', 'done'], 1],
    )
    assert.equal(rows[0]?.instance, ill[0])
    for (const row of judged)
      assert.deepEqual(
        rows.find(({ instance }) => instance === row.instance),
        row,
        'judged once',
      )
    const wanted = (window.to - window.from + baselineHours * 60 * minute) / minute
    for (const { name, documents, least, most } of nodesIn(data)) {
      // Scrapes come some ms early or late.
      assert.ok(
        least > minute / 2 && most < minute * 1.5,
        `${name}: ${String(least)} to ${String(most)} ms apart`,
      )
      assert.ok(
        Math.abs(documents - wanted) <= 3,
        `${name}: ${String(documents)} of ${String(wanted)} documents`,
      )
    }
    assert.equal(nodesIn(data).length, 3)

    const reported = await fleet('report', '1', ill[0] ?? '')
    assert.equal(reported.code, 0, reported.stderr)
    assert.equal((await shown()).rows[0]?.reportId, 1)
  },
)
