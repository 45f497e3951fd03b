// `nnad fleet` over 20 NameNodes x 8 days at 60 s in a real Prometheus: time, memory, requests; and what 200 x 30 days and 1,000 x
// 3 years come to by arithmetic from it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { missingForPrometheus } from '../../e2e/prometheus/programs.ts'
import { fleetSite, measuredFleet, ranksOfIll } from '../../e2e/prometheus/fleet-site.ts'
import { extrapolated } from '../../e2e/prometheus/fleet-arithmetic.ts'
import type { Table } from '../table.ts'

const size = { nodes: 20, days: 8, ill: 3 }

export async function benchmark(): Promise<readonly Table[]> {
  const missing = missingForPrometheus()
  if (missing !== false) throw new Error(missing)
  const folder = mkdtempSync(path.join(tmpdir(), 'nnad-bench-fleet-'))
  try {
    const startedAt = performance.now()
    await using site = await fleetSite(folder, size)
    const madeMs = performance.now() - startedAt
    const measure = await measuredFleet(site, path.join(folder, 'nnad'), 'same-hours-last-week')
    const { fleet, ms, seconds, peak, requests, documents, databaseBytes, serverSeconds, serverResident } =
      measure
    const ranks = ranksOfIll(site, fleet)
    const baseline = 'nnad fleet, all NameNodes'
    return [
      {
        title: `Fleet of ${String(size.nodes)} NameNodes x ${String(size.days)} days at 60 s; window 4 h, baseline the same hours of last week`,
        baseline,
        cases: [
          { name: baseline, runs: [ms] },
          {
            name: 'one NameNode',
            runs: fleet.rows.flatMap(({ tookMs }) => (tookMs === null ? [] : [tookMs])),
          },
        ],
        facts: {
          'history in Prometheus, numbers': site.values,
          'its blocks, MB': Math.round(site.blockBytes / 1e6),
          'made and imported by promtool, s': Math.round(madeMs / 1000),
          'NameNodes judged': fleet.done,
          'requests to Prometheus': requests,
          'documents fetched': documents,
          'processor time of nnad, s': Math.round(seconds),
          'processor time of Prometheus, s': Number(serverSeconds.toFixed(1)),
          'peak memory of nnad, MB': Math.round(peak / 1e6),
          'memory of Prometheus afterwards, MB': Math.round(serverResident / 1e6),
          'data folder of nnad, MB': Math.round(databaseBytes / 1e6),
          'ranks of the ill NameNodes': ranks.join(', '),
        },
        targets: [
          { what: 'NameNodes judged', atLeast: size.nodes, got: fleet.done },
          { what: 'lowest rank of an ill NameNode', atMost: size.ill, got: Math.max(...ranks) },
        ],
      },
      extrapolated(site, measure),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
