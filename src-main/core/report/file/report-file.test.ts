// Report files: there and back, whose number is whose, and all that is wrong with one said in plain words.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import zlib from 'node:zlib'
import fc from 'fast-check'
import { Report, type SavedReport } from '../../../../src-shared/contract/reports.ts'
import { getReport, insertReport, updateReport } from '../../store/reports.ts'
import { temporaryStore } from '../../store/fixtures/temporary-store.ts'
import { reportCsv } from '../csv.ts'
import { reportPage } from '../page/page.ts'
import { redacted } from '../redaction.ts'
import { diagnosedReport } from '../fixtures/diagnosed-report.ts'
import { madeReport } from '../fixtures/made-report.ts'
import { isReportReason, isReportText, readReportFile } from './read-report-file.ts'
import { receive } from './receive.ts'
import { fingerprintOf, reportFile } from './report-file.ts'

const textOf = async (report: SavedReport): Promise<Buffer> =>
  zlib.gunzipSync(await reportFile(report, '1.2.3'))

async function opened(report: SavedReport) {
  const read = readReportFile(await textOf(report))
  return typeof read === 'string' ? assert.fail(read) : read
}

/** The reason why a text is not opened. */
function refused(text: Buffer): string {
  const reason = readReportFile(text)
  return typeof reason === 'string' && isReportReason(reason) ? reason : assert.fail('was opened')
}

/** The reason why a file changed so is not opened. */
async function reasonOf(change: (file: Record<string, unknown>, report: Record<string, unknown>) => unknown) {
  const file = JSON.parse((await textOf(madeReport())).toString()) as Record<string, unknown>
  const changed = change(file, file['report'] as Record<string, unknown>) ?? file
  return refused(Buffer.from(JSON.stringify(changed)))
}

test('a report comes back whole, with its note, and the file says what it is before all else', async () => {
  for (const report of [madeReport({ note: 'ü\n2' }), diagnosedReport()]) {
    const text = await textOf(report)
    assert.ok(isReportText(text))
    const { sourceId, receivedAt, ...sent } = report
    assert.deepEqual([sourceId, receivedAt], [1, null])
    assert.deepEqual((await opened(report)).report, sent)
  }
  const { format, version, app, source } = JSON.parse((await textOf(madeReport())).toString()) as Record<
    string,
    unknown
  >
  assert.deepEqual(
    [format, version, app, source],
    ['nnad-report', 1, '1.2.3', { name: 'nn1', key: 'CID-1/BP-1' }],
  )
})

test('a dump, a configuration and text that only speaks of the format are no reports', () => {
  for (const text of [
    '{"beans":[]}',
    '[{"format":"nnad-report"}]',
    'nnad-report',
    '',
    '{"format":"nnad-reports"}',
  ])
    assert.equal(isReportText(Buffer.from(text)), false, text)
})

test('the fingerprint is of what a report says, not of the numbers that it and its source have', async () => {
  const { report, fingerprint } = await opened(madeReport())
  const { analysis } = report
  const moved = { ...report, id: 99, analysis: { ...analysis, source: { ...analysis.source, id: 7 } } }
  assert.equal(fingerprintOf(moved), fingerprint)
  assert.notEqual(fingerprintOf({ ...report, note: 'x' }), fingerprint)
})

test('what is broken, cut off, of a newer nnad or impossible is told as such', async () => {
  const text = await textOf(madeReport())
  assert.match(refused(text.subarray(0, -2)), /cut off or damaged/)
  assert.match(
    await reasonOf((file) => ({ ...file, version: 2, app: '9.1.0' })),
    /of a newer nnad \(9\.1\.0\): its version is 2, this one reads 1\. Update/,
  )
  assert.match(await reasonOf((file) => ({ ...file, app: '<b>', version: 3 })), /newer nnad \(\?b\?\)/)
  assert.match(
    await reasonOf((file, report) => ({ ...file, report: { ...report, reportVersion: 2 } })),
    /newer nnad \(1\.2\.3\): its report is of a version not known here/,
  )
  assert.match(await reasonOf(({ format }) => ({ format })), /does not say its version/)
  assert.match(
    await reasonOf((file, report) => ({ ...file, report: { ...report, anomalies: 3 } })),
    /damaged: report\.anomalies is missing/,
  )
  assert.match(
    await reasonOf((file, report) => ({ ...file, report: { ...report, createdAt: 9e15 } })),
    /a time in it cannot be/,
  )
  assert.match(
    await reasonOf((file, report) => ({ ...file, report: { ...report, zone: 'Mars/Phobos' } })),
    /time zone/,
  )
  assert.match(
    await reasonOf((file, report) => ({
      ...file,
      report: { ...report, series: { pointMs: 0, times: [], metrics: { A: { low: [1], high: [1] } } } },
    })),
    /more values than times/,
  )
  assert.match(
    await reasonOf((file, report) => ({ ...file, report: { ...report, title: 'x'.repeat(1001) } })),
    /title/,
  )
})

