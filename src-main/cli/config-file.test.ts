// Files of `nnad serve --config`: the original's, and what is wrong with others, line by line.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { temporaryFolder } from '../../e2e/recordings.ts'
import { Settings } from '../../src-shared/contract/settings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { readConfig, readConfigFile } from './config-file.ts'

const isDeclared = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof DeclaredError && error.code === code && text.test(error.message)

const original = `# The original system's
namenode:
  jmx_url: http://nn1:9870/jmx
  poll_interval_seconds: 10
scheduler:
  process_interval_seconds: 60
  inference_interval_minutes: 5
  retrain_cron: "0 2 * * *"
model:
  sequence_length: 30
  latent_dim: 10
  epochs: 50
  batch_size: 32
  validation_split: 0.2
  anomaly_threshold_percentile: 95
database:
  url: sqlite:////var/lib/anomaly/anomaly.db
server:
  host: 0.0.0.0
  port: 8000
`

test('the original’s keys, nested or with dots, are the same settings', () => {
  const { settings, dataFolder } = readConfig(original, 'config.yaml')
  assert.deepEqual(
    [
      settings['namenode.jmx_url'],
      settings['scheduler.retrain_cron'],
      settings['server.host'],
      Object.keys(settings).length,
    ],
    ['http://nn1:9870/jmx', '0 2 * * *', '0.0.0.0', 13],
  )
  assert.equal(dataFolder, path.resolve('/var/lib/anomaly/anomaly.nnad'))
  const dotted = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  assert.deepEqual(readConfig(dotted.join('\n'), 'x').settings, settings)
})

test('every setting may be in it; nothing in it is nothing changed', () => {
  const defaults = Settings.parse({})
  const text = Object.entries(defaults).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  assert.deepEqual(readConfig(text.join('\n'), 'x').settings, defaults)
  for (const empty of ['', '# only words\n', '---\n'])
    assert.deepEqual(readConfig(empty, 'x'), { settings: {}, dataFolder: undefined })
})

test('what is wrong is told with its line, what was wanted and what was got', () => {
  const refusals: readonly (readonly [text: string, message: RegExp])[] = [
    [
      'model:\n  epochs: many',
      /^f, line 2: model\.epochs: wanted number, got "many"\. Nothing was started\.$/,
    ],
    ['\n\nmodel.epochs: 0', /^f, line 3: model\.epochs: wanted a value >=1, got 0\./],
    ['model:\n  epochs:', /line 2: model\.epochs: wanted number, got nothing/],
    ['model:\n  epochs: [3]', /line 2: model\.epochs: wanted one value/],
    [
      'model:\n  epoch: 4',
      /line 2: there is no setting "model\.epoch"; there are model\.sequence_length, .*model\.epochs/,
    ],
    ['logging:\n  level: info', /line 1: there is no setting "logging"; there are namenode\.…, scheduler\.…/],
    ['model: 4', /line 1: model: wanted "name: value" lines below it/],
    ['- model', /line 1: wanted "name: value" lines\. Nothing/],
    ['"just words"', /line 1: wanted "name: value" lines/],
    ['server:\n  port: 8000\nserver.port: 8001', /line 3: server\.port is there a second time/],
    [
      'server:\n  port: 8000\n  port: 8001',
      /line 3: wanted YAML, got something else \(Map keys must be unique\)/,
    ],
    ['server: {port: 8000', /line 1: wanted YAML/],
    ['model.seed: &a 3\nmodel.epochs: *a', /line 2: model\.epochs: wanted one value/],
    ['model.epochs: !!js/function x', /line 1: wanted YAML/],
    ['? [a]\n: 3', /line 1: wanted a name before the colon/],
    ['scheduler:\n  retrain_cron: daily', /line 2: scheduler\.retrain_cron: wanted five fields/],
    ['scheduler:\n  zone: Berlin', /line 2: scheduler\.zone: wanted an IANA zone/],
    ['notify.desktop: yes', /line 1: notify\.desktop: wanted boolean, got "yes"/],
    [
      'database.url: postgresql://db/x',
      /line 1: database\.url: wanted sqlite:\/\/\/FILE, got "postgresql:.*--data/,
    ],
    ['database:\n  url: "sqlite:///:memory:"', /line 2: database\.url: wanted/],
  ]
  for (const [text, message] of refusals)
    assert.throws(() => readConfig(text, 'f'), isDeclared('BAD_INPUT', message), text)
})

test('a relative database lies where nnad is started; a file that is not there or far too large is refused', async (context) => {
  assert.equal(readConfig('database.url: sqlite:///hdfs.db', 'f').dataFolder, path.resolve('hdfs.nnad'))
  const folder = temporaryFolder(context)
  const file = path.join(folder, 'c.yaml')
  await assert.rejects(readConfigFile(file), isDeclared('NOT_FOUND', /could not read .*c\.yaml/))
  await assert.rejects(readConfigFile(folder), isDeclared('NOT_FOUND', /EISDIR/))
  writeFileSync(file, original)
  assert.equal((await readConfigFile(file)).settings['server.port'], 8000)
  writeFileSync(file, '#'.repeat(262_145))
  await assert.rejects(readConfigFile(file), isDeclared('TOO_LARGE', /at most 262144 bytes, .* has 262145/))
})
