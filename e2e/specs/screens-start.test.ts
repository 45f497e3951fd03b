// Start: every way in, what an import says while it runs and after, and how to make a dump.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import type { Import } from '../../src-shared/contract/imports.ts'
import { figure } from '../../src-shared/figures.ts'
import { rangeText } from '../../src-shared/zones.ts'
import { coreClient } from '../app/core-client.ts'
import { eventually, eventuallyPasses } from '../app/eventually.ts'
import { focused } from '../app/focused.ts'
import type { OpenedApp } from '../app/opened-app.ts'
import { goTo, screenSpec } from '../app/screen-specs.ts'
import { productFolder } from '../nnad-command.ts'
import { recordingsFolder } from '../recordings.ts'
import { type ScratchFolder, scratchFolder } from '../scratch-folder.ts'

const documentFile = path.join(recordingsFolder, 'documents/3.4.3-main-baseline.json')
const standbyFile = path.join(recordingsFolder, 'documents/3.4.3-standby.json')
const longFile = path.join(recordingsFolder, 'day-a.jsonl.zst')

const imports = (app: OpenedApp): Promise<Import[]> => coreClient(app).imports.list({})
const documentsKept = async (app: OpenedApp): Promise<number> =>
  (await coreClient(app).sources.list()).reduce((sum, { documents }) => sum + documents, 0)

/** Answers the browser's or the desktop's dialog of "Choose files…". */
async function choose(app: OpenedApp, files: readonly string[]): Promise<void> {
  const button = app.page.getByRole('button', { name: 'Choose files…' })
  if (app.host === 'served') {
    const asked = app.page.waitForEvent('filechooser')
    await button.click()
    await (await asked).setFiles([...files])
    return
  }
  await app.chooseFiles(files)
  await button.click()
}

const imported = ({ page }: OpenedApp): Locator => page.getByRole('region', { name: 'Imported' })
const alert = ({ page }: OpenedApp): Locator => page.getByRole('main').getByRole('alert')

/** A folder for the length of the work. */
async function withFolder(work: (folder: ScratchFolder) => Promise<void>): Promise<void> {
  const folder = scratchFolder()
  try {
    await work(folder)
  } finally {
    folder.remove()
  }
}

screenSpec('an empty start shows the ways in, and the sample leads on to Investigate', {}, async (app) => {
  const { page } = app
  const main = page.getByRole('main')
  await main.getByRole('heading', { name: 'From a dump to an answer' }).waitFor()
  assert.deepEqual(await main.getByRole('heading', { level: 2 }).allInnerTexts(), [
    'Open a dump',
    'Connect a NameNode',
    'Open the sample',
    'From a dump to an answer',
  ])
  assert.equal(await main.getByRole('listitem').count(), 3)
  assert.equal(await main.getByRole('table').count(), 0)
  await page.getByRole('button', { name: 'Open sample' }).click()
  await imported(app).waitFor()
  const [{ summary } = assert.fail('no import')] = await imports(app)
  assert.deepEqual([summary.found, summary.skippedCount], [1556, 0])
  const text = await imported(app).innerText()
  assert.ok(text.includes(`1,556 documents, ${figure(summary.rows)} rows from nn1.lab (Hadoop 3.4.3).`), text)
  const span = rangeText(summary.from ?? 0, summary.to ?? 0, 'UTC')
  assert.match(span, /^2026-11-22 15:47:38 to 16:14:0\d$/)
  assert.ok(text.includes(`${span} UTC`), text)
  assert.doesNotMatch(text, /skipped/)
  await eventually(() => focused(page), 'button "Investigate"')
  const kept = main.getByRole('region', { name: 'What is here' })
  const node = kept.getByRole('row', { name: /nn1\.lab:8020/ })
  assert.deepEqual((await node.getByRole('cell').allInnerTexts()).slice(0, 4), [
    '3.4.3',
    'active',
    figure(summary.rows),
    span,
  ])
  const past = main.getByRole('region', { name: 'Imports' }).getByRole('row', { name: /sample\.jsonl\.zst/ })
  assert.deepEqual((await past.getByRole('cell').allInnerTexts()).slice(1), [
    'sample.jsonl.zst',
    '1,556',
    '0',
    figure(summary.rows),
    'none',
  ])
  // The steps stay until there is a report.
  assert.equal(await main.getByRole('heading', { name: 'From a dump to an answer' }).count(), 1)
  await page.getByRole('main').press('Shift+O')
  await imported(app).getByText('All 1,556 documents', { exact: false }).waitFor()
  assert.match(await imported(app).innerText(), /had been imported before; nothing was added/)
  await imported(app).getByRole('button', { name: 'Investigate' }).press('Enter')
  await page.getByRole('heading', { name: 'Investigate', level: 1 }).waitFor()
})

