// Settings on a real file: defaults, changes, and files that are not as they should be.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { temporaryFolder } from '../../e2e/recordings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { Settings } from './settings.ts'

const defaults = {
  'namenode.jmx_url': '',
  'namenode.poll_interval_seconds': 10,
  'scheduler.process_interval_seconds': 60,
  'scheduler.inference_interval_minutes': 5,
  'scheduler.retrain_cron': '0 2 * * *',
  'scheduler.zone': '',
  'retention.document_days': 7,
  'retention.full_sample_days': 30,
  'retention.sample_days': 400,
  'retention.disk_gb': 20,
  'notify.desktop': true,
  'notify.webhook': 'off',
  'notify.mail_to': '',
  'notify.mail_from': '',
  'notify.smtp_host': '',
  'notify.smtp_port': 587,
  'notify.smtp_security': 'starttls',
  'notify.smtp_user': '',
  'notify.min_severity': 0,
  'notify.rate_per_hour': 20,
  'remote_write.url': '',
  'remote_write.auth': 'none',
  'remote_write.user': '',
  'remote_write.tenant': '',
  'remote_write.interval_seconds': 60,
  'remote_write.instance': '',
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
  'report.paper': 'auto',
  'desktop.on_close': 'ask',
  'update.feed': '',
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

test('a time of retraining that cannot be read is refused and changes nothing', (context) => {
  const settings = new Settings(temporaryFolder(context))
  for (const changes of [
    { 'scheduler.retrain_cron': '0 2 * *' },
    { 'scheduler.retrain_cron': '0 0 2 * * *' },
    { 'scheduler.zone': 'Mars/Olympus' },
    { 'scheduler.retrain_cron': '', 'scheduler.zone': 'Mars/Olympus' },
  ]) {
    assert.throws(
      () => settings.update(changes),
      (error) =>
        error instanceof DeclaredError &&
        error.code === 'BAD_INPUT' &&
        /^scheduler\..* wanted /.test(error.message),
    )
  }
  assert.deepEqual(settings.all(), defaults)
  settings.update({ 'scheduler.retrain_cron': '30 1 * * 1-5', 'scheduler.zone': 'Europe/Berlin' })
  assert.equal(settings.update({ 'scheduler.retrain_cron': '' })['scheduler.zone'], 'Europe/Berlin')
})

test('what a start was given comes first and is not written; what a person changes since counts, and is', (context) => {
  const folder = temporaryFolder(context)
  new Settings(folder).update({ 'model.epochs': 7, 'server.port': 9000 })
  const written = readFileSync(path.join(folder, 'settings.json'), 'utf8')
  const settings = new Settings(folder, { 'model.epochs': 20, 'model.seed': 3 })
  const values = () =>
    ['model.epochs', 'model.seed', 'server.port'].map(
      (name) => Object.entries(settings.all()).find(([one]) => one === name)?.[1],
    )
  assert.deepEqual(values(), [20, 3, 9000])
  assert.equal(readFileSync(path.join(folder, 'settings.json'), 'utf8'), written)
  settings.update({ 'model.epochs': 8 })
  assert.deepEqual(values(), [8, 3, 9000])
  assert.deepEqual(
    [new Settings(folder).all()['model.epochs'], new Settings(folder).all()['model.seed']],
    [8, 1],
  )
})

test('a file that cannot be read while it runs changes nothing, until it can be read again', (context) => {
  const folder = temporaryFolder(context)
  const file = path.join(folder, 'settings.json')
  const settings = new Settings(folder, { 'model.seed': 3 })
  const before = settings.update({ 'model.epochs': 7 })
  for (const text of ['{"model.epochs": 8', '{"model.epochs": "many"}']) {
    writeFileSync(file, text)
    assert.deepEqual(settings.all(), before)
    assert.throws(() => settings.update({ 'model.epochs': 9 }), isBroken)
    assert.equal(readFileSync(file, 'utf8'), text)
  }
  writeFileSync(file, '{"model.epochs": 8}')
  assert.deepEqual(settings.all(), { ...before, 'model.epochs': 8 })
})

test('a host’s own store is read and written instead of the file', (context) => {
  const folder = temporaryFolder(context)
  const opened: string[] = []
  const held = { store: { 'model.epochs': 7 } }
  const settings = new Settings(folder, {}, (place) => {
    opened.push(place)
    return held
  })
  assert.equal(settings.all()['model.epochs'], 7)
  assert.equal(settings.update({ 'model.seed': 3 })['model.seed'], 3)
  assert.deepEqual([opened, held.store], [[folder], { 'model.epochs': 7, 'model.seed': 3 }])
  assert.deepEqual(readdirSync(folder), [])
})
