// `nnad engine`: a real Prometheus added on a command line, its NameNodes and their mapping, which goes out and in as a file.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { z } from 'zod'
import { EngineMapping, FoundNameNode, MappingRow } from '../../src-shared/contract/engines.ts'
import { eventuallyPasses } from '../app/eventually.ts'
import { runNnad } from '../nnad-command.ts'
import { Exporter } from '../prometheus/exporter.ts'
import { sparing } from '../prometheus/known-attributes.ts'
import { missingForPrometheus } from '../prometheus/programs.ts'
import { PrometheusServer } from '../prometheus/prometheus-server.ts'
import { recordedDocuments, temporaryFolder } from '../recordings.ts'

const skip = missingForPrometheus()

test('NameNodes of a Prometheus and their mapping on a command line', { skip }, async (context) => {
  const folder = temporaryFolder(context)
  const data = path.join(folder, 'data')
  const documents = (await recordedDocuments('light-3.3-g1')).map(sparing)
  await using exporter = await Exporter.start({ documents, dialect: 'jmx_exporter' })
  const labels = { instance: 'nn1:9404', cluster: 'lab' }
  const targets = [{ job: 'hdfs', address: exporter.address, labels, interval: '500ms' }]
  await using server = await PrometheusServer.start(temporaryFolder(context), { targets, prefix: '/prom' })
  await eventuallyPasses(
    () => server.query('count_over_time(up[1m]) > 4'),
    ({ size }) => assert.equal(size, 1),
  )
  const run = (...args: string[]) => runNnad(['engine', ...args, '--data', data])
  const wrong = await run('add', server.url.replace('/prom', '/wrong'), '--name', 'wrong')
  assert.match(wrong.stdout, /There is no Prometheus API at .*prefix/)
  assert.equal((await run('remove', 'wrong')).code, 0)
  const added = await run('add', `${server.url}/graph`, '--name', 'lab')
  assert.equal(added.code, 0, added.stderr)
  assert.match(added.stdout, /^Engine 2 "lab" added\.\nPrometheus \S+ answers and has 1 NameNodes/)

  const found = await run('namenodes', '--json', '-')
  const [node] = z.array(FoundNameNode).parse(JSON.parse(found.stdout))
  assert.deepEqual([node?.instance, node?.cluster, node?.dialect], ['nn1:9404', 'lab', 'jmx_exporter'])
  // An operation's metrics are there from its first call on: some come in the course of the recording.
  await eventuallyPasses(
    async () => (await run('namenodes')).stdout,
    (text) => assert.match(text, /^nn1:9404 +lab +jmx_exporter .* 26 of 28 +\d+ of \d+$/m),
  )
  assert.match((await run('mapping')).stdout, /^mapped 26 of 28 metrics, .*missing: GcTimeMillisParNew/m)

  const file = path.join(folder, 'mapping.json')
  assert.equal((await run('mapping', 'lab', '--export', file)).code, 0)
  const rows = z.array(MappingRow).parse(JSON.parse(readFileSync(file, 'utf8')))
  const edited = rows.map((row) =>
    row.attribute === 'MissingBlocks' ? { ...row, query: '1 + 0 * up{$node}' } : row,
  )
  writeFileSync(file, JSON.stringify(edited))
  assert.match(
    (await run('mapping', '--import', file)).stdout,
    /^1 rows taken over, \d+ were in force already/,
  )
  const shown = EngineMapping.parse(JSON.parse((await run('mapping', '--json', '-')).stdout))
  const own = shown.rows.filter(({ isOwn }) => isOwn)
  assert.deepEqual(
    own.map(({ attribute, query }) => [attribute, query]),
    [['MissingBlocks', '1 + 0 * up{$node}']],
  )
  assert.match((await run('mapping', '--reset')).stdout, /^mapped 26 of 28/m)
  assert.match((await run('list')).stdout, /^2 +lab +http:\S+\/prom +none +0$/m)
})

test('what is wrong is told with what was wanted', async (context) => {
  const folder = temporaryFolder(context)
  const data = path.join(folder, 'data')
  const bad = path.join(folder, 'bad.json')
  writeFileSync(bad, '[{"bean":1}]')
  const refused = async (code: number, text: RegExp, ...args: string[]): Promise<void> => {
    const outcome = await runNnad(['engine', ...args, '--data', data])
    assert.deepEqual([outcome.code, text.test(outcome.stderr)], [code, true], outcome.stderr)
  }
  await refused(2, /There is no engine yet/, 'namenodes')
  await refused(2, /Wanted a user for --auth basic/, 'add', 'http://p', '--auth', 'basic')
  await refused(2, /Wanted the address of a Prometheus-compatible server/, 'add', 'ftp://p')
  await refused(2, /without user and password/, 'add', 'http://u:p@p')
  await refused(2, /Authorization is set by nnad itself/, 'add', 'http://p', '--header', 'Authorization')
  const added = await runNnad([
    'engine',
    'add',
    'http://127.0.0.1:1',
    '--header',
    'X-Scope-OrgID',
    '--data',
    data,
  ])
  assert.match(added.stdout, /NNAD_SECRET_ENGINE_1_X_SCOPE_ORGID/)
  await refused(4, /got another in .*bad\.json: 0\.bean/, 'mapping', '--import', bad)
  await refused(4, /X-Scope-OrgID .* not set/, 'namenodes')
  await refused(2, /There are: 1 127\.0\.0\.1:1/, 'remove', 'other')
})
