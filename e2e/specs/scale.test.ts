// A real Prometheus that scraped day-a through two dialects: rows, incidents and reports out of it are those of the direct
// import, but for what no dialect carries (who called what) and what a scrape leaves out.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { columns } from '../../src-shared/signals.ts'
import type { Analysis, Incident } from '../../src-shared/contract/analysis.ts'
import { EngineInput } from '../../src-shared/contract/engines.ts'
import { imported, labelsOf } from '../../src-main/core/fixtures/imported.ts'
import { testHost } from '../../src-main/core/fixtures/test-host.ts'
import { type Services, createServices } from '../../src-main/core/services.ts'
import type { IncidentColumns } from '../../src-main/core/diagnosis/facts-of.ts'
import { columnValues } from '../../src-main/core/etl/features.ts'
import { type ReadableDatabase, openReadable } from '../../src-main/core/store/database.ts'
import { readHistory } from '../../src-main/core/store/history.ts'
import { differenceLines, rowDifferences } from '../prometheus/differences.ts'
import { sparing } from '../prometheus/known-attributes.ts'
import { missingForPrometheus } from '../prometheus/programs.ts'
import { type ScrapedNode, scraped } from '../prometheus/scraped.ts'
import { recordedBatches, temporaryFolder } from '../recordings.ts'

const labels = labelsOf('bench/recordings/day-a')
const start = 1_795_362_458_659
const baseline = { from: start, to: start + labels.baselineSeconds * 1000 }
/** Up to the fifth event: 4 faults and a benign one, 29 minutes at a second. */
const events = labels.events.slice(0, 5)
const window = { from: baseline.to + 1, to: (events.at(-1)?.end ?? 0) + 60_000 }

const nodes: readonly ScrapedNode[] = [
  { instance: 'nn1.lab:9404', dialect: 'jmx_exporter' },
  { instance: 'nn1.lab:9870', dialect: 'prom-c' },
]

/** How far what came through an engine may be from the direct import. */
const tolerance = {
  /** Rows that it lacks: the first of a recording has no rates, and a grid may pass over scrapes. */
  rows: 0.01,
  /** Share of a column's values that differ by more than rounding. */
  values: 0.001,
  /** Rows by which an incident may begin earlier or later. */
  start: 3,
  /** Points of severity, of 100. */
  severity: 5,
}
const spacing = 1020

/** /prom has these of another bean: of the last metrics sample, up to a period old, instead of the moment of the poll. */
const ofMetricsSystem = new Set(
  columns.filter(({ bean }) => bean === 'FSNamesystemState').map(({ id }) => id),
)

async function analyzed(services: Services, source: number, node: string, shift: number): Promise<Analysis> {
  const moved = (range: { from: number; to: number }): { from: number; to: number } => ({
    from: range.from + shift,
    to: range.to + shift,
  })
  const place = { source, node }
  const ranges = [moved(baseline)]
  const model = await services.models.train({ ...place, ranges, profile: 'default' }).outcome
  const request = { ...place, model: model.id, window: moved(window), thresholdOverride: undefined }
  return (await services.reports.analyze(request).outcome).report.analysis
}

function rowsOf(db: ReadableDatabase, node: number, from: number, to: number): IncidentColumns {
  const rows = readHistory(db, node, [{ from, to }])
  return { times: rows.times, values: columnValues(rows) }
}

const at = (incidents: readonly Incident[], from: number, to: number): Incident | undefined =>
  incidents
    .filter((one) => one.start <= to && from <= one.end)
    .toSorted((left, right) => (right.severity ?? 0) - (left.severity ?? 0))[0]

function told(incident: Incident | undefined, shift: number): string {
  if (incident === undefined) return 'nothing'
  const { metrics, causes, severity, users } = incident
  const time = new Date(incident.start - shift).toISOString().slice(11, 19)
  return `${time} severity ${Math.round(severity ?? 0)} ${metrics[0]?.metric ?? '-'} ${causes[0]?.id ?? 'no cause'} ${users[0]?.user ?? ''}`.trim()
}

