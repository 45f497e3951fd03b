// What the desktop adds to watching: secrets kept by the system, messages and an icon that lead to an incident.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import type { IncidentHead } from '../../src-shared/contract/incidents.ts'
import { WatchInput } from '../../src-shared/contract/watches.ts'
import { Notifications } from '../../src-main/core/notifications/notifications.ts'
import { Settings } from '../../src-main/core/settings.ts'
import { openDatabase } from '../../src-main/core/store/database.ts'
import { incidentHead, insertIncident } from '../../src-main/core/store/incidents.ts'
import { ensureNode, ensureSource } from '../../src-main/core/store/sources.ts'
import { insertWatch, pauseWatch, setWatchSource } from '../../src-main/core/store/watches.ts'
import { testHost } from '../../src-main/core/fixtures/test-host.ts'
import { coreClient } from '../app/core-client.ts'
import { eventuallyPasses } from '../app/eventually.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { until } from '../nnad-command.ts'
import { scratchFolder } from '../scratch-folder.ts'

const skip = await skipReason('stand-in')

function dataFolder(context: TestContext): string {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  const data = path.join(folder.path, 'data')
  mkdirSync(data)
  return data
}

/** A watched source with an open incident that the desktop was not told of yet. */
function withIncident(folder: string): IncidentHead {
  const db = openDatabase(folder)
  try {
    const sourceId = ensureSource(db, 'CID-1/BP-1', 'prod')
    const nodeId = ensureNode(db, sourceId, 'nn1:8020')
    const watch = WatchInput.parse({ name: 'prod', urls: ['http://127.0.0.1:9/jmx'] })
    const watchId = insertWatch(db, watch, 0)
    setWatchSource(db, watchId, sourceId)
    pauseWatch(db, watchId, true)
    const now = Date.now()
    const id = insertIncident(
      db,
      {
        sourceId,
        nodeId,
        haState: 'active',
        modelId: 'm1',
        threshold: 1.2,
        cause: 'content-summary-scan',
        title: 'Recursive content summaries by analyst',
        user: 'analyst',
        incident: {
          start: now - 300_000,
          end: now - 60_000,
          peak: 4.8,
          severity: 62,
          metrics: [],
          users: [],
          causes: [],
          opinions: [],
        },
      },
      [],
      now,
    )
    const host = testHost({
      dataFolder: folder,
      clock: { now: () => Date.now() },
      notify: () => Promise.resolve(),
    })
    new Notifications({ db, host, settings: new Settings(folder) }).tell('opened', incidentHead(db, id))
    return incidentHead(db, id)
  } finally {
    db.close()
  }
}

/** Addresses are in the hash. */
const addressOf = ({ page }: OpenedApp): Promise<unknown> => Promise.resolve(new URL(page.url()).hash)

const eventuallyAt = (app: OpenedApp, hash: string): Promise<unknown> =>
  eventuallyPasses(
    () => addressOf(app),
    (got) => assert.equal(got, hash),
  )

test('stand-in: a secret is kept encrypted, and only told as set', { skip }, async (context) => {
  const folder = dataFolder(context)
  await using app = await openApp('stand-in', {
    dataFolder: folder,
    env: { NNAD_SECRET_PAGERDUTY_KEY: 'GIVEN' },
  })
  const { secrets } = coreClient(app)
  const before = await secrets.list()
  assert.equal(before.keeps, true)
  assert.match(before.note, /keyring/)
  const set = await secrets.set({ name: 'smtp-password', value: 'HIDDENWORD' })
  assert.deepEqual(
    set.secrets.map(({ name, isSet }) => [name, isSet]),
    [
      ['webhook-url', false],
      ['pagerduty-key', true],
      ['smtp-password', true],
      ['remote-write', false],
    ],
  )
  assert.doesNotMatch(JSON.stringify(set), /HIDDENWORD|GIVEN/)
  const file = path.join(folder, 'secrets.json')
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600)
  const texts = readdirSync(folder).map((name) => path.join(folder, name))
  for (const text of texts.filter((one) => statSync(one).isFile()))
    assert.doesNotMatch(readFileSync(text, 'latin1'), /HIDDENWORD|GIVEN/)
  await assert.rejects(secrets.set({ name: 'pagerduty-key', value: 'other' }), /NNAD_SECRET_PAGERDUTY_KEY/)
  await Promise.all([
    secrets.set({ name: 'webhook-url', value: 'https://hooks.example.org/x' }),
    secrets.remove({ name: 'smtp-password' }),
  ])
  const after = await secrets.list()
  assert.deepEqual(
    after.secrets.map(({ isSet }) => isSet),
    [true, true, false, false],
  )
  assert.doesNotMatch(app.coreOutput(), /HIDDENWORD|GIVEN|hooks\.example/)
})