test('nesting is limited before anything is parsed; brackets within texts do not count', async () => {
  const deep = `{"format":"nnad-report","version":1,"x":${'['.repeat(100_000)}`
  assert.match(refused(Buffer.from(deep)), /nests deeper than 32/)
  const note = '[{"\\'.repeat(500)
  assert.equal((await opened(madeReport({ note }))).report.note, note)
})

test('whatever bytes come, there is a report or a reason', async () => {
  const text = await textOf(diagnosedReport())
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, bytes) => {
      const changed = Buffer.from(text)
      changed.set(bytes.subarray(0, text.length - at), at)
      const read = readReportFile(changed)
      assert.ok(typeof read === 'object' || isReportReason(read))
    }),
    { numRuns: 50 },
  )
})

/** Values that fit nowhere, or where nobody thinks of them. */
const odd: readonly unknown[] = [null, 0, -1, 0.5, 1e15, 1e300, '', '<b>&"', 'ü', [], {}, [[]], true]

const isLike = (one: unknown, other: unknown): boolean =>
  typeof one === typeof other && Array.isArray(one) === Array.isArray(other)

/** A copy in which one value, found by steps down, is the odd one with a number, of those like it where `fits`. */
function changedAt(value: unknown, steps: readonly number[], which: number, fits: boolean): unknown {
  const [step, ...rest] = steps
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const key = step === undefined ? undefined : keys[step % Math.max(1, keys.length)]
  if (key === undefined) {
    const choice = fits ? odd.filter((one) => isLike(one, value)) : odd
    return choice[which % choice.length]
  }
  const changed = changedAt((value as Record<string, unknown>)[key], rest, which, fits)
  return Array.isArray(value)
    ? value.map((one: unknown, index) => (String(index) === key ? changed : one))
    : { ...(value as object), [key]: changed }
}

test('whatever a stranger writes into a report that is opened, its page and its rows can be made', async () => {
  const file: unknown = JSON.parse((await textOf(diagnosedReport())).toString())
  let opened = 0
  fc.assert(
    fc.property(
      fc.array(fc.nat(99), { minLength: 1, maxLength: 9 }),
      fc.nat(odd.length - 1),
      fc.boolean(),
      (steps, which, fits) => {
        const read = readReportFile(Buffer.from(JSON.stringify(changedAt(file, steps, which, fits))))
        if (typeof read === 'string') return
        opened += 1
        const report = { ...read.report, sourceId: null, receivedAt: 1 }
        assert.match(reportPage(report, 'UTC', {}), /^<!doctype html>/)
        assert.ok(reportCsv(report).length > 0)
      },
    ),
    { numRuns: 150 },
  )
  assert.ok(opened > 10, String(opened))
})

/** A store where the made report was saved as its own. */
function storeWithOwn(context: TestContext) {
  const store = temporaryStore(context)
  const report = Report.parse(madeReport())
  const { from, to } = report.analysis.window
  const head = {
    sourceId: store.source,
    createdAt: report.createdAt,
    title: report.title,
    from,
    to,
    incidents: 1,
    leading: null,
  }
  return { ...store, id: insertReport(store.db, head, 'model-1', JSON.stringify(report)) }
}

test('the same file twice is one report, renamed here or not; the file of an own report is that one', async (context) => {
  const { db, id } = storeWithOwn(context)
  assert.deepEqual(receive(db, await opened(madeReport({ id: 5 })), 70), {
    id,
    title: madeReport().title,
    known: true,
  })
  const noted = await opened(madeReport({ note: 'look at du' }))
  const first = receive(db, noted, 71)
  assert.deepEqual([first.known, first.id], [false, id + 1])
  updateReport(db, first.id, { title: 'theirs' })
  assert.deepEqual(receive(db, noted, 72), { id: first.id, title: 'theirs', known: true })
  const { head } = getReport(db, first.id)
  assert.deepEqual(
    [head.receivedAt, head.note, head.sourceName, head.leading],
    [71, 'look at du', 'nn1', 'RpcProcessingTimeAvgTime'],
  )
})

test('a received report is of the source with its key and node; of none where neither is here', async (context) => {
  const { db, source } = temporaryStore(context)
  const here = receive(db, await opened(madeReport()), 1)
  assert.equal(getReport(db, here.id).head.sourceId, source)
  const { analysis } = madeReport()
  for (const other of [{ key: 'CID-2/BP-2' }, { node: 'nn9:8020' }]) {
    const report = madeReport({ analysis: { ...analysis, source: { ...analysis.source, ...other } } })
    const { id } = receive(db, await opened(report), 1)
    assert.equal(getReport(db, id).head.sourceId, null)
  }
  db.run('DELETE FROM sources')
  assert.equal(getReport(db, here.id).head.sourceId, null)
  assert.equal(db.get('SELECT count(*) AS rows FROM anomalies')?.['rows'], 0)
})

test('redaction reaches the file: of the names nothing is left in it', async () => {
  const { report } = redacted(diagnosedReport(), ['hosts', 'users', 'paths'])
  const text = (await textOf(report)).toString()
  assert.ok((await textOf(diagnosedReport())).toString().includes('nn1'))
  assert.ok(!/\bnn1\b/.test(text))
})
