// What fails in the desktop app, and how one goes on: the page's process, a page that hangs, the app's own process.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { consoleProblems } from '../app/console-problems.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually, eventuallyPasses } from '../app/eventually.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { preparedData, sample } from '../app/prepared-data.ts'
import { goTo } from '../app/screen-specs.ts'
import { until } from '../nnad-command.ts'

const skip = await skipReason('stand-in')

const logOf = ({ dataFolder }: OpenedApp): string => path.join(`${dataFolder}.window`, 'logs', 'nnad.log')
const saved = ({ dataFolder }: OpenedApp): string =>
  `Everything that was imported, trained and reported is saved in ${dataFolder}.`

/** The latest message box, once there is one with these words. */
async function message(app: OpenedApp, words: string): Promise<string> {
  const of = (): string | undefined =>
    app
      .coreOutput()
      .split('stand-in: message ')
      .find((text) => text.startsWith(words))
  await until(words, () => of() !== undefined)
  return of() ?? ''
}

const gone = 'The window’s page stopped working'

test(
  'a page whose process dies says what is saved, comes back where it was, and work goes on',
  { skip },
  async () => {
    const data = await preparedData('reported')
    try {
      await using app = await openApp('stand-in', { dataFolder: data.path })
      const core = coreClient(app)
      await core.settings.update({ 'model.epochs': 2000 })
      const { from, to } = sample.baseline
      const headers = { prefer: 'respond-async' }
      await core.models.train({ headers, body: { from_ts: from, to_ts: to } })
      await goTo(app, '/reports/2')
      await app.page.getByRole('heading', { level: 1 }).waitFor()
      const title = await app.page.getByRole('heading', { level: 1 }).innerText()
      const [before] = await core.jobs.list({ limit: 1 })
      assert.equal(before?.state, 'running')
      const crashed = app.page.waitForEvent('crash')

      await app.tell({ type: 'crash-page' })
      await crashed
      const text = await message(app, gone)
      assert.ok(text.includes(saved(app)), text)
      assert.match(
        text,
        /It crashed\..*Still under way without the window: a training on nn1\.lab\..*\[Show Again\|Quit\]/s,
      )
      assert.ok(text.includes(`Log: ${logOf(app)}`), text)

      assert.match(
        await readFile(logOf(app), 'utf8'),
        /The page's process has gone: crashed, code 5, at app:\/\/nnad\//m,
      )

      // The person has chosen Show Again.
      const page = await app.lookAgain()
      const problems = consoleProblems(page)
      assert.equal(page.url(), `${app.url}#/reports/2`)
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
      const coreAgain = coreClient({ ...app, page })
      const [after] = await coreAgain.jobs.list({ limit: 1 })
      assert.deepEqual([after?.id, after?.state], [before.id, 'running'])
      const done = after?.progress?.done ?? Infinity
      await eventuallyPasses(
        async () => (await coreAgain.jobs.get({ id: before.id })).progress?.done ?? 0,
        (later) => assert.ok(later > done, `${later} epochs after ${done}`),
      )
      await page.getByRole('link', { name: 'Settings' }).first().click()
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
      assert.deepEqual(problems, [])
    } finally {
      data.remove()
    }
  },
)

test('after a page has died the person may quit instead', { skip }, async () => {
  await using app = await openApp('stand-in')
  await app.tell({ type: 'answer-message', button: 'Quit', isChecked: false })
  const closed = new Promise((resolve) => app.page.context().browser()?.once('disconnected', resolve))
  await app.tell({ type: 'crash-page' })
  await message(app, gone)
  await closed
  assert.doesNotMatch(app.coreOutput(), /had to stop/)
})

test('a page that hangs is waited for, or its process is ended with one message', { skip }, async () => {
  await using app = await openApp('stand-in')
  await goTo(app, '/settings')
  await app.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await app.tell({ type: 'hang', isHanging: true })
  const text = await message(app, 'The window’s page does not respond')
  assert.ok(text.includes(saved(app)), text)
  assert.match(text, /\[Wait\|Load Again\]/)
  await app.tell({ type: 'hang', isHanging: false })
  await app.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()

  await app.tell({ type: 'answer-message', button: 'Load Again', isChecked: false })
  await app.tell({ type: 'hang', isHanging: true })
  await eventuallyPasses(
    () => readFile(logOf(app), 'utf8'),
    (log) => assert.match(log, /process has gone/),
  )
  assert.ok(!app.coreOutput().includes(gone), 'one message is enough')
})

for (const how of ['throw', 'reject'] as const) {
  test(
    `an error that reaches nobody (${how}) is logged and told, the app ends, and nothing is lost`,
    { skip },
    async () => {
      const data = await preparedData('reported')
      try {
        const app = await openApp('stand-in', { dataFolder: data.path })
        const log = logOf(app)
        const closed = new Promise((resolve) => app.page.once('close', resolve))
        await app.tell({ type: 'fail', how, message: `a bug of the spec at http://me:my-password@nn1/` })
        await closed
        await until('the words', () => app.coreOutput().includes('nnad had to stop: '))
        assert.ok(app.coreOutput().includes(saved(app)), app.coreOutput())
        assert.ok(app.coreOutput().includes(log), app.coreOutput())
        const text = await readFile(log, 'utf8')
        assert.match(
          text,
          /nnad has to stop: this is a bug, please report it: Error: a bug of the spec.*\n\s+at /,
        )
        assert.ok(!text.includes('my-password'))
        if (process.platform !== 'win32') assert.equal((await stat(log)).mode & 0o777, 0o600)
        await app.stop()

        await using again = await openApp('stand-in', { dataFolder: data.path })
        assert.equal((await coreClient(again).reports.list({})).length, 2)
      } finally {
        data.remove()
      }
    },
  )
}

test('the menu shows the log', { skip }, async () => {
  await using app = await openApp('stand-in')
  await app.chooseMenu('show-log')
  await until('the folder', () => app.coreOutput().includes(`stand-in: shows ${logOf(app)}`))
  assert.ok(existsSync(logOf(app)))
})

test('without a network the app starts, imports its sample, and asks for none', { skip }, async () => {
  const register = new URL('../no-network.ts', import.meta.url).href
  await using app = await openApp('stand-in', { env: { NODE_OPTIONS: `--import=${register}` } })
  const core = coreClient(app)
  await app.page.getByRole('button', { name: 'Open sample' }).click()
  await eventually(async () => (await core.sources.list({})).length, 1)
  assert.deepEqual(app.consoleProblems, [])
  assert.doesNotMatch(app.coreOutput(), /no network:/)
})
