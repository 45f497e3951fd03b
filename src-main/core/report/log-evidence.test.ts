// What was dropped beside a dump changes its report: the sample with an audit log, a NameNode log and hdfs-site.xml made for it.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import type { Analysis } from '../../../src-shared/contract/analysis.ts'
import { testHost } from '../fixtures/test-host.ts'
import { auditLine, holdForms, logTime } from '../importer/attachments/fixtures/log-lines.ts'
import { packageRoot } from '../package-root.ts'
import { createServices } from '../services.ts'

const sample = path.join(packageRoot(), 'assets', 'sample', 'sample.jsonl.zst')
const second = 1000
const baseline = { from: Date.UTC(2026, 10, 22, 15, 47, 38), to: Date.UTC(2026, 10, 22, 16, 6, 38) }
const window = { from: baseline.to, to: Date.UTC(2026, 10, 22, 16, 14, 5) }
/** The sample's labels: analyst walks /data/deep by recursive du. */
const storm = { from: 1_795_363_598_644, to: 1_795_363_643_649 }

function auditLog(): string {
  const lines: string[] = []
  for (let time = baseline.from; time < window.to; time += second) {
    for (let call = 0; call < 5; call += 1) lines.push(auditLine(logTime(time + call)))
    const isStorm = time >= storm.from && time <= storm.to
    if (isStorm || time % (100 * second) === 0) {
      const src = `/data/deep/part-${time % 7}`
      lines.push(
        auditLine(logTime(time + 9), { user: 'analyst (auth:SIMPLE)', command: 'contentSummary', src }),
      )
    }
  }
  return lines.join('')
}

const namenodeLog = (): string =>
  holdForms['3.4'](logTime(storm.from + 20_000))
    .replaceAll('write', 'read')
    .replaceAll('delete', 'getContentSummary')
    .replace('ugi=etl', 'ugi=analyst')
    .replace('/tmp/big', '/data/deep')

async function analysed(context: TestContext, files: Readonly<Record<string, string>>): Promise<Analysis> {
  const folder = path.join(temporaryFolder(context), 'case')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  const services = await createServices(testHost({ dataFolder: temporaryFolder(context) }))
  context.after(() => services.close())
  const { summary } = await services.imports.start([sample, folder]).outcome
  assert.deepEqual([summary.attachments.length, summary.skipped], [Object.keys(files).length, []])
  await services.models.train({
    source: undefined,
    node: undefined,
    ranges: [baseline],
    profile: undefined,
    settings: { 'model.epochs': 3 },
  }).outcome
  const request = { source: undefined, node: undefined, window, thresholdOverride: undefined }
  return (await services.reports.analyze(request).outcome).report.analysis
}

const scanIn = ({ incidents }: Analysis) =>
  incidents.flatMap(({ causes }) => causes).find(({ id }) => id === 'content-summary-scan')

test('logs and configuration beside the sample: evidence, places and current values in its report', async (context) => {
  const [plain, full] = [
    await analysed(context, {}),
    await analysed(context, {
      'hdfs-audit.log': auditLog(),
      'namenode.log': namenodeLog(),
      'hdfs-site.xml':
        '<configuration><property><name>dfs.content-summary.limit</name><value>0</value></property><property><name>ssl.server.keystore.password</name><value>hunter2</value></property></configuration>',
    }),
  ]
  assert.deepEqual(plain.sources, [])
  assert.deepEqual(full.sources, ['hdfs-site.xml', 'the audit log', 'the NameNode log'])
  const [without, scan] = [scanIn(plain), scanIn(full)]
  assert.ok(without && scan)
  // The dump alone knows neither paths nor who held the lock, nor what is configured.
  assert.doesNotMatch(JSON.stringify(without), /data\/deep/)
  assert.ok(without.unmeasured.some(({ text }) => text.includes('which operation held the lock')))
  assert.ok(without.remedies.every(({ current }) => current === null))

  const evidence = scan.evidence.map(({ text }) => text)
  assert.ok(
    evidence.some((text) => /^analyst made .* contentSummary calls .* most under \/data\/deep/.test(text)),
  )
  const hold =
    'NameNode log: read lock held for 8,123 ms via FSNamesystem.getContentSummary (analyst, /data/deep)'
  const held = scan.evidence.find(({ text }) => text === hold)
  // The log tells the hold's end.
  assert.equal(held?.at, storm.from + 20_000 - 8123)
  assert.match(scan.story, /most of them under \/data\/deep/)
  assert.ok(scan.confidence >= without.confidence)
  const limit = scan.remedies.find(({ key }) => key === 'dfs.content-summary.limit')
  assert.equal(limit?.current, '0')
  assert.ok(!JSON.stringify(full).includes('hunter2'))
})
