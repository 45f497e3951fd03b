// The command line on a data folder: import, sources, train, analyze, report.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { describe } from 'node:test'
import { z } from 'zod'
import { Analysis } from '../../src-shared/contract/analysis.ts'
import { ImportSummary } from '../../src-shared/contract/imports.ts'
import { BaselineCheck, Model } from '../../src-shared/contract/models.ts'
import { Report, ReportHead } from '../../src-shared/contract/reports.ts'
import { Source } from '../../src-shared/contract/sources.ts'
import { lightBaseline, lightFile, lightTimes, lightWindow } from '../light-recording.ts'
import { type Outcome, productFolder, runNnad } from '../nnad-command.ts'
import { recordingsFolder, temporaryFolder } from '../recordings.ts'

/** The command's standard output as JSON; anything else there fails. */
function jsonOf<T>(outcome: Outcome, shape: z.ZodType<T>): T {
  assert.equal(outcome.code, 0, outcome.stderr)
  assert.equal(outcome.stderr, '')
  return shape.parse(JSON.parse(outcome.stdout))
}

describe('commands', { concurrency: 2 }, () => {
  test('importing a file tells what was found, and the same again adds nothing', async (context) => {
    const data = temporaryFolder(context)
    const first = jsonOf(await runNnad(['import', lightFile, '--data', data, '--json', '-']), ImportSummary)
    assert.deepEqual(
      [first.found, first.added, first.duplicates, first.skippedCount],
      [lightTimes.documents, lightTimes.documents, 0, 0],
    )
    assert.deepEqual([first.from, first.to], [lightTimes.first, lightTimes.last])
    const again = await runNnad(['--data', data, 'import', lightFile])
    assert.equal(again.code, 0)
    assert.match(again.stdout, /^129 documents found, 2026-11-22 15:48:50 to 2026-11-22 15:51:01;/)
    assert.match(again.stdout, /^0 added, 129 were there already; 0 new rows$/m)
  })

  test('importing several files and a folder keeps clusters apart and counts parts that are no dump', async (context) => {
    const folder = temporaryFolder(context)
    const data = path.join(folder, 'data')
    const dumps = path.join(folder, 'dumps of may')
    mkdirSync(path.join(dumps, 'deeper'), { recursive: true })
    cpSync(lightFile, path.join(dumps, 'deeper', 'light.jsonl.zst'))
    cpSync(
      path.join(recordingsFolder, 'documents', '3.4.3-standby.json'),
      path.join(dumps, '20261122-154700.json'),
    )
    cpSync(path.join(recordingsFolder, 'README.md'), path.join(dumps, 'README.md'))
    const other = path.join(recordingsFolder, 'light-3.4-g1.jsonl.zst')
    const summary = jsonOf(
      await runNnad(['import', dumps, other, '--data', data, '--json', '-']),
      ImportSummary,
    )
    assert.equal(summary.found, 129 + 1 + 60)
    assert.equal(summary.added, 190)
    assert.deepEqual(
      summary.skipped.map(({ place }) => place),
      ['dumps of may/README.md'],
    )
    const sources = jsonOf(await runNnad(['sources', '--data', data, '--json', '-']), z.array(Source))
    assert.equal(
      sources.reduce((sum, source) => sum + source.documents, 0),
      190,
    )
    assert.equal(new Set(sources.map((source) => source.key)).size, sources.length)
    assert.ok(sources.length >= 2, 'two clusters are two sources')
    const text = await runNnad(['sources', '--data', data])
    assert.match(text.stdout, /^id +source +node +Hadoop +state +documents +rows +first +last \(UTC\)$/m)
    assert.match(text.stdout, /3\.3\.6 +active +129 +\d+ +2026-11-22 15:48:50 +2026-11-22 15:51:01$/m)
  })

  test('configuration and logs come in with a dump or after it; whose they are is asked for', async (context) => {
    const folder = temporaryFolder(context)
    const data = path.join(folder, 'data')
    const site = path.join(folder, 'hdfs-site.xml')
    const audit = path.join(folder, 'audit.log')
    const property = '<name>dfs.namenode.handler.count</name><value>64</value>'
    writeFileSync(site, `<configuration><property>${property}</property></configuration>`)
    writeFileSync(
      audit,
      '2026-11-22 15:49:00,123 INFO FSNamesystem.audit: allowed=true\tugi=etl (auth:SIMPLE)\tip=/10.0.0.7\tcmd=delete\tsrc=/tmp/a\tdst=null\tperm=null\tproto=rpc\n',
    )
    const first = await runNnad(['import', lightFile, site, '--data', data])
    assert.match(first.stdout, /^configuration hdfs-site\.xml: 1 key; of nn1\.lab:\d+$/m)
    const other = path.join(recordingsFolder, 'light-3.4-g1.jsonl.zst')
    await runNnad(['import', other, '--data', data])
    const asked = await runNnad(['import', audit, '--data', data])
    assert.equal(asked.code, 2)
    assert.match(asked.stderr, /audit\.log: .*--source/)
    const chosen = await runNnad(['import', audit, '--data', data, '--source', '1'])
    assert.match(chosen.stdout, /^audit log audit\.log: 1 line, 2026-11-22 15:49:00 to 15:49:00 UTC/m)
  })

  test('train, analyze, report: from the store to a saved report, as text and as JSON', async (context) => {
    const data = temporaryFolder(context)
    await runNnad(['import', lightFile, '--data', data])
    const training = ['train', '--data', data, '--baseline', lightBaseline.text, '--epochs', '3']
    const model = jsonOf(await runNnad([...training, '--json', '-']), Model)
    assert.equal(model.epochs, 3)
    assert.deepEqual(model.ranges, [{ from: lightBaseline.from, to: lightBaseline.to }])
    const told = await runNnad([...training, '--profile', 'original'])
    assert.match(
      told.stdout,
      /^Trained on nn1\.lab:9000, .*\n\d+ rows used, 3 epochs run, threshold [\d.e-]+\nEngine: fused\n$/,
    )
    assert.deepEqual(readdirSync(path.join(data, 'models')).length, 2)

    const analysing = ['analyze', '--data', data, '--window', lightWindow.text]
    const analysis = jsonOf(await runNnad([...analysing, '--json', '-']), Analysis)
    assert.equal(analysis.model.profile, 'original', 'the latest model is the one that is used')
    assert.equal(analysis.windows.length, analysis.rows - 29)
    const file = path.join(data, 'analysis.json')
    const text = await runNnad([...analysing, '--threshold', '0.000001', '--json', file])
    assert.match(text.stdout, /^NameNode {3}nn1\.lab:9000 \(nn1\.lab, Hadoop 3\.3\.6\)$/m)
    assert.match(text.stdout, /^Threshold {2}0\.000001 \(given; the model's own is /m)
    assert.match(text.stdout, /^1 incident, the most severe first:\n#/m)
    assert.equal(Analysis.parse(JSON.parse(readFileSync(file, 'utf8'))).incidents.length, 1)
    const quiet = await runNnad([...analysing, '--threshold', '1000'])
    assert.match(quiet.stdout, /\n\nNo incidents: no window scored above the threshold\.\n$/)

    const heads = jsonOf(await runNnad(['report', '--data', data, '--json', '-']), z.array(ReportHead))
    assert.deepEqual(
      heads.map(({ id }) => id),
      [3, 2, 1],
    )
    const report = jsonOf(await runNnad(['report', '1', '--data', data, '--json', '-']), Report)
    assert.deepEqual(report.analysis, analysis)
    assert.equal(report.series.times.length, report.analysis.rows)
    const list = await runNnad(['report', '--data', data])
    assert.match(
      list.stdout,
      /^id +made +incidents +title\n3 +[\d-]+ [\d:]+ +0 +nn1\.lab, 2026-11-22 15:50:00/,
    )
    const shown = await runNnad(['report', '2', '--data', data])
    assert.equal(shown.stdout, text.stdout)
  })

  test('check finds the fault in a baseline; left out, neither check nor train knows of it', async (context) => {
    const data = temporaryFolder(context)
    const file = path.join(recordingsFolder, 'slow-sync-3.4.jsonl.zst')
    const summary = jsonOf(await runNnad(['import', file, '--data', data, '--json', '-']), ImportSummary)
    assert.ok(summary.from !== null && summary.to !== null)
    const baseline = ['--data', data, '--baseline', `${String(summary.from)}..${String(summary.to)}`]
    const { stretches, parts } = jsonOf(await runNnad(['check', ...baseline, '--json', '-']), BaselineCheck)
    const [slow] = stretches
    assert.ok(slow !== undefined && stretches.length === 1)
    assert.equal(parts, 3)
    // The edit log was slow for 45 s.
    const fault = { from: 1795363083218, to: 1795363128219 }
    assert.ok(slow.from < fault.to && slow.to > fault.from)
    const told = await runNnad(['check', ...baseline])
    assert.match(
      told.stdout,
      /^nn1\.lab:9000: \d+ windows in 3 parts, .*\nunlike the rest .*\n2026-11-22 [\d:]+\.\.2026-11-22 [\d:]+ +[\d.,]+ times +\w+, \w+, \w+\n$/,
    )
    const leaveOut = ['--leave-out', `${String(slow.from)}..${String(slow.to)}`]
    const model = jsonOf(
      await runNnad(['train', ...baseline, ...leaveOut, '--epochs', '1', '--json', '-']),
      Model,
    )
    assert.deepEqual(model.ranges, [
      { from: summary.from, to: slow.from - 1 },
      { from: slow.to + 1, to: summary.to },
    ])
    const short = await runNnad(['check', ...baseline, ...leaveOut])
    assert.equal(short.code, 3)
    assert.match(
      short.stderr,
      /^nnad: A check needs 120 windows to cut into parts, .*: choose a longer one\.\n$/,
    )
  })

  test('a source is chosen by id, name or key; an unknown one is told with those there are', async (context) => {
    const data = temporaryFolder(context)
    await runNnad(['import', lightFile, '--data', data])
    const [source] = jsonOf(await runNnad(['sources', '--data', data, '--json', '-']), z.array(Source))
    assert.ok(source)
    const training = ['train', '--data', data, '--baseline', lightBaseline.text, '--epochs', '1']
    for (const name of [String(source.id), source.name, source.key]) {
      const outcome = await runNnad([...training, '--source', name])
      assert.equal(outcome.code, 0, outcome.stderr)
    }
    const unknown = await runNnad([...training, '--source', 'nn9'])
    assert.equal(unknown.code, 2)
    assert.match(
      unknown.stderr,
      /^nnad: Wanted one source by id, name or key, got "nn9"\. There are: 1 nn1\.lab \(.+\)\.\n$/,
    )
    const node = await runNnad([...training, '--node', 'nn9:8020'])
    assert.equal(node.code, 2)
    assert.match(node.stderr, /^nnad: Source 1 has no node "nn9:8020": it has nn1\.lab:9000\.\n$/)
  })

  test('the version is told, with other options and a command beside it, too', async () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(path.join(productFolder, 'package.json'), 'utf8')))
    for (const args of [
      ['--version'],
      ['-V'],
      ['--data', 'nowhere', '--version'],
      ['sources', '--version'],
    ]) {
      const { code, stdout, stderr } = await runNnad(args)
      assert.deepEqual([code, stdout, stderr], [0, `${version}\n`, ''], args.join(' '))
    }
  })

  test('doctor tells what works here, as text and as JSON', async (context) => {
    const data = path.join(temporaryFolder(context), 'not yet there')
    const text = await runNnad(['doctor', '--data', data])
    assert.equal(text.code, 0, text.stdout)
    assert.match(text.stdout, /^nnad \d+\.\d+\.\d+\nok +Node +\d+/)
    const checks = jsonOf(
      await runNnad(['doctor', '--data', data, '--json', '-']),
      z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    )
    assert.deepEqual(
      checks.filter((check) => !check.ok),
      [],
    )
    assert.match(checks.find(({ name }) => name === 'Engine')?.detail ?? '', /^fused: /)
    assert.deepEqual(
      checks.map((check) => check.name),
      ['Node', 'Database', 'Engine', 'tf.js', 'tfjs-node', 'Data folder'],
    )
  })
})