screenSpec('chosen files: what is broken is told by place and reason', {}, (app) =>
  withFolder(async (folder) => {
    const line = JSON.stringify(JSON.parse(readFileSync(documentFile, 'utf8')))
    const broken = path.join(folder.path, 'half broken.jsonl')
    writeFileSync(broken, `${line}\n{"beans": [{"name":\n${line.replaceAll('nn1.lab', 'nn2.lab')}\n`)
    await choose(app, [broken, standbyFile])
    await imported(app).waitFor()
    const [{ summary } = assert.fail('no import')] = await imports(app)
    assert.ok(summary.skippedCount > 0)
    await imported(app)
      .getByText(`${figure(summary.skippedCount)} skipped`)
      .click()
    const told = await imported(app).getByRole('listitem').allInnerTexts()
    assert.deepEqual(
      told,
      summary.skipped.map(({ place, reason }) => `${place}: ${reason}`),
    )
    assert.match(told[0] ?? '', /half broken\.jsonl, line 2: ends in the middle/)
    const past = app.page.getByRole('region', { name: 'Imports' })
    await past.getByText(`${figure(summary.skippedCount)} skipped`).click()
    assert.deepEqual(await past.getByRole('listitem').allInnerTexts(), told)
  }),
)

/** A drag of files from outside, as the browser itself takes it. */
async function drag({ page }: OpenedApp, files: readonly string[]): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  const act = async (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> => {
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 600, data })
  }
  await act('dragEnter')
  await act('dragOver')
  return async () => {
    // As a hand does, which never rests: over what has appeared under the pointer meanwhile.
    await act('dragOver')
    await act('drop')
  }
}

screenSpec('files and folders dropped anywhere on the window are imported', {}, (app) =>
  withFolder(async (folder) => {
    const { page } = app
    await goTo(app, '/settings')
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    const drop = await drag(app, [documentFile])
    await page.getByRole('region', { name: 'Drop files' }).waitFor()
    await drop()
    // A made drop is at times lost between debugger and page, as no hand's is: then once more, for nothing was imported.
    const isTaken = await imported(app)
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      )
    if (!isTaken) await (await drag(app, [documentFile]))()
    await imported(app).waitFor()
    assert.equal(await page.getByRole('region', { name: 'Drop files' }).count(), 0)
    assert.match(await imported(app).innerText(), /^Imported 3\.4\.3-main-baseline\.json\n+1 document, /)
    // The stand-in knows no paths of what is dropped.
    if (app.host === 'stand-in') return
    const inner = path.join(folder.path, 'dumps', 'of today')
    mkdirSync(inner, { recursive: true })
    writeFileSync(path.join(inner, 'a.json'), readFileSync(standbyFile))
    writeFileSync(path.join(inner, 'b.json'), readFileSync(documentFile))
    await (
      await drag(app, [path.join(folder.path, 'dumps')])
    )()
    await eventuallyPasses(
      () => imports(app),
      (all) =>
        assert.deepEqual(
          all.map(({ summary }) => [summary.found, summary.duplicates]),
          [
            [2, 1],
            [1, 0],
          ],
        ),
    )
    await imported(app).getByText('2 documents (1 of them known before)', { exact: false }).waitFor()
    assert.equal(await documentsKept(app), 2)
  }),
)

