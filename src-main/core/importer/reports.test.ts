// Reports of other people among the files of an import: alone, packed, with dumps, broken.
import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import zlib from 'node:zlib'
import { recordingsFolder, temporaryFolder } from '../../../e2e/recordings.ts'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { testHost } from '../fixtures/test-host.ts'
import { reportFile } from '../report/file/report-file.ts'
import { madeReport } from '../report/fixtures/made-report.ts'
import { createServices } from '../services.ts'

async function withFiles(context: TestContext) {
  const services = await createServices(testHost({ dataFolder: temporaryFolder(context) }))
  context.after(() => services.close())
  const folder = temporaryFolder(context)
  const write = (name: string, bytes: Uint8Array): string => {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, bytes)
    return file
  }
  return { ...services, folder, write }
}

const bytesOf = (own: Partial<SavedReport> = {}): Promise<Uint8Array> => reportFile(madeReport(own), '1.2.3')

test('a report that comes alone is what the job made, and the same file again leads to the same one', async (context) => {
  const { imports, jobs, reports, write } = await withFiles(context)
  const bytes = await bytesOf({ note: 'look' })
  const plain = zlib.gunzipSync(bytes)
  for (const [name, content] of [
    ['a.nnreport', bytes],
    ['renamed.json', plain],
    ['again.nnreport', zlib.zstdCompressSync(plain)],
  ] as const) {
    const { id, outcome } = imports.start([write(name, content)])
    const { summary } = await outcome
    assert.deepEqual([summary.found, summary.skipped], [0, []])
    assert.deepEqual(summary.reports, [
      { id: 1, title: madeReport().title, place: name, known: name !== 'a.nnreport' },
    ])
    assert.deepEqual(jobs.get(id).result, { kind: 'report', id: '1' })
  }
  const saved = reports.get(1)
  assert.deepEqual([saved.note, saved.sourceId, saved.analysis.source.id], ['look', null, 0])
  assert.equal(reports.list(10)[0]?.sourceName, 'nn1')
  assert.deepEqual(reports.compare(1, 1).left, reports.list(1)[0])
})

test('beside dumps in a folder, each report is named and the import is the result', async (context) => {
  const { imports, jobs, folder, write } = await withFiles(context)
  write('case/one.nnreport', await bytesOf())
  write('case/two.nnreport', await bytesOf({ title: 'two' }))
  copyFileSync(
    path.join(recordingsFolder, 'light-3.4-g1.jsonl.zst'),
    path.join(folder, 'case', 'x.jsonl.zst'),
  )
  const { id, outcome } = imports.start([path.join(folder, 'case')])
  const { summary } = await outcome
  assert.deepEqual(
    [summary.added, summary.skipped, summary.reports.map(({ title }) => title)],
    [60, [], [madeReport().title, 'two']],
  )
  assert.equal(jobs.get(id).result?.kind, 'import')
})

test('what is no report but calls itself one, is cut off or from the future is refused in its own words', async (context) => {
  const { imports, reports, write } = await withFiles(context)
  const bytes = await bytesOf()
  const future = zlib.gzipSync(zlib.gunzipSync(bytes).toString().replace('"version":1', '"version":7'))
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['cut.nnreport', bytes.subarray(0, -100), /^cut\.nnreport: .*cut off/],
    ['empty.nnreport', new Uint8Array(), /^empty\.nnreport: .*by its name alone/],
    ['noise.nnreport', Uint8Array.from({ length: 5000 }, (_, at) => (at * 73) % 251), /^noise\.nnreport: /],
    ['dump.nnreport', Buffer.from('{"beans":[]}'), /by its name alone/],
    ['future.nnreport', future, /newer nnad \(1\.2\.3\): its version is 7/],
    ['plain.json', Buffer.from('{"format":"nnad-report","version":1}'), /^plain\.json: .*damaged/],
  ]
  for (const [name, content, wanted] of cases) {
    const { outcome } = imports.start([write(name, content)])
    await assert.rejects(outcome, (error) => {
      assert.ok(error instanceof DeclaredError)
      assert.equal(error.code, 'UNREADABLE')
      assert.match(error.message, wanted)
      return true
    })
  }
  assert.deepEqual(reports.list(10), [])
})

test('a text that inflates without end is given up at the limit', { timeout: 60_000 }, async (context) => {
  const { imports, write } = await withFiles(context)
  const head = '{"format":"nnad-report","version":1,"app":"'
  const bomb = zlib.gzipSync(Buffer.concat([Buffer.from(head), Buffer.alloc(129 * 2 ** 20, 'x')]), {
    level: 1,
  })
  const { outcome } = imports.start([write('bomb.nnreport', bomb)])
  await assert.rejects(outcome, /bomb\.nnreport: a report file that is too large: more than 128 MiB/)
})
