// `nnad report ID` writes a report as a page, as PDF and as CSV, and says what it needs where it cannot.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { SavedReport } from '../../src-shared/contract/reports.ts'
import { browserForTests } from '../browser-for-tests.ts'
import { lightBaseline, lightFile, lightWindow } from '../light-recording.ts'
import { runNnad } from '../nnad-command.ts'
import { readPdf } from '../pdf-text.ts'
import { temporaryFolder } from '../recordings.ts'

const browser = await browserForTests()

/** A data folder with one report. */
async function folderWithReport(data: string): Promise<void> {
  for (const command of [
    ['import', lightFile],
    ['train', '--baseline', lightBaseline.text, '--epochs', '1'],
    ['analyze', '--window', lightWindow.text],
  ]) {
    const { code, stderr } = await runNnad(['--data', data, ...command])
    assert.equal(code, 0, stderr)
  }
}

test('files of a report', async (context) => {
  const folder = temporaryFolder(context)
  const data = path.join(folder, 'data')
  await folderWithReport(data)
  const file = (name: string): string => path.join(folder, name)
  const report = (...rest: string[]) => runNnad(['--data', data, 'report', ...rest])

  await context.test('page and rows, times in the zone', async () => {
    const html = file('report 1.html')
    const outcome = await report('1', '--html', html, '--csv', file('rows.csv'), '--zone', 'Asia/Tokyo')
    assert.deepEqual([outcome.code, outcome.stderr], [0, ''])
    assert.match(outcome.stdout, /^NameNode/m)
    assert.match(readFileSync(html, 'utf8'), /^<!doctype html>[^]*Asia\/Tokyo, UTC\+09:00/)
    const rows = await report('1', '--csv', '-')
    assert.equal(rows.stdout, readFileSync(file('rows.csv'), 'utf8'))
  })

  await context.test(
    'for another nnad: there it is the same report, without its data, and once',
    async () => {
      const sent = file('for you.nnreport')
      const written = await report('1', '--nnreport', sent, '--redact', 'hosts')
      assert.equal(written.code, 0)
      assert.match(written.stderr, /^kind +name +replaced by +places\nhosts +\S+ +host-1 +[1-9]\d*\n/)
      const there = ['--data', path.join(folder, 'there')]
      const first = await runNnad([...there, 'import', sent])
      assert.equal(first.code, 0, first.stderr)
      assert.match(first.stdout, /^report 1 host-1, /m)
      assert.doesNotMatch(first.stdout, /documents found/)
      const again = await runNnad([...there, 'import', sent])
      assert.match(again.stdout, /^report 1 host-1, .* \(was here before\)$/m)
      assert.equal((await runNnad([...there, 'report', '1'])).code, 0)
      const read = async (data: readonly string[], ...rest: string[]): Promise<SavedReport> =>
        SavedReport.parse(
          JSON.parse((await runNnad([...data, 'report', '1', '--json', '-', ...rest])).stdout),
        )
      const [theirs, ours] = [await read(there), await read(['--data', data], '--redact', 'hosts')]
      assert.deepEqual([theirs.sourceId, ours.sourceId, ours.receivedAt], [null, 1, null])
      const { sourceId, receivedAt } = theirs
      const source = { ...ours.analysis.source, id: 0 }
      assert.deepEqual(theirs, { ...ours, analysis: { ...ours.analysis, source }, sourceId, receivedAt })
      writeFileSync(sent, readFileSync(sent).subarray(0, -50))
      const cut = await runNnad([...there, 'import', sent])
      assert.equal(cut.code, 4)
      assert.match(
        cut.stderr,
        /^nnad: for you\.nnreport: a report file that is cut off or damaged: ask for it once more\.$/m,
      )
    },
  )

  const skip = 'skipped' in browser ? browser.skipped : false
  await context.test('PDF', { skip }, async () => {
    const env = 'path' in browser ? { NNAD_BROWSER: browser.path } : {}
    const pdf = file('report.pdf')
    const outcome = await runNnad(['--data', data, 'report', '1', '--pdf', pdf], { env })
    assert.deepEqual([outcome.code, outcome.stderr], [0, ''])
    const { pages, alternatives } = await readPdf(readFileSync(pdf))
    assert.match(pages[0] ?? '', /NameNode anomaly report 1 .*Summary What .*Next steps/)
    assert.ok(alternatives.length > 0)
  })

  await context.test('without a browser: exit code 5, the ways out, no file', async () => {
    const env = { NNAD_BROWSER: file('no-browser') }
    const { code, stderr } = await runNnad(['--data', data, 'report', '1', '--pdf', file('none.pdf')], {
      env,
    })
    assert.equal(code, 5)
    assert.match(stderr, /^nnad: Wanted a browser .*no-browser \(NNAD_BROWSER\).* export HTML/)
    assert.ok(!existsSync(file('none.pdf')))
  })

  await context.test('what is replaced is told before the files, and beside standard output', async () => {
    const json = await report('1', '--json', '-', '--redact', 'hosts')
    assert.match(json.stderr, /^kind .*\nhosts +\S+ +host-1 /)
    assert.equal(SavedReport.parse(JSON.parse(json.stdout)).id, 1)
    const early = await report('1', '--html', file('gone/none.html'), '--redact', 'hosts')
    assert.match(early.stderr, /^kind .*\nhosts [^]*\nnnad: .*gone/)
    const shown = await report('1', '--redact', 'hosts')
    assert.equal(shown.stderr, '')
    const none = await report('1', '--html', file('kept.html'), '--redact', 'paths')
    assert.match(none.stderr, /^No name of these kinds/)
  })

  await context.test('a file without an id, and an unknown zone, are refused', async () => {
    const listed = await report('--pdf', file('none.pdf'))
    assert.equal(listed.code, 2)
    assert.match(listed.stderr, /Wanted the id of the report to write with --pdf/)
    const zone = await report('1', '--html', file('none.html'), '--zone', 'Mars/Phobos')
    assert.equal(zone.code, 2)
    assert.match(zone.stderr, /Mars\/Phobos/)
    assert.ok(!existsSync(file('none.html')))
  })
})
