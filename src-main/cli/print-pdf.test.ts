// Printing with a real browser, and with programs that fail in every way that browsers do.
import assert from 'node:assert/strict'
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { browserForTests } from '../../e2e/browser-for-tests.ts'
import { readPdf } from '../../e2e/pdf-text.ts'
import { temporaryFolder } from '../../e2e/recordings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { madeIncident, madeReport } from '../core/report/fixtures/made-report.ts'
import { reportPage } from '../core/report/page/page.ts'
import { printPdf } from './print-pdf.ts'

const browser = await browserForTests()
const skip = 'skipped' in browser ? browser.skipped : false
const real = 'path' in browser ? { ...process.env, NNAD_BROWSER: browser.path } : process.env

const isDeclared =
  (code: string, ...words: RegExp[]) =>
  (error: unknown): boolean =>
    error instanceof DeclaredError && error.code === code && words.every((word) => word.test(error.message))

/** A program in the place of a browser; `$folder` in its script is a folder to leave traces in. */
function fakeBrowser(context: TestContext, script: string, name = 'browser') {
  const folder = temporaryFolder(context)
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/sh\nfolder='${folder}'\n${script}\n`)
  chmodSync(file, 0o755)
  // Where the temporary folder of a print is made, so that it can be seen to be gone.
  const temporary = temporaryFolder(context)
  process.env['TMPDIR'] = temporary
  context.after(() => delete process.env['TMPDIR'])
  const env = { ...process.env, NNAD_BROWSER: file }
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8')
  return { env, read, leftOver: () => readdirSync(temporary) }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let round = 0; !isTrue(); round += 1) {
    assert.ok(round < 500, 'it never came true')
    await wait(10)
  }
}

const isGone = (pid: string): boolean => {
  try {
    process.kill(Number(pid), 0)
    // A killed process whose parent is gone may wait to be reaped.
    return readFileSync(`/proc/${pid.trim()}/stat`, 'utf8').includes(' Z ')
  } catch {
    return true
  }
}

test(
  'a report on paper: A4, numbered, outlined, head rows repeated, words for its pictures, times in the zone',
  { skip },
  async () => {
    const incidents = Array.from({ length: 40 }, (_, index) => madeIncident({ peak: 1 - index / 100 }))
    const report = madeReport({ title: 'Überlast „nn1“ <b>', note: 'See ticket 42.' })
    const page = reportPage({ ...report, analysis: { ...report.analysis, incidents } }, 'Europe/Berlin')
    const pdf = await readPdf(await printPdf(page, real))
    assert.equal(pdf.title, 'Überlast „nn1“ <b>')
    assert.ok(pdf.pages.length >= 4 && pdf.pages.length <= 12, `${pdf.pages.length} pages`)
    for (const [index, text] of pdf.pages.entries()) {
      assert.deepEqual(pdf.sizes[index], [210, 297])
      assert.ok(text.includes(`Page ${index + 1} of ${pdf.pages.length}`), text)
      assert.ok(text.includes('Überlast „nn1“ <b>'), text)
    }
    const [first = ''] = pdf.pages
    for (const wanted of [
      'Summary',
      'Next steps',
      'See ticket 42.',
      'Europe/Berlin, UTC+01:00',
      'threshold 0.02',
    ]) {
      assert.ok(first.includes(wanted), `${wanted} not in ${first}`)
    }
    // The table of incidents goes over a page's end: its head is repeated.
    const heads = pdf.pages.filter((text) => text.includes('Peak score × threshold Leading metric'))
    assert.ok(heads.length >= 2, pdf.pages.join('\n---\n'))
    assert.deepEqual(pdf.outline.slice(0, 5), [
      report.title,
      'Summary',
      'Note',
      'Anomaly score',
      'What was found',
    ])
    assert.equal(pdf.outline.at(-1), 'Model, settings and versions')
    assert.equal(pdf.alternatives.length, 3)
    assert.match(pdf.alternatives[0] ?? '', /^Anomaly score over time 571 windows/)
  },
)

test('a browser gets the page as a file, a profile of its own, no network, and keeps its sandbox', async (context) => {
  const { env, read, leftOver } = fakeBrowser(
    context,
    `for one; do
       echo "$one" >> "$folder/arguments"
       case "$one" in --print-to-pdf=*) pdf="\${one#--print-to-pdf=}";; file://*) page="\${one#file://}";; esac
     done
     cp "$page" "$folder/page.html"
     printf '%%PDF-1.4 printed' > "$pdf"`,
  )
  const bytes = await printPdf('<p>ü</p>', env)
  assert.equal(new TextDecoder().decode(bytes), '%PDF-1.4 printed')
  assert.equal(read('page.html'), '<p>ü</p>')
  const given = read('arguments').trim().split('\n')
  assert.ok(given.includes('--headless') && given.includes('--host-resolver-rules=MAP * ~NOTFOUND'))
  assert.ok(given.some((one) => one.startsWith('--user-data-dir=')))
  assert.ok(!given.some((one) => one.includes('no-sandbox')))
  assert.deepEqual(leftOver(), [])
})

test('a browser that is a snap and has never run gets its page in its own folder', async (context) => {
  const home = temporaryFolder(context)
  const { env, read, leftOver } = fakeBrowser(
    context,
    `for one; do case "$one" in --print-to-pdf=*) pdf="\${one#*=}";; esac; done
     printf %s "$pdf" > "$folder/pdf"
     printf '%%PDF-' > "$pdf"`,
    'snap',
  )
  const own = process.env['HOME']
  process.env['HOME'] = home
  context.after(() => {
    process.env['HOME'] = own
  })
  await printPdf('', env)
  assert.ok(read('pdf').startsWith(path.join(home, 'snap/chromium/common/nnad-print-')), read('pdf'))
  assert.deepEqual([readdirSync(path.join(home, 'snap/chromium/common')), leftOver()], [[], []])
})

test('a browser that fails: its last words and the ways out', async (context) => {
  const { env, leftOver } = fakeBrowser(
    context,
    `echo 'first' >&2; echo '[7:7:1122/ERROR:zygote.cc(1)] Running as root is not supported.' >&2; exit 1`,
  )
  const said = [
    /code 1\): Running as root is not supported\. /,
    /Install Chrome/,
    /NNAD_BROWSER/,
    /export HTML/,
  ]
  await assert.rejects(printPdf('', env), isDeclared('NO_BROWSER', ...said))
  assert.deepEqual(leftOver(), [])
})

test('a browser that writes nothing, or something else', async (context) => {
  for (const script of [
    'exit 0',
    'for one; do case "$one" in --print-to-pdf=*) echo no > "${one#*=}";; esac; done',
  ]) {
    const { env } = fakeBrowser(context, script)
    await assert.rejects(printPdf('', env), isDeclared('NO_BROWSER', /wrote no PDF/))
  }
})

test('no browser, or one that cannot be started', async (context) => {
  const { env } = fakeBrowser(context, '')
  await assert.rejects(
    printPdf('', { ...env, NNAD_BROWSER: '/nowhere/chrome' }),
    isDeclared('NO_BROWSER', /no program at \/nowhere\/chrome \(NNAD_BROWSER\)/),
  )
  const file = env.NNAD_BROWSER
  writeFileSync(file, '#!/nowhere/sh\n')
  await assert.rejects(printPdf('', env), isDeclared('NO_BROWSER', /did not start: .*ENOENT/))
})

const hanging = 'sleep 600 & echo $! > "$folder/child"; echo $$ > "$folder/pid"; sleep 600'

test('a browser that never ends is killed with all of its processes', async (context) => {
  const { env, read, leftOver } = fakeBrowser(context, hanging)
  await assert.rejects(
    printPdf('', env, undefined, 700),
    isDeclared('NO_BROWSER', /not finished after 0\.7 s/),
  )
  await until(() => isGone(read('pid')) && isGone(read('child')))
  assert.deepEqual(leftOver(), [])
})

test('an abort ends a print under way, and one not yet begun', async (context) => {
  const { env, read, leftOver } = fakeBrowser(context, hanging)
  const controller = new AbortController()
  const printing = printPdf('', env, controller.signal)
  const refused = assert.rejects(printing, isDeclared('CANCELLED'))
  await until(() => {
    try {
      return read('pid') !== ''
    } catch {
      return false
    }
  })
  controller.abort()
  await refused
  await until(() => isGone(read('pid')) && isGone(read('child')))
  assert.deepEqual(leftOver(), [])
  await assert.rejects(printPdf('', env, AbortSignal.abort()), isDeclared('CANCELLED'))
})

test('a process that a browser leaves behind does not hold up the answer', async (context) => {
  const { env, read } = fakeBrowser(
    context,
    `setsid sleep 600 & echo $! > "$folder/orphan"
     for one; do case "$one" in --print-to-pdf=*) printf '%%PDF-' > "\${one#*=}";; esac; done`,
  )
  const began = performance.now()
  await printPdf('', env)
  assert.ok(performance.now() - began < 10_000)
  process.kill(Number(read('orphan')), 'SIGKILL')
})
