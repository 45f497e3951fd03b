// Settings over HTTP: what a change of them may not do; out as a file and in again, whole or not at all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { SettingsFile, SettingsImport } from '../../src-shared/contract/settings.ts'
import { mapSecrets, testHost } from '../core/fixtures/test-host.ts'
import { codeOf, startTestServer } from './fixtures/test-server.ts'

const Refusal = z.looseObject({ problems: z.array(z.string()), detail: z.string() })

test('settings that would send the mail password of the environment elsewhere are refused', async () => {
  const read = (name: string) => Promise.resolve(name === 'smtp-password' ? 'HIDDEN' : undefined)
  await using server = await startTestServer({ host: { secrets: { ...testHost().secrets, read } } })
  const change = (body: object) => server.call('/api/settings', { method: 'PATCH', body })
  const given = await change({ 'notify.smtp_host': 'mail.example.org', 'notify.smtp_user': 'nnad' })
  assert.equal(given.status, 200)
  const refused = await change({ 'notify.smtp_host': 'elsewhere.example.org', 'model.epochs': 3 })
  assert.deepEqual([refused.status, codeOf(refused)], [403, 'FORBIDDEN'])
  assert.doesNotMatch(refused.text, /HIDDEN/)
  const { 'notify.smtp_host': host, 'model.epochs': epochs } = server.services.settings.all()
  assert.deepEqual([host, epochs], ['mail.example.org', 2])
})

test('an export is a file of all settings without secrets, which an import takes as it is', async () => {
  const read = (name: string) => Promise.resolve(name === 'smtp-password' ? 'HIDDEN' : undefined)
  await using server = await startTestServer({ host: { secrets: { ...testHost().secrets, read } } })
  server.services.settings.update({ 'namenode.jmx_url': 'http://admin:HIDDEN@nn1.lab:9870/jmx' })
  const file = await server.call('/api/settings/export')
  assert.match(file.headers['content-disposition'] ?? '', /nnad-settings\.json/)
  assert.doesNotMatch(file.text, /HIDDEN|admin/)
  const { settings, ...head } = SettingsFile.parse(JSON.parse(file.text))
  assert.deepEqual(head, { format: 'nnad-settings', version: 1, nnad: '9.8.7' })
  assert.deepEqual(settings, {
    ...server.services.settings.all(),
    'namenode.jmx_url': 'http://nn1.lab:9870/jmx',
  })
  server.services.settings.update({ 'model.epochs': 77, 'view.color_scheme': 'dark' })
  const changed = server.services.settings.all()
  const preview = await server.call('/api/settings/import/preview', { body: JSON.parse(file.text) })
  assert.deepEqual(server.services.settings.all(), changed)
  const reply = await server.call('/api/settings/import', { body: JSON.parse(file.text) })
  assert.equal(reply.status, 200, reply.text)
  assert.deepEqual(reply.json, preview.json)
  assert.deepEqual(server.services.settings.all(), settings)
  const { changes, before, forgets } = SettingsImport.parse(reply.json)
  assert.deepEqual(
    changes.map(({ id }) => id),
    ['namenode.jmx_url', 'model.epochs', 'view.color_scheme'],
  )
  assert.deepEqual(changes[1], { id: 'model.epochs', before: 77, after: 2 })
  assert.deepEqual(forgets, [])
  assert.equal((await server.call('/api/settings', { method: 'PATCH', body: before })).status, 200)
  assert.deepEqual(server.services.settings.all(), changed)
})

test('a file with mistakes is refused whole, all of them told', async () => {
  await using server = await startTestServer()
  const before = server.services.settings.all()
  const file = (settings: object): object => ({ format: 'nnad-settings', version: 1, settings })
  const cases: readonly [body: object, problems: readonly RegExp[]][] = [
    [{}, [/wanted a file that nnad exported \(format nnad-settings\), got another kind of file/]],
    [{ ...file({}), format: 'other' }, [/got format "other"/]],
    [{ ...file({}), version: 2 }, [/wanted version 1 of nnad-settings, got 2/]],
    [
      file({ 'model.seed': 5, 'model.epochs': 0, 'view.time_zone': 'mars', 'of.tomorrow': true }),
      [
        /^model\.epochs: wanted .*, got 0$/,
        /^view\.time_zone: wanted .*, got "mars"$/,
        /^there is no setting of\.tomorrow$/,
      ],
    ],
    [file({ 'model.seed': null }), [/^model\.seed: wanted number, got null$/]],
    [file({ 'model.seed': 5, 'scheduler.retrain_cron': '0 2 * *' }), [/^scheduler\.retrain_cron/]],
  ]
  for (const [body, patterns] of cases) {
    for (const path of ['/api/settings/import/preview', '/api/settings/import']) {
      const reply = await server.call(path, { body })
      assert.deepEqual([reply.status, codeOf(reply)], [400, 'BAD_INPUT'], reply.text)
      const { problems, detail } = Refusal.parse(reply.json)
      assert.equal(problems.length, patterns.length, reply.text)
      for (const [index, pattern] of patterns.entries()) assert.match(problems[index] ?? '', pattern)
      for (const problem of problems) assert.ok(detail.includes(problem), detail)
      assert.match(detail, /^Nothing was changed/)
    }
  }
  assert.deepEqual(server.services.settings.all(), before)
})

test('an import that would send the mail password elsewhere says so first and forgets it', async () => {
  const values = new Map([['smtp-password', 'HIDDEN']])
  await using server = await startTestServer({ host: { secrets: mapSecrets(values) } })
  server.services.settings.update({ 'notify.smtp_host': 'mail.example.org', 'notify.smtp_user': 'nnad' })
  const body = {
    format: 'nnad-settings',
    version: 1,
    settings: { 'notify.smtp_host': 'elsewhere.example.org' },
  }
  const preview = await server.call('/api/settings/import/preview', { body })
  assert.deepEqual(SettingsImport.parse(preview.json).forgets, ['smtp-password'])
  assert.equal(values.size, 1)
  await server.call('/api/settings/import', { body })
  assert.equal(values.size, 0)
  assert.equal(server.services.settings.all()['notify.smtp_host'], 'elsewhere.example.org')
})

test('an import that would send the mail password of the environment elsewhere is refused whole', async () => {
  const read = (name: string) => Promise.resolve(name === 'smtp-password' ? 'HIDDEN' : undefined)
  await using server = await startTestServer({ host: { secrets: { ...testHost().secrets, read } } })
  server.services.settings.update({ 'notify.smtp_host': 'mail.example.org', 'notify.smtp_user': 'nnad' })
  const before = server.services.settings.all()
  const settings = { 'model.epochs': 3, 'notify.smtp_host': 'elsewhere.example.org' }
  const body = { format: 'nnad-settings', version: 1, settings }
  const reply = await server.call('/api/settings/import', { body })
  assert.deepEqual([reply.status, codeOf(reply)], [403, 'FORBIDDEN'])
  assert.deepEqual(server.services.settings.all(), before)
})
