// NameNodes: a wrong address is explained with its fix; one that answers is added, watched, paused, edited, removed, put back.
import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { axeFindsNothing } from '../app/axe.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually, eventuallyPasses } from '../app/eventually.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { HaPair } from '../namenode/edited-documents.ts'
import { type Replay, ReplayingNameNode } from '../namenode/replaying-namenode.ts'
import { recordedDocuments } from '../recordings.ts'

const documents = await recordedDocuments('day-a', 40)

/** A NameNode that answers each poll with the next document of the recording, for as long as the work lasts. */
async function withNameNode(
  node: Replay['node'],
  work: (namenode: ReplayingNameNode) => Promise<void>,
): Promise<void> {
  const namenode = new ReplayingNameNode({ documents, ...(node !== undefined && { node }) })
  await namenode.start()
  try {
    await work(namenode)
  } finally {
    await namenode.stop()
  }
}

const isAt = ({ page }: OpenedApp, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

const cardOf = ({ page }: OpenedApp, name: string): Locator => page.getByRole('region', { name, exact: true })

/** Tested, added, failing, paused, edited to an HA pair that fails over, removed and put back. */
async function onePair(app: OpenedApp): Promise<void> {
  const pair = new HaPair('nn1')
  await withNameNode({ name: 'nn1', pair }, async (namenode) => {
    const { page } = app
    const core = coreClient(app)
    await page.getByRole('button', { name: 'Connect a NameNode' }).click()
    await isAt(app, 'Add a NameNode')
    await axeFindsNothing(app, 'form, empty')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Wanted one to eight addresses', { exact: false }).waitFor()

    // Nothing listens there any more.
    const gone = new ReplayingNameNode({ documents })
    await gone.start()
    const { url } = gone
    await gone.stop()
    const addresses = page.getByRole('textbox', { name: 'Addresses' })
    await addresses.fill(url)
    const test = page.getByRole('button', { name: 'Test the addresses' })
    await test.click()
    const outcome = page.getByRole('list', { name: 'Test of each address' })
    const watch = {
      name: 'x',
      urls: [url],
      authentication: { kind: 'none' } as const,
      tls: { ca: null, fingerprint: null, insecure: false },
      requests: 'sparing' as const,
      pollSeconds: null,
    }
    const problem = (await core.watches.test({ watch })).addresses[0]?.problem
    assert.equal(problem?.kind, 'refused')
    await outcome.getByText(problem.message, { exact: true }).waitFor()
    assert.ok((await outcome.innerText()).includes(problem.fix))
    await page.getByText('It can be saved as it is', { exact: false }).waitFor()

    await addresses.fill(`https://${namenode.host}`)
    await page.getByRole('checkbox', { name: 'Accept any certificate' }).waitFor()
    await axeFindsNothing(app, 'form with a certificate')
    await addresses.fill(namenode.url)
    await test.click()
    await outcome.getByText(/nn1:8020, Hadoop 3\.4\.3, active, .* kB, asked by one pattern/).waitFor()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('lab')
    await page.getByRole('textbox', { name: 'Poll every' }).fill('0,1')
    await page.getByRole('button', { name: 'Add', exact: true }).click()

    await isAt(app, 'NameNodes')
    const card = cardOf(app, 'lab')
    const row = card.getByRole('row', { name: /nn1:8020/ })
    await row.getByText('answers', { exact: true }).waitFor()
    assert.match(await row.innerText(), /active\s+3\.4\.3\s/)
    const [added] = await core.watches.list()
    assert.equal(added?.pollSeconds, 0.1)
    await page.getByRole('button', { name: 'Stages' }).click()
    await page.getByRole('button', { name: 'Process now' }).click()
    const model = card.getByRole('list', { name: /^Model and rows of/ })
    await model.getByText(/^latest row /).waitFor()
    await model.getByText(/no model yet: [\d,]+ more rows needed/).waitFor()
    await axeFindsNothing(app, 'namenodes, one that answers')

    namenode.fault = { kind: 'status', status: 403 }
    await row.getByText('failing', { exact: false }).waitFor()
    const status = await eventuallyPasses(
      async () => (await core.watches.list())[0]?.nodes[0]?.problem,
      (got) => assert.ok(got),
    )
    assert.equal(status?.kind, 'forbidden')
    await card.getByRole('alert').getByText(status.fix, { exact: false }).waitFor()
    await axeFindsNothing(app, 'namenodes, one that fails')
    namenode.fault = undefined

    await page.getByRole('button', { name: 'Pause lab' }).click()
    await page.getByRole('button', { name: 'Resume lab' }).waitFor()
    assert.equal((await core.watches.list())[0]?.paused, true)
    const asked = namenode.requests.length
    await page.getByRole('button', { name: 'Resume lab' }).click()
    await page.getByRole('button', { name: 'Pause lab' }).waitFor()
    await eventually(() => Promise.resolve(namenode.requests.length > asked), true, 'it is polled again')

    await page.getByRole('link', { name: 'Edit lab' }).click()
    await isAt(app, 'Edit lab')
    assert.equal(await addresses.inputValue(), namenode.url)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('lab, edited')
    await withNameNode({ name: 'nn2', pair }, async (other) => {
      await addresses.fill(`${namenode.url}\n${other.url}`)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await isAt(app, 'NameNodes')
      const both = cardOf(app, 'lab, edited')
      await both.getByText('HA, 2 addresses', { exact: false }).waitFor()
      const standby = both.getByRole('row', { name: /nn2:8020/ })
      await standby.getByText('standby', { exact: true }).waitFor()
      pair.active = 'nn2'
      await standby.getByText('active', { exact: true }).waitFor()
      await both
        .getByRole('row', { name: /nn1:8020/ })
        .getByText('standby', { exact: true })
        .waitFor()
      assert.equal((await core.watches.list())[0]?.name, 'lab, edited')
    })

    await page.getByRole('button', { name: 'Remove lab, edited' }).click()
    await page.getByRole('heading', { name: 'No NameNode is watched yet' }).waitFor()
    assert.deepEqual(await core.watches.list(), [])
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()
    await cardOf(app, 'lab, edited').getByText('answers', { exact: true }).waitFor()
    assert.equal((await core.watches.list()).length, 1)
  })
}

/** A log-in asks for its password, which is never shown back. */
async function withPassword(app: OpenedApp): Promise<void> {
  await withNameNode(undefined, async (namenode) => {
    const { page } = app
    const core = coreClient(app)
    await goTo(app, '/namenodes/add')
    await page.getByRole('textbox', { name: 'Addresses' }).fill(namenode.url)
    await page.getByLabel('How it asks who you are').selectOption('basic')
    await page.getByRole('textbox', { name: 'User' }).fill('monitor')
    const { keeps } = await core.secrets.list()
    const password = page.getByLabel(keeps ? 'Password' : 'Password for the test', { exact: true })
    await password.fill('correct horse')
    await page.getByRole('button', { name: 'Test the addresses' }).click()
    await page.getByRole('list', { name: 'Test of each address' }).getByText('answers').waitFor()
    assert.equal(namenode.authorization, `Basic ${btoa('monitor:correct horse')}`)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    // The watch's page names the variable where nnad keeps no secrets.
    await isAt(app, keeps ? 'NameNodes' : 'Edit 127.0.0.1')
    const watch = (await core.watches.list()).find(({ name }) => name === '127.0.0.1')
    const id = String(watch?.id)
    assert.deepEqual(watch?.secret, { name: `watch-${id}`, isSet: keeps })
    await goTo(app, `/namenodes/${id}`)
    await isAt(app, 'Edit 127.0.0.1')
    assert.equal(await password.inputValue(), '')
    if (keeps) assert.equal(await password.getAttribute('placeholder'), 'set; type to replace it')
    else await page.getByText(`NNAD_SECRET_WATCH_${id}`).waitFor()
    assert.ok(!(await page.content()).includes('correct horse'))
    await axeFindsNothing(app, 'form with a log-in')
    await goTo(app, '/namenodes')
    await cardOf(app, '127.0.0.1').waitFor()
    const missing = cardOf(app, '127.0.0.1').getByText('Its password or token is not set', { exact: false })
    assert.equal(await missing.count(), keeps ? 0 : 1)
  })
}

screenSpec(
  'a NameNode is tested, added, paused, edited to a pair, removed and put back; a password goes in only',
  { on: ['served'] },
  async (app) => {
    await onePair(app)
    await withPassword(app)
  },
)

screenSpec(
  'on the desktop a NameNode is tested and added with its password, which goes in only',
  { on: ['stand-in', 'electron'], colorScheme: 'dark' },
  withPassword,
)
