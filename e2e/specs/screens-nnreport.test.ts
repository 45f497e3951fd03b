// A report that goes to a colleague as one file: exported here, dropped there, opened without its data, and with them.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SavedReport } from '../../src-shared/contract/reports.ts'
import { axeFindsNothing } from '../app/axe.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually } from '../app/eventually.ts'
import { openApp } from '../app/open-app.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { sample } from '../app/prepared-data.ts'
import { type SavedDownload, savedDownload } from '../app/saved-download.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { scratchFolder } from '../scratch-folder.ts'

/** Exports report 1 by the menu of its page. */
async function exported(
  app: OpenedApp,
): Promise<{ readonly file: SavedDownload; readonly report: SavedReport }> {
  await goTo(app, '/reports/1')
  const file = await savedDownload(app, async () => {
    await app.page.getByRole('button', { name: 'Export', exact: true }).click()
    await app.page.getByRole('menuitem', { name: '.nnreport, to open in another nnad' }).click()
  })
  return { file, report: await coreClient(app).reports.get({ id: 1 }) }
}

/** Drops a file onto the window, as the browser itself takes it. */
async function drop({ page }: OpenedApp, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 600, data })
}

const notHere = 'the data of its NameNode are not here'

screenSpec('a report goes to a colleague as one file', { stage: 'reported' }, async (app) => {
  const { file, report } = await exported(app)
  assert.equal(file.name, 'nnad-report-1-2026-11-22.nnreport')
  const folder = scratchFolder()
  try {
    const sent = path.join(folder.path, file.name)
    writeFileSync(sent, file.bytes)
    await using there = await openApp(app.host)
    const { page } = there
    const title = page.getByRole('heading', { name: report.title, level: 1 })
    await page.getByRole('heading', { name: 'Start', level: 1 }).waitFor()
    await drop(there, sent)
    // A made drop is at times lost between debugger and page, as no hand's is: then once more, the same is kept once.
    await title.waitFor({ timeout: 15_000 }).catch(() => drop(there, sent))
    await title.waitFor()
    assert.ok(page.url().endsWith('#/reports/1'), page.url())
    const theirs = await coreClient(there).reports.get({ id: 1 })
    const { sourceId, receivedAt } = theirs
    const source = { ...report.analysis.source, id: 0 }
    assert.equal(sourceId, null)
    assert.deepEqual(theirs, { ...report, analysis: { ...report.analysis, source }, sourceId, receivedAt })

    // Whole without its data; what needs them is off, and says why.
    await page.getByText(notHere).waitFor()
    await page.getByText(/^opened from a file /).waitFor()
    assert.equal(await page.getByRole('region', { name: 'Charts' }).count(), 1)
    const investigate = page.getByRole('button', { name: 'Open in Investigate' })
    assert.ok(await investigate.isDisabled())
    assert.match((await investigate.getAttribute('title')) ?? '', /not here: import the dump first/)
    await page.getByRole('textbox', { name: /^Threshold to try out/ }).fill('99')
    await page.getByText('then analyze again with this threshold').waitFor()
    assert.equal(await page.getByRole('button', { name: /^Analyze again/ }).count(), 0)
    await axeFindsNothing(there, 'a report without its data')

    // The list says where it is from.
    await goTo(there, '/reports')
    await page.getByRole('cell', { name: `${report.analysis.source.name}, from a file` }).waitFor()

    // The same file by the other way in leads to the report that is there.
    await goTo(there, '/')
    if (there.host === 'served') {
      const asked = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: 'Choose files…' }).click()
      await (await asked).setFiles([sent])
    } else {
      await there.chooseFiles([sent])
      await page.getByRole('button', { name: 'Choose files…' }).click()
    }
    await title.waitFor()
    assert.deepEqual(
      (await coreClient(there).reports.list({})).map(({ id }) => id),
      [1],
    )
    // Back on Start nothing leads away again.
    await goTo(there, '/')
    const past = page.getByRole('region', { name: 'Imports' }).getByRole('row')
    await past.getByRole('link', { name: report.title }).first().waitFor()
    assert.ok(page.url().endsWith('#/'), page.url())

    // With the dump it was made of it is a report like others.
    await coreClient(there).imports.start({ paths: [sample.file] })
    await eventually(async () => (await coreClient(there).reports.get({ id: 1 })).sourceId, 1)
    await goTo(there, '/reports/1')
    await title.waitFor()
    await eventually(() => investigate.isEnabled(), true)
    assert.equal(await page.getByText(notHere).count(), 0)
    assert.deepEqual(there.consoleProblems, [])
  } finally {
    folder.remove()
  }
})

screenSpec('a file that is no report any more is refused in plain words', {}, async (app) => {
  const folder = scratchFolder()
  try {
    const broken = path.join(folder.path, 'sent.nnreport')
    writeFileSync(broken, 'half a mail')
    await app.page.getByRole('heading', { name: 'Start', level: 1 }).waitFor()
    const failed = app.page.getByRole('main').getByRole('alert')
    await drop(app, broken)
    await failed.waitFor({ timeout: 10_000 }).catch(() => drop(app, broken))
    await failed.getByText('a report file by its name alone').waitFor()
    assert.match(await failed.innerText(), /Nothing was imported from sent\.nnreport/)
  } finally {
    folder.remove()
  }
})

screenSpec(
  'a report opened by the system shows itself',
  { stage: 'reported', on: ['stand-in'] },
  async (app) => {
    const { file, report } = await exported(app)
    const folder = scratchFolder()
    try {
      const sent = path.join(folder.path, file.name)
      writeFileSync(sent, file.bytes)
      await using there = await openApp(app.host)
      await there.tell({ type: 'open-file', path: sent })
      await there.page.getByRole('heading', { name: report.title, level: 1 }).waitFor()
      // By its menu of recent files once more.
      await goTo(there, '/settings')
      await there.chooseMenu('open-recent-1')
      await there.page.getByRole('heading', { name: report.title, level: 1 }).waitFor()
      assert.equal((await coreClient(there).reports.list({})).length, 1)
      assert.deepEqual(there.consoleProblems, [])
    } finally {
      folder.remove()
    }
  },
)
