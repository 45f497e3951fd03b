// What sites larger than were measured come to: by arithmetic, and marked as such.
import type { Table } from '../../bench/table.ts'
import type { FleetMeasure, FleetSite } from './fleet-site.ts'

const day = 86_400_000

interface Site {
  readonly name: string
  readonly nodes: number
  readonly days: number
}

const sites: readonly Site[] = [
  { name: '200 NameNodes x 30 days', nodes: 200, days: 30 },
  { name: '1,000 NameNodes x 3 years', nodes: 1000, days: 3 * 365 },
]

const rounded = (value: number): number => Number(value.toPrecision(3))

/**
 * In proportion to what was measured. A fleet run goes with the NameNodes, for each reads its window and its baseline however
 * long the history is; fetching all history goes with NameNodes and days; memory goes with neither, by the run's design.
 */
export function extrapolated(site: FleetSite, measure: FleetMeasure): Table {
  const { nodes, days } = site.size
  const nodeDays = measure.documents / (day / 60_000)
  const cases = [
    { name: `measured: ${String(nodes)} NameNodes x ${String(days)} days`, nodes, days },
    ...sites,
  ].map((one, index) => ({
    name: index === 0 ? one.name : `ARITHMETIC: ${one.name}`,
    runs: [],
    more: {
      'fleet run, min': rounded((measure.ms / 60_000 / nodes) * one.nodes),
      'requests of it': Math.round((measure.requests / nodes) * one.nodes),
      'blocks in Prometheus, GB': rounded(((site.blockBytes / 1e9) * one.nodes * one.days) / (nodes * days)),
      'numbers in it, thousand million': rounded((site.values / 1e9 / (nodes * days)) * one.nodes * one.days),
      ...(index > 0 && {
        'all of it fetched, hours': rounded((measure.ms / 3.6e6 / nodeDays) * one.nodes * one.days),
        'all of it here, GB': rounded((measure.databaseBytes / 1e9 / nodeDays) * one.nodes * one.days),
      }),
    },
  }))
  return {
    title:
      'Larger sites: lines marked ARITHMETIC are computed from the measured one in proportion, not run; "all of it" is an upper bound, for the time measured holds the training and scoring as well',
    baseline: cases[0]?.name ?? '',
    cases,
    facts: {},
  }
}
