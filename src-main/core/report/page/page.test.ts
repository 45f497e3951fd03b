// The page: says everything, needs nothing, and whatever people have typed stays text.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { analysisSummary } from '../../../../src-shared/summary.ts'
import { madeCause, madeUser } from '../../../../src-shared/summary/fixtures/made-incidents.ts'
import { diagnosedReport } from '../fixtures/diagnosed-report.ts'
import { madeIncident, madeReport } from '../fixtures/made-report.ts'
import { reportPage } from './page.ts'

/** What a reader sees: no tags, no style, entities as they look, white space as one space. */
function seen(page: string): string {
  const entities = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' } as const
  return page
    .replace(/<style>[^]*?<\/style>|<[^>]*>/g, ' ')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: keyof typeof entities) => entities[name])
    .replace(/[\s\u00a0]+/g, ' ')
}

const withIncidents = (incidents: SavedReport['analysis']['incidents']): SavedReport => {
  const report = madeReport()
  return { ...report, analysis: { ...report.analysis, incidents } }
}

test('a page of its own: strict policy, no script, nothing loaded, one title', () => {
  const page = reportPage(madeReport(), 'UTC')
  assert.match(
    page,
    /http-equiv="Content-Security-Policy"\s+content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/,
  )
  assert.doesNotMatch(page, /<(?:script|link|img|iframe|object|embed|base|form|a)\b/i)
  assert.doesNotMatch(page, /\son\w+=|url\(|@import|https?:|javascript:/i)
  assert.equal(page.match(/<h1\b/g)?.length, 1)
  assert.match(page, /<title>nn1, a Sunday morning<\/title>/)
  assert.match(page, /<html lang="en">/)
})

test('NameNode, version, window, baseline, threshold, figures, summary, model, settings, versions', () => {
  const report = madeReport({ note: 'Ticket 42' })
  const text = seen(reportPage(report, 'UTC'))
  const wanted = [
    'NameNode anomaly report 12',
    'nn1:8020 (nn1)',
    'Hadoop 3.4.3',
    'Window 2026-03-29 00:55:00 to 01:04:59 (UTC)',
    'Baseline 2026-03-28 22:55:00 to 23:55:00 (UTC)',
    '0.02, 95th percentile of the baseline’s scores',
    analysisSummary(report.analysis, 'UTC').slice(0, 300),
    'Windows flagged 11 % 60 of 571',
    'Note Ticket 42',
    'RPC processing time RpcProcessingTimeAvgTime, ms normal 1 to 3 ms peak 40 ms at 00:59:00',
    '70 % 1 to 3 ms 40 ms ▲ 00:59:05 time in the handler',
    'model-1',
    'model.sequence_length 30',
    'threshold_override none',
    '3,600 rows, 3,571 windows, 2 epochs',
    'nnad 0.1.0',
    'How to read this',
  ]
  for (const one of wanted) assert.ok(text.includes(one), `${one}\nnot in\n${text}`)
})

test('times are the zone’s, over a change of its clock, and the zone is named beside each group of them', () => {
  const text = seen(reportPage(madeReport(), 'Europe/Berlin'))
  assert.ok(
    text.includes('Window 2026-03-29 01:55:00 to 03:04:59 (Europe/Berlin, UTC+01:00, then UTC+02:00)'),
    text,
  )
  assert.ok(text.includes('Baseline 2026-03-28 23:55:00 to 2026-03-29 00:55:00 (Europe/Berlin, UTC+01:00)'))
  assert.ok(text.includes('Made 2026-03-30 02:55:00 (Europe/Berlin, UTC+02:00) by'))
  assert.doesNotMatch(text, /03-29 02:|(?<!03-30) 02:\d\d/)
  const note = 'Times: 2026-03-29, Europe/Berlin, UTC+01:00, then UTC+02:00.'
  assert.equal(text.split(note).length, 5)
})

test('charts are pictures with a title and a description each, in units, with the threshold and the incident', () => {
  const page = reportPage(madeReport(), 'UTC')
  const charts = page.match(/<svg\s+class="chart"[^]*?<\/svg>/g) ?? []
  assert.equal(charts.length, 3)
  const ids = new Set(page.match(/id="[^"]+"/g))
  for (const chart of charts) {
    const [, title = '', description = ''] = /aria-labelledby="(\S+) (\S+)"/.exec(chart) ?? []
    assert.match(chart, /role="img"/)
    assert.ok(ids.has(`id="${title}"`) && ids.has(`id="${description}"`))
    assert.match(chart, /class="band"/)
    assert.doesNotMatch(chart, /NaN|Infinity|undefined/)
  }
  assert.equal(ids.size, 6)
  const [error = ''] = charts
  assert.match(error, /class="threshold"/)
  assert.match(
    seen(error),
    /571 windows, highest score 0\.5, threshold 0\.02, 1 incident above it\..* threshold 0\.02/,
  )
  assert.match(seen(page), /logarithmic scale/)
})

test('whatever people have typed or clusters are called stays text', () => {
  const evil = `</style></title><script>alert(1)</script>"'&<img src=x onerror=alert(1)>`
  const report = withIncidents([
    madeIncident({
      causes: [
        madeCause({
          title: evil,
          story: evil,
          evidence: [{ text: evil, metric: evil, at: 0 }],
          against: [{ text: evil, metric: null, at: null }],
          unmeasured: [{ text: evil, setting: evil }],
          checks: [evil],
          remedies: [{ text: evil, key: evil, current: evil, advised: evil }],
          reference: evil,
        }),
      ],
      users: [madeUser({ user: evil, operation: evil })],
    }),
  ])
  const { analysis } = report
  const page = reportPage(
    {
      ...report,
      title: evil,
      note: evil,
      settings: { [evil]: evil },
      versions: { ...report.versions, nnad: evil, engine: evil },
      analysis: {
        ...analysis,
        source: { ...analysis.source, name: evil, node: evil, key: evil, version: evil },
        model: { ...analysis.model, id: evil, engine: evil },
      },
    },
    'UTC',
  )
  assert.doesNotMatch(page, /<(?:script|img)\b/)
  assert.equal(page.match(/<\/style>/g)?.length, 1)
  assert.equal(page.match(/<\/title>/g)?.length, reportPage(madeReport(), 'UTC').match(/<\/title>/g)?.length)
  assert.ok(seen(page).includes(`Note ${evil}`))
})

test('a diagnosis: findings with evidence for and against, what could not be measured, commands, remedies, users', () => {
  const report = diagnosedReport()
  const text = seen(reportPage(report, 'UTC'))
  const wanted = [
    'NameNode had been started 3 min before; its first calls are slow.',
    'Looked at: /jmx, hdfs-site.xml (212 keys), audit log, 16,332 lines.',
    'Incidents, the most severe first',
    '83, critical 12.6 Slow syncs of the edit log very likely, 92 % –',
    '78, critical 8.41 Recursive content summaries by analyst very likely, 87 % analyst, contentSummary',
    'Cause: Slow syncs of the edit log very likely, 92 %; since 00:56:41',
    '✓ Edit-log sync time: 447 ms (normal 0.3 to 1.4 ms), since 00:56:41',
    '✗ Heap in use: 310 MB of 1024 MB',
    '○ not measured: how long each operation held the lock; shown by dfs.namenode.lock.detailed-metrics.enabled=true',
    'Check next: iostat -x 1 10 Remedy: Put the edits on a disk of their own dfs.namenode.edits.dir : advised a directory',
    'dfs.content-summary.limit : advised 2000, current value unknown: hand over hdfs-site.xml',
    'Symptom: Handlers waiting for the namesystem lock',
    'Impact: Slow calls for everybody',
    'analyst contentSummary 54.9 2 15 % 58 %',
    'Second opinions: 3 of 3 agree: PCA yes (4.2 times its threshold)',
    '168 to 246 /s 21 /s ▼',
    'RpcProcessingTimeNumOps, /s normal 168 to 246 /s lowest 21 /s at 00:57:09',
    'Signature: R19: QM; SN4',
  ]
  for (const one of wanted) assert.ok(text.includes(one), `${one}\nnot in\n${text}`)
  const plain = analysisSummary(report.analysis, 'UTC').replaceAll('`', '')
  const words = (whole: string): string => whole.replace(/\s+/g, '')
  assert.ok(words(text).includes(words(plain)), plain)
  assert.doesNotMatch(seen(reportPage(madeReport(), 'UTC')), /Cause:|Who rose|likely|Second opinions/)
})

test('the cover answers a director: what, who, since when, how severe, why, what next, what else', () => {
  const page = reportPage(diagnosedReport(), 'UTC')
  const [cover = ''] = /<div class="cover">[^]*?(?=<h2>What was found)/.exec(page) ?? []
  const text = seen(cover)
  const wanted = [
    'What 3 incidents in a window of 10 min, 23 % of it unusual. What follows is about the worst. Impact: RPC calls fell to 21 /s (normal 168 to 246 /s).',
    'Who No single user stands out in what was measured.',
    'Since when 2026-03-29 00:56:40 (UTC) until 00:57:25, for 45 s.',
    'Severity critical 83 of 100; its highest score is 12.6 times the threshold.',
    'Probable cause Slow syncs of the edit log , very likely, 92 %. A sync of the edit log took 447 ms',
    'Next steps Put the edits on a disk of their own dfs.namenode.edits.dir : advised a directory on a disk that nothing else writes to, now /data/nn Check: iostat -x 1 10',
    'Besides Incident 2 began at 00:59:10 and lasted 46 s, severity 78 of 100 (critical): Recursive content summaries by analyst.',
  ]
  for (const one of wanted) assert.ok(text.includes(one), `${one}\nnot in\n${text}`)
  assert.doesNotMatch(text, /replaced/)
  const other = diagnosedReport()
  const [, storm] = other.analysis.incidents
  const ofUser = { ...other, analysis: { ...other.analysis, incidents: storm === undefined ? [] : [storm] } }
  const redactedText = seen(reportPage(ofUser, 'UTC', { redaction: ['hosts', 'users'] }))
  assert.ok(redactedText.includes('Who analyst , operation contentSummary: 15 % of the added calls and 58 %'))
  assert.ok(redactedText.includes('Names of hosts, users are replaced by others, the same ones throughout.'))
})

test('a cover without a diagnosis claims no cause, and one of an incident that goes on says so', () => {
  const report = madeReport()
  const end = report.analysis.windows.at(-1)?.end ?? 0
  const text = seen(reportPage(withIncidents([madeIncident({ end, severity: null })]), 'UTC'))
  assert.ok(text.includes('to the end of what was analysed.'))
  assert.ok(text.includes('Severity Not graded; its highest score is 25 times the threshold.'))
  assert.ok(text.includes('Probable cause No known cause fits what was measured. What moved most:'), text)
  assert.ok(
    text.includes(
      'No remedy is known without a cause. Begin with RpcProcessingTimeAvgTime, which moved most.',
    ),
  )
})

test('what has no room on the cover follows it: a long note, the chart beside much text', () => {
  const order = (note: string): string[] =>
    [...reportPage(madeReport({ note }), 'UTC').matchAll(/<h2>([^<]*)|<\/div>\s*(?=<section)/g)].map(
      ([, head]) => head ?? '|',
    )
  const [short, long] = [order('See 42.'), order('See 42. '.repeat(100))]
  assert.deepEqual(short.slice(0, 5), ['Summary', 'Note', 'Anomaly score', '|', 'What was found'])
  assert.deepEqual(long.slice(0, 5), ['Summary', 'Anomaly score', '|', 'Note', 'What was found'])
})

test('the sheet is A4, or Letter where it is wanted; NameNode, model and version stand at its foot', () => {
  assert.match(reportPage(madeReport(), 'UTC'), /@page\{size:A4;/)
  const letter = reportPage(madeReport(), 'UTC', { paper: 'letter' })
  assert.match(letter, /@page\{size:letter;/)
  assert.match(letter, /@bottom-left\{content:"nn1:8020 \(nn1\) \\b7 {2}model model-1 \\b7 {2}nnad 0\.1\.0"/)
})

test('nothing found is said so; no charts of metrics, no tables', () => {
  const report = withIncidents([])
  const windows = report.analysis.windows.map((window) => ({ ...window, score: 0.01, flagged: false }))
  const page = reportPage({ ...report, analysis: { ...report.analysis, windows } }, 'UTC')
  assert.match(seen(page), /None: no window scored above the threshold\./)
  assert.equal(page.match(/<svg\s+class="chart"/g)?.length, 1)
  assert.doesNotMatch(page, /<table/)
  assert.doesNotMatch(seen(page), /Root cause|Key metrics|logarithmic/)
})

test('a threshold set by hand is told as such, the model’s own beside it', () => {
  const report = madeReport()
  const model = { ...report.analysis.model, threshold: 0.1 }
  const text = seen(reportPage({ ...report, analysis: { ...report.analysis, model } }, 'UTC'))
  assert.ok(text.includes("0.1, set by hand; the model's own is 0.02"))
  assert.ok(text.includes('the dashed threshold was set by hand'))
})

test('hundreds of incidents: the worst are shown, the rest counted', () => {
  const many = Array.from({ length: 300 }, () => madeIncident())
  const page = reportPage(withIncidents(many), 'UTC')
  assert.match(seen(page), /The table shows the worst 60 of 300/)
  assert.match(seen(page), /Shown are the worst 10 of 300/)
})

test('a month is drawn from what a chart can show', () => {
  const report = madeReport()
  const windows = Array.from({ length: 250_000 }, (_, index) => ({
    start: index * 10_000,
    end: index * 10_000 + 290_000,
    score: index === 123_456 ? 9 : 0.01,
    flagged: index === 123_456,
  }))
  const window = { from: 0, to: 2_500_000_000 }
  const page = reportPage({ ...report, analysis: { ...report.analysis, window, windows } }, 'UTC')
  assert.ok(page.length < 300_000, `${page.length} characters`)
  assert.match(seen(page), /250000 windows, highest score 9,/)
})
