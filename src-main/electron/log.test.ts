import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { AppLog, hiddenSecrets } from './log.ts'

function folder(context: TestContext): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'nnad-log-'))
  context.after(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('lines have a time, errors their stack; the file is its owner’s alone', (context) => {
  const log = new AppLog(folder(context))
  log.write('100 % done')
  log.write('It failed', new TypeError('no such thing'))
  const text = readFileSync(log.file, 'utf8')
  assert.match(text, /^\d{4}-\d\d-\d\dT[\d:.]+Z 100 % done$/m)
  assert.match(text, /It failed TypeError: no such thing\n\s+at /)
  if (process.platform !== 'win32') assert.equal(statSync(log.file).mode & 0o777, 0o600)
})

test('a file that has grown becomes the old one, of which there is one', (context) => {
  const made = folder(context)
  const log = new AppLog(made, 1000)
  for (let line = 0; line < 100; line += 1) log.write(`line ${String(line)} ${'x'.repeat(50)}`)
  assert.deepEqual(readdirSync(path.dirname(log.file)).sort(), ['nnad.log', 'nnad.old.log'])
  assert.ok(statSync(log.file).size < 1200)
  assert.match(readFileSync(log.file, 'utf8'), /line 99 /)
})

test('secrets that were read or written, and credentials of any kind, are not in it', async (context) => {
  const log = new AppLog(folder(context))
  const values = new Map([['smtp', 'correct-horse']])
  const secrets = hiddenSecrets(
    {
      keeps: true,
      note: () => Promise.resolve('in memory'),
      read: (name) => Promise.resolve(values.get(name)),
      write: (name, value) => Promise.resolve(void values.set(name, value)),
      remove: (name) => Promise.resolve(void values.delete(name)),
    },
    log,
  )
  assert.equal(await secrets.read('smtp'), 'correct-horse')
  await secrets.write('token', 'battery.staple+1')
  log.write('Mail failed: correct-horse', new Error('sent battery.staple+1'))
  log.write('GET http://analyst:hunter2@nn1:9870/jmx', new Error('Authorization: Basic YW5hbHlzdDpodW50ZXIy'))
  const text = readFileSync(log.file, 'utf8')
  for (const secret of ['correct-horse', 'battery.staple', 'hunter2', 'YW5hbHlzdDpodW50ZXIy']) {
    assert.ok(!text.includes(secret), secret)
  }
  assert.match(text, /GET http:\/\/\(hidden\)@nn1:9870\/jmx/)
})

test('a folder that cannot be written is no reason to fail', (context) => {
  const made = folder(context)
  const first = new AppLog(made)
  first.write('there')
  const log = new AppLog(first.file)
  assert.doesNotThrow(() => log.write('nowhere'))
  assert.ok(!existsSync(log.file))
})