screenSpec('a file that a page made, without a path, is imported when dropped', {}, async (app) => {
  const content = JSON.stringify(readFileSync(documentFile, 'utf8'))
  await app.page.evaluate(`{
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([${content}], 'made.json'))
    dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
  }`)
  await imported(app).waitFor()
  assert.match(await imported(app).innerText(), /^Imported made\.json\n+1 document, /)
  assert.equal(await documentsKept(app), 1)
})

screenSpec('a file that is no dump is refused in plain words', {}, (app) =>
  withFolder(async (folder) => {
    const notes = path.join(folder.path, 'notes.txt')
    writeFileSync(notes, 'Call Anna about the slow NameNode.\n')
    await choose(app, [notes])
    await alert(app).waitFor()
    const text = await alert(app).innerText()
    assert.match(text, /^Nothing was imported from notes\.txt\n/)
    assert.match(
      text,
      /No \/jmx document was found in \S*notes\.txt\. Wanted what a NameNode serves at \/jmx/,
    )
    assert.match(text, /as one document, a JSON array or JSON lines, plain or in gz, zst, zip, tar\.gz/)
    assert.equal(await documentsKept(app), 0)
    // The next one that works takes the message away.
    await choose(app, [documentFile])
    await imported(app).waitFor()
    assert.equal(await alert(app).count(), 0)
  }),
)

screenSpec('a long import tells its rate, goes on while another page is open, and is cancelled', {}, (app) =>
  withFolder(async (folder) => {
    const { page } = app
    // Twice the recording: a busy machine's page needs its time before it cancels.
    const file = path.join(folder.path, path.basename(longFile))
    const recording = readFileSync(longFile)
    writeFileSync(file, Buffer.concat([recording, recording]))
    await choose(app, [file])
    const work = page.getByRole('region', { name: 'Import of day-a.jsonl.zst' })
    const bar = work.getByRole('progressbar', { name: 'Import of day-a.jsonl.zst' })
    await eventuallyPasses(
      () => bar.getAttribute('aria-valuetext'),
      (text) => assert.match(text ?? '', /^[\d.]+ [kM]B of 1\d\.\d+ MB, [\d.]+ [kM]B\/s/),
    )
    assert.ok(Number(await bar.getAttribute('aria-valuenow')) < 100)
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Jobs: 1 running' }).click()
    const panel = page.getByRole('dialog', { name: 'Jobs' })
    await panel.getByRole('progressbar', { name: 'Import of day-a.jsonl.zst' }).waitFor()
    await panel.getByRole('button', { name: 'Cancel: Import of day-a.jsonl.zst' }).click()
    await panel.getByText('Cancelled. What had been read until then is kept.').waitFor()
    await page.getByRole('button', { name: 'Jobs: 0 running' }).waitFor()
    const [job] = await coreClient(app).jobs.list({})
    assert.deepEqual([job?.kind, job?.state], ['import', 'cancelled'])
    const kept = await documentsKept(app)
    assert.ok(kept > 0 && kept < 3214, String(kept))
    await panel.getByRole('link', { name: 'Go to Start' }).click()
    await page.getByRole('main').getByText('Cancelled. What had been read until then is kept.').waitFor()
    const here = page.getByRole('region', { name: 'What is here' })
    await here.getByRole('row', { name: /nn1\.lab:8020/ }).waitFor()
  }),
)

screenSpec('how to make a dump: the script is the real one, copied and saved as it is', {}, async (app) => {
  const { page, host } = app
  const script = readFileSync(path.join(productFolder, 'assets/record-jmx.sh'), 'utf8')
  const shown = page.getByLabel('Text of record-jmx.sh')
  await shown.waitFor()
  assert.equal(await shown.textContent(), script)
  if (host === 'served') await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy the script' }).click()
  await page.getByRole('button', { name: 'Copied the script' }).waitFor()
  if (host === 'served') assert.equal(await page.evaluate('navigator.clipboard.readText()'), script)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save script' }).click()
  const download = await saved
  assert.equal(download.suggestedFilename(), 'record-jmx.sh')
  if (host === 'served') assert.equal(readFileSync(await download.path(), 'utf8'), script)
  const command = page.getByLabel('the command', { exact: true })
  assert.equal(await command.innerText(), 'sh record-jmx.sh http://nn1:9870 10 3600 nn1.jsonl.gz')
})
