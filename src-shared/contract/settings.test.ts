// The table of settings that screens and the README show.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Settings, settingTable } from './settings.ts'

test('every setting has exactly one row, and no row is of none', () => {
  assert.deepEqual(settingTable.map(({ id }) => id).sort(), Object.keys(Settings.shape).sort())
})

test('what the rows say is a sentence each, without repetition', () => {
  for (const { id, label, doc } of settingTable) {
    assert.match(label, /^[A-Z][A-Za-z ]+$/, id)
    assert.match(doc, /^[A-Z].*\.$/, id)
  }
  for (const field of ['label', 'doc'] as const)
    assert.equal(new Set(settingTable.map((row) => row[field])).size, settingTable.length, field)
})

test('the original’s settings are those of its documentation, with its defaults', () => {
  const values: Record<string, unknown> = Settings.parse({})
  const originals = settingTable.filter(({ original }) => original)
  assert.deepEqual(Object.fromEntries(originals.map(({ id }) => [id, values[id]])), {
    'namenode.jmx_url': '',
    'namenode.poll_interval_seconds': 10,
    'scheduler.process_interval_seconds': 60,
    'scheduler.inference_interval_minutes': 5,
    'scheduler.retrain_cron': '0 2 * * *',
    'model.sequence_length': 30,
    'model.latent_dim': 10,
    'model.epochs': 50,
    'model.batch_size': 32,
    'model.validation_split': 0.2,
    'model.anomaly_threshold_percentile': 95,
    'server.host': '127.0.0.1',
    'server.port': 8000,
  })
})
