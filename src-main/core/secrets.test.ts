// Secrets as a service: which are asked for, that they are set, and that no value ever comes out.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { WatchInput } from '../../src-shared/contract/watches.ts'
import { mapSecrets, testHost } from './fixtures/test-host.ts'
import { Engines } from './history/engines.ts'
import { SecretsService } from './secrets.ts'
import { Settings } from './settings.ts'
import { temporaryStore } from './store/fixtures/temporary-store.ts'
import { insertWatch } from './store/watches.ts'
import { Watches } from './watches/watches.ts'

interface Service {
  readonly service: SecretsService
  readonly values: Map<string, string>
  readonly settings: Settings
  /** Adds a watch with such a log-in; returns its id. */
  readonly watch: (kind: string) => number
}

/** Elsewhere than on a desktop, secrets come from the environment. */
function secretsService(context: TestContext, isDesktop = true): Service {
  const { db, folder } = temporaryStore(context)
  const values = new Map<string, string>()
  const host = testHost({
    dataFolder: folder,
    secrets: isDesktop
      ? mapSecrets(values)
      : { ...testHost().secrets, read: (name) => Promise.resolve(values.get(name)) },
  })
  const settings = new Settings(folder)
  const watches = new Watches({ db, host, settings })
  context.after(() => watches.stop())
  const watch = (kind: string): number =>
    insertWatch(
      db,
      WatchInput.parse({ name: 'nn', urls: ['http://nn1:9870/jmx'], authentication: { kind, user: 'u' } }),
      0,
    )
  return {
    service: new SecretsService(host, watches, settings, new Engines({ db, host })),
    values,
    settings,
    watch,
  }
}

test('secrets are those of the product and of watches that log in by one', async (context) => {
  const { service, watch } = secretsService(context)
  const basic = watch('basic')
  watch('none')
  const { keeps, note, secrets } = await service.status()
  assert.deepEqual([keeps, note], [true, 'in a map'])
  assert.deepEqual(
    secrets.map(({ name, variable }) => [name, variable]),
    [
      ['webhook-url', 'NNAD_SECRET_WEBHOOK_URL'],
      ['pagerduty-key', 'NNAD_SECRET_PAGERDUTY_KEY'],
      ['smtp-password', 'NNAD_SECRET_SMTP_PASSWORD'],
      ['remote-write', 'NNAD_SECRET_REMOTE_WRITE'],
      [`watch-${String(basic)}`, `NNAD_SECRET_WATCH_${String(basic)}`],
    ],
  )
})

test('a value goes in, is told as set, and never comes out', async (context) => {
  const { service, values } = secretsService(context)
  const status = await service.set('smtp-password', ' HIDDEN word\r\n')
  assert.equal(values.get('smtp-password'), ' HIDDEN word')
  assert.equal(status.secrets.find(({ name }) => name === 'smtp-password')?.isSet, true)
  assert.doesNotMatch(JSON.stringify(status), /HIDDEN/)
  const { secrets } = await service.remove('smtp-password')
  assert.ok(secrets.every(({ isSet }) => !isSet))
})

test('names that nothing asks for and values that cannot be right are refused, unrepeated', async (context) => {
  const { service, values } = secretsService(context)
  await assert.rejects(service.set('watch-9', 'HIDDEN'), { code: 'NOT_FOUND', message: /"watch-9"/ })
  await assert.rejects(service.remove('other'), { code: 'NOT_FOUND' })
  await assert.rejects(service.set('smtp-password', '\n'), { code: 'BAD_INPUT' })
  await assert.rejects(service.set('webhook-url', 'HIDDEN'), ({ message }: Error) => {
    assert.match(message, /begins with http:\/\/ or https:\/\/ for the secret webhook-url/)
    assert.doesNotMatch(message, /HIDDEN/)
    return true
  })
  assert.equal(values.size, 0)
})

test('the mail password is for the server, the encryption and the user that it was given for', async (context) => {
  const { service, values, settings } = secretsService(context)
  values.set('smtp-password', 'HIDDEN')
  const change = async (changes: Parameters<Settings['update']>[0]): Promise<boolean> => {
    await service.beforeSettings(changes)
    settings.update(changes)
    return values.has('smtp-password')
  }
  const setUp = { 'notify.smtp_host': 'mail.example.org', 'notify.smtp_port': 465 } as const
  assert.equal(await change(setUp), true)
  assert.equal(await change({ 'notify.smtp_user': 'nnad' }), true)
  assert.equal(await change({ ...setUp, 'notify.mail_to': 'ann@example.org' }), true)
  for (const changes of [
    { 'notify.smtp_host': 'elsewhere.example.org' },
    { 'notify.smtp_port': 2525 },
    { 'notify.smtp_security': 'none' },
    { 'notify.smtp_user': '' },
  ] as const) {
    settings.update({ ...setUp, 'notify.smtp_security': 'tls', 'notify.smtp_user': 'nnad' })
    values.set('smtp-password', 'HIDDEN')
    assert.equal(await change(changes), false, JSON.stringify(changes))
  }
})

test('a mail password of the environment keeps its server', async (context) => {
  const { service, values, settings } = secretsService(context, false)
  settings.update({ 'notify.smtp_host': 'mail.example.org', 'notify.smtp_user': 'nnad' })
  const elsewhere = { 'notify.smtp_host': 'elsewhere.example.org' }
  await service.beforeSettings(elsewhere)
  values.set('smtp-password', 'HIDDEN')
  await assert.rejects(service.beforeSettings(elsewhere), ({ message }: Error) => {
    assert.match(message, /NNAD_SECRET_SMTP_PASSWORD.*: start nnad without it/)
    assert.doesNotMatch(message, /HIDDEN/)
    return true
  })
})

test('the secret of remote write is for the address, the log-in and the user that it was given for', async (context) => {
  const { service, values, settings } = secretsService(context)
  const setUp = {
    'remote_write.url': 'http://prometheus.example.org/api/v1/write',
    'remote_write.auth': 'basic',
    'remote_write.user': 'nnad',
  } as const
  const isKept = async (changes: Parameters<Settings['update']>[0]): Promise<boolean> => {
    await service.beforeSettings(changes)
    return values.has('remote-write')
  }
  values.set('remote-write', 'HIDDEN')
  assert.equal(await isKept(setUp), true)
  for (const changes of [
    { 'remote_write.url': 'http://elsewhere.example.org/api/v1/write' },
    { 'remote_write.url': '' },
    { 'remote_write.auth': 'bearer' },
    { 'remote_write.user': 'other' },
  ] as const) {
    settings.update(setUp)
    values.set('remote-write', 'HIDDEN').set('smtp-password', 'HIDDEN')
    assert.equal(await isKept({ 'remote_write.interval_seconds': 30, 'remote_write.tenant': 'a' }), true)
    assert.equal(await isKept(changes), false, JSON.stringify(changes))
    assert.ok(values.has('smtp-password'))
  }
})
