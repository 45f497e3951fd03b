// Settings as people type them, and what a reset sets aside.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Settings, settingTable } from '../../../src-shared/contract/settings.ts'
import type { Contents } from '../../../src-shared/contract/system.ts'
import { contentsTexts, isClean } from './contents-text.ts'
import { choicesOf, limitsText, readSetting, valueText } from './setting-value.ts'

test('limits come from the contract', () => {
  assert.equal(limitsText('model.epochs'), 'whole number, 1 to 10,000')
  assert.equal(limitsText('model.validation_split'), 'number, 0 to 0.9')
  assert.equal(limitsText('server.host'), '')
  assert.deepEqual(choicesOf('view.time_zone'), ['utc', 'namenode', 'local'])
  assert.equal(choicesOf('model.epochs'), undefined)
})

test('what is in range is read, what is not says what was wanted', () => {
  assert.deepEqual(readSetting('model.epochs', ' 60 '), { change: { 'model.epochs': 60 } })
  assert.deepEqual(readSetting('model.validation_split', '0,25'), {
    change: { 'model.validation_split': 0.25 },
  })
  assert.deepEqual(readSetting('server.host', '0.0.0.0'), { change: { 'server.host': '0.0.0.0' } })
  assert.deepEqual(readSetting('view.time_zone', 'local'), { change: { 'view.time_zone': 'local' } })
  assert.equal(
    readSetting('model.epochs', '0').error,
    'Wanted a whole number, 1 to 10,000, got "0". Not saved.',
  )
  for (const text of ['', '1.5', 'many', '10001']) assert.ok(readSetting('model.epochs', text).error, text)
  assert.match(readSetting('server.host', '').error ?? '', /got nothing/)
  assert.match(
    readSetting('update.feed', 'http://updates.example.org').error ?? '',
    /^Wanted an https address .*\. Not saved\.$/,
  )
})

test('every setting of the table can be shown and read back', () => {
  for (const { id } of settingTable) {
    const usual = Settings.parse({})[id]
    const [hasLimits, choices] = [limitsText(id) !== '', choicesOf(id)]
    assert.equal(hasLimits, typeof usual === 'number', id)
    if (choices !== undefined) assert.ok(choices.includes(String(usual)), id)
    if (typeof usual === 'boolean') assert.equal(valueText(id, usual), usual ? 'on' : 'off')
    else {
      const read = readSetting(id, String(usual))
      assert.ok('change' in read, read.error)
      assert.equal(read.change[id], usual, id)
    }
  }
  assert.equal(valueText('notify.mail_to', ''), 'none')
  assert.equal(valueText('notify.webhook', 'slack'), 'Slack')
  assert.equal(valueText('view.time_zone', 'utc'), 'UTC')
  assert.equal(valueText('model.epochs', 50), '50')
  assert.equal(valueText('view.color_scheme', 'auto'), 'as this computer has it')
  assert.equal(valueText('report.paper', 'auto'), 'usual in this region')
  assert.equal(valueText('desktop.on_close', 'keep'), 'keep watching')
})

test('a reset lists what goes', () => {
  const clean: Contents = {
    folder: 'data',
    bytes: 0,
    sources: [],
    documents: 0,
    models: 0,
    reports: 0,
    changedSettings: 0,
    backups: [],
  }
  assert.equal(isClean(clean), true)
  assert.equal(isClean({ ...clean, changedSettings: 1 }), false)
  const held = {
    ...clean,
    sources: ['nn1', 'nn2'],
    documents: 1556,
    models: 1,
    reports: 2,
    changedSettings: 1,
  }
  assert.deepEqual(contentsTexts(held), [
    '2 sources (nn1, nn2) with 1,556 documents',
    '1 trained model',
    '2 reports',
    '1 changed setting',
  ])
})