test('stand-in: without a keyring nothing is kept, and people are told', { skip }, async (context) => {
  const folder = dataFolder(context)
  await using app = await openApp('stand-in', { dataFolder: folder, hasKeyring: false })
  const { secrets } = coreClient(app)
  const { keeps, note } = await secrets.list()
  assert.equal(keeps, false)
  assert.match(note, /Nothing here could protect secrets.*NNAD_SECRET_/)
  await assert.rejects(
    secrets.set({ name: 'smtp-password', value: 'HIDDENWORD' }),
    /Nothing here could protect/,
  )
  assert.ok(!readdirSync(folder).includes('secrets.json'))
})

test(
  'stand-in: a test message is shown, and a click on it leads to where it is set up',
  { skip },
  async () => {
    await using app = await openApp('stand-in')
    const delivery = await coreClient(app).notifications.test({ channel: 'desktop' })
    assert.equal(delivery.state, 'sent')
    await until('the message', () => app.coreOutput().includes('stand-in: notification test: '))
    await app.clickNotification()
    await eventuallyAt(app, '#/settings')
    assert.deepEqual(app.consoleProblems, [])
  },
)

test(
  'stand-in: a message that the system refuses is told as failed; one of which it tells nothing is not',
  { skip },
  async () => {
    await using app = await openApp('stand-in')
    const { notifications } = coreClient(app)
    await app.tell({ type: 'refuse-notifications', error: 'Notifications are not allowed.' })
    await app.page.goto(`${app.url}#/settings`)
    await app.page.getByRole('button', { name: 'Send test: desktop' }).click()
    await app.page
      .getByText(
        'Not sent: The test did not arrive. The system did not show the message (Notifications are not allowed). ' +
          'Check that the system’s settings let nnad show notifications.',
      )
      .waitFor()
    assert.deepEqual(
      (await notifications.list({})).map(({ state }) => state),
      ['failed'],
    )
    await app.tell({ type: 'refuse-notifications' })
    assert.equal((await notifications.test({ channel: 'desktop' })).state, 'sent')
  },
)

test('stand-in: message and icon lead to the incident', { skip }, async (context) => {
  const folder = dataFolder(context)
  const { id } = withIncident(folder)
  const address = `#/incidents/${String(id)}`
  await using app = await openApp('stand-in', { dataFolder: folder })
  await until('the message', () => app.coreOutput().includes('stand-in: notification severity 62: Recursive'))
  await app.clickNotification()
  await eventuallyAt(app, address)
  await until('the icon', () =>
    app.coreOutput().includes('stand-in: tray nnad watches 1 source: 1 open incident'),
  )
  await app.page.goto(`${app.url}#/settings`)
  await app.chooseMenu(`tray-incident-${String(id)}`)
  await eventuallyAt(app, address)
  await coreClient(app).watches.remove({ id: 1 })
  await until('the icon to go', () => app.coreOutput().includes('stand-in: no tray'))
})

test('stand-in: the icon’s menu ends the app', { skip }, async (context) => {
  const folder = dataFolder(context)
  withIncident(folder)
  await using app = await openApp('stand-in', { dataFolder: folder })
  await until('the icon', () => app.coreOutput().includes('stand-in: tray nnad watches'))
  const closed = new Promise((resolve) => app.page.once('close', resolve))
  await app.chooseMenu('tray-quit')
  await closed
})
