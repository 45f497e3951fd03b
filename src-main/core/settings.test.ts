// Settings on a real file: defaults, changes, and files that are not as they should be.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { temporaryFolder } from '../../e2e/recordings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { Settings } from './settings.ts'

const defaults = {
  'model.sequence_length': 30,
  'model.latent_dim': 10,
  'model.hidden_dim': 0,
  'model.recurrent_activation': 'sigmoid',
  'model.epochs': 50,
  'model.batch_size': 32,
  'model.validation_split': 0.2,
  'model.anomaly_threshold_percentile': 95,
  'model.false_alarms': 1,
  'model.profile': 'default',
  'model.seed': 1,
  'model.engine': 'fused',
  'server.host': '127.0.0.1',
  'server.port': 8000,
  'view.color_scheme': 'auto',
  'view.time_zone': 'utc',
}
const isBroken = (error: unknown): boolean =>
  error instanceof DeclaredError &&
  error.code === 'BROKEN' &&
  /settings\.json in .*delete it/.test(error.message)

test('a new folder has the original’s defaults', (context) => {
  assert.deepEqual(new Settings(temporaryFolder(context)).all(), defaults)
})

test('a change stays, the others too, and the next start finds it', (context) => {
  const folder = temporaryFolder(context)
  const settings = new Settings(folder)
  assert.deepEqual(settings.update({ 'model.epochs': 7 }), { ...defaults, 'model.epochs': 7 })
  const both = { ...defaults, 'model.epochs': 7, 'model.profile': 'original' }
  assert.deepEqual(settings.update({ 'model.profile': 'original' }), both)
  assert.deepEqual(settings.update({}), both)
  assert.deepEqual(new Settings(folder).all(), both)
  assert.deepEqual(readdirSync(folder), ['settings.json'])
})

test('only what was changed is written, by its dotted name', (context) => {
  const folder = temporaryFolder(context)
  new Settings(folder).update({ 'model.seed': 9 })
  const written: unknown = JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8'))
  assert.deepEqual(written, { 'model.seed': 9 })
})

test('a value that cannot be is refused, and nothing is written', (context) => {
  const settings = new Settings(temporaryFolder(context))
  assert.throws(() => settings.update({ 'model.epochs': 0 }))
  assert.throws(() => settings.update({ 'model.validation_split': 2, 'model.seed': 5 }))
  assert.deepEqual(settings.all(), defaults)
})

test('a broken file and values that cannot be are BROKEN, and the file stays', (context) => {
  const folder = temporaryFolder(context)
  const file = path.join(folder, 'settings.json')
  for (const text of ['{', '[1', '{"model.epochs": "many"}', '{"model.profile": "odd"}']) {
    writeFileSync(file, text)
    assert.throws(() => new Settings(folder), isBroken, text)
    assert.equal(readFileSync(file, 'utf8'), text)
  }
})

test('settings of another version are left alone', (context) => {
  const folder = temporaryFolder(context)
  const file = path.join(folder, 'settings.json')
  writeFileSync(file, '{"model.epochs": 3, "of.tomorrow": true}')
  const settings = new Settings(folder)
  assert.deepEqual(settings.all(), { ...defaults, 'model.epochs': 3 })
  settings.update({ 'model.seed': 4 })
  const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
  assert.deepEqual(written, { 'model.epochs': 3, 'of.tomorrow': true, 'model.seed': 4 })
})
