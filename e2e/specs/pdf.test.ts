// A report as a PDF worth sending: its sheets, outline, tags and text read back, on both papers, as it is and redacted.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { preparedData } from '../app/prepared-data.ts'
import { browserForTests } from '../browser-for-tests.ts'
import { productVersion } from '../../src-main/cli/headless-host.ts'
import { runNnad } from '../nnad-command.ts'
import { type ReadPdf, readPdf } from '../pdf-text.ts'
import { temporaryFolder } from '../recordings.ts'

const browser = await browserForTests()
const skip = 'skipped' in browser ? browser.skipped : false
const [a4, letter] = [
  [210, 297],
  [216, 279],
]
/** Whom and where the sample's recursive du names. */
const names = /analyst|nn1/

test('a report in print', { skip }, async (context) => {
  const data = await preparedData('reported')
  context.after(() => data.remove())
  const folder = temporaryFolder(context)
  const env = { LC_ALL: 'en_GB.UTF-8', ...('path' in browser ? { NNAD_BROWSER: browser.path } : {}) }
  const report = (args: readonly string[], own: Readonly<Record<string, string>> = {}) =>
    runNnad(['--data', data.path, 'report', '1', ...args], { env: { ...env, ...own } })
  const printed = async (name: string, args: readonly string[], own = {}): Promise<ReadPdf> => {
    const file = path.join(folder, name)
    const { code, stderr } = await report(['--pdf', file, ...args], own)
    assert.equal(code, 0, stderr)
    return readPdf(readFileSync(file))
  }

  await context.test('A4: the cover, the foot of each sheet, outline, tags', async () => {
    const { pages, sizes, outline, roles, alternatives, title } = await printed('a4.pdf', [])
    assert.ok(pages.length >= 3 && pages.length <= 8, `${pages.length} pages`)
    assert.deepEqual(
      sizes,
      pages.map(() => a4),
    )
    const foot = new RegExp(
      `nn1\\.lab:8020 \\(nn1\\.lab\\) · model \\S+ · nnad ${productVersion().replaceAll('.', '\\.')}`,
    )
    for (const [index, text] of pages.entries()) {
      assert.ok(text.includes(`Page ${index + 1} of ${pages.length}`), text)
      assert.match(text, foot)
    }
    const [cover = '', second = ''] = pages
    const answers = ['What', 'Who', 'Since when', 'Severity', 'Probable cause', 'Next steps']
    assert.match(cover, new RegExp(answers.map((one) => `\\b${one} `).join('.*')))
    assert.match(cover, /Since when 2026-11-22 16:06:\d\d \(UTC\)/)
    assert.match(cover, /Who analyst, operation contentSummary/)
    assert.match(cover, /Anomaly score .*threshold/)
    assert.doesNotMatch(cover, /What was found|are replaced/)
    assert.match(second, /What was found/)
    assert.deepEqual(outline.slice(0, 4), [title, 'Summary', 'Anomaly score', 'What was found'])
    assert.equal(outline.at(-1), 'Model, settings and versions')
    for (const role of ['H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'Figure']) {
      assert.ok(roles.has(role), `${role} not in ${[...roles].join(' ')}`)
    }
    assert.match(alternatives[0] ?? '', /^Anomaly score over time \d+ windows, highest score/)
  })

  await context.test(
    'Letter, redacted: no name is left, in print, in the outline, in the words for pictures',
    async () => {
      const pdf = await printed('letter.pdf', ['--paper', 'letter', '--redact', 'hosts,users,paths'])
      assert.deepEqual(
        pdf.sizes,
        pdf.pages.map(() => letter),
      )
      const all = [pdf.title, ...pdf.pages, ...pdf.outline, ...pdf.alternatives].join('\n')
      assert.doesNotMatch(all, names)
      assert.match(
        pdf.pages[0] ?? '',
        /Who user-1, operation contentSummary.*Names of hosts, users, paths are replaced/,
      )
      assert.match(pdf.title, /^host-1, 2026-11-22/)
    },
  )

  await context.test(
    'HTML, JSON and CSV are redacted alike, by itself on the paper of the locale; others are refused',
    async () => {
      const files = ['html', 'json', 'csv'].map(
        (format) => [`--${format}`, path.join(folder, `redacted.${format}`)] as const,
      )
      const outcome = await report([...files.flat(), '--redact', 'users,hosts'], { LC_ALL: 'en_US.UTF-8' })
      assert.equal(outcome.code, 0)
      assert.match(outcome.stderr, /^hosts +nn1\S* +host-1 +[1-9][^]*^users +analyst +user-1 +[1-9]/m)
      const [page = '', json = '', rows = ''] = files.map(([, file]) => readFileSync(file, 'utf8'))
      for (const text of [page, json, rows]) assert.doesNotMatch(text, names)
      for (const text of [page, json]) assert.match(text, /user-1/)
      assert.match(page, /@page\{size:letter;/)
      const kind = await report(['--json', path.join(folder, 'no.json'), '--redact', 'hosts,secrets'])
      assert.equal(kind.code, 2)
      assert.match(kind.stderr, /hosts, users, paths .*got "secrets"/)
      const paper = await report(['--pdf', path.join(folder, 'no.pdf'), '--paper', 'a3'])
      assert.equal(paper.code, 2)
    },
  )
})