function assertAgrees(context: TestContext, direct: Analysis, engine: Analysis, shift: number): void {
  for (const { kind, class: sort, start: from, end: to } of events) {
    const wanted = at(direct.incidents, from, to)
    const got = at(engine.incidents, from + shift, to + shift)
    context.diagnostic(`  ${kind}: direct ${told(wanted, 0)} | engine ${told(got, shift)}`)
    assert.equal(got === undefined, wanted === undefined, `${kind} (${sort})`)
    if (wanted === undefined || got === undefined) continue
    const apart = Math.abs(got.start - shift - wanted.start) / spacing
    assert.ok(apart <= tolerance.start, `${kind} begins ${apart} rows apart`)
    const severities = Math.abs((got.severity ?? 0) - (wanted.severity ?? 0))
    assert.ok(severities <= tolerance.severity, `${kind}: severities ${severities} apart`)
    assert.equal(got.causes[0]?.id, wanted.causes[0]?.id, kind)
  }
}

test(
  'rows, incidents and a report out of a Prometheus that scraped two dialects are those of the direct import',
  { skip: missingForPrometheus() },
  async (context) => {
    const documents = []
    for await (const batch of recordedBatches('day-a')) {
      documents.push(...batch.filter(({ time }) => time <= window.to).map(sparing))
      if ((batch.at(-1)?.time ?? 0) > window.to) break
    }
    await using direct = await imported('bench/recordings/day-a')
    const [source] = direct.services.sources.list()
    const wanted = await analyzed(direct.services, source?.id ?? 0, source?.nodes[0]?.name ?? '', 0)
    const directRows = openReadable(direct.folder)
    context.after(() => directRows.close())

    await using past = await scraped(temporaryFolder(context), documents, nodes)
    const { shift, server } = past
    const dataFolder = temporaryFolder(context)
    const services = await createServices(testHost({ dataFolder, clock: { now: () => Date.now() } }))
    context.after(() => services.close())
    const engine = await services.engines.add(EngineInput.parse({ name: 'site', url: server.url }))
    const found = await services.engines.namenodes(engine.id)
    assert.deepEqual(
      found.map(({ instance, dialect }) => ({ instance, dialect })).toSorted(),
      nodes.map(({ instance, dialect }) => ({ instance, dialect })),
    )
    const range = { from: start + shift - 1000, to: window.to + shift + 1000 }
    const fetch = services.fetches.start({
      engine: engine.id,
      instances: undefined,
      ...range,
      step: undefined,
    })
    const summary = await fetch.outcome
    for (const { instance, documents: count, requests, gaps, warnings, sourceId, node } of summary.nodes) {
      const { dialect, metrics, signals } = found.find((one) => one.instance === instance) ?? {}
      context.diagnostic(
        `${dialect ?? ''}: ${metrics?.mapped ?? 0} of ${metrics?.of ?? 0} metrics, ${signals?.mapped ?? 0} of ${signals?.of ?? 0} signals; ` +
          `${count} of ${documents.length} documents in ${requests} requests, ${gaps} gaps ${warnings.join(' ')}`,
      )
      assert.ok(count >= documents.length * (1 - tolerance.rows))
      assert.ok(sourceId !== null && node !== null)
      const db = openReadable(dataFolder)
      const id = db.get('SELECT id FROM nodes WHERE source_id = ? AND name = ?', sourceId, node)?.['id']
      const differences = rowDifferences(
        rowsOf(directRows, 1, start, window.to),
        rowsOf(db, Number(id), range.from, range.to),
        shift,
      )
      db.close()
      for (const line of differenceLines(differences)) context.diagnostic(line)
      // Repeats of the JMX cache are documents without a row.
      assert.ok(differences.matched >= documents.length * 0.95)
      assert.ok(differences.onlyDirect <= documents.length * tolerance.rows)
      assert.ok(differences.onlyEngine <= documents.length * tolerance.rows)
      for (const { column, both, differing } of differences.columns.filter(
        (one) => dialect !== 'prom-c' || !ofMetricsSystem.has(one.column),
      ))
        assert.ok(differing <= both * tolerance.values, `${column}: ${differing} of ${both} values differ`)
      assertAgrees(context, wanted, await analyzed(services, sourceId, node, shift), shift)
    }
  },
)
