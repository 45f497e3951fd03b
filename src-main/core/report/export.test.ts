// Exports: each format under its name and type, the zone checked, printing left to the host.
import assert from 'node:assert/strict'
import test from 'node:test'
import { SavedReport } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type ExportRequest, exportReport } from './export.ts'
import { madeReport } from './fixtures/made-report.ts'

const isBadInput = (error: unknown): boolean =>
  error instanceof DeclaredError && error.code === 'BAD_INPUT' && error.message.includes('IANA')

async function exported(request: ExportRequest) {
  const printed: string[] = []
  const print = (html: string): Promise<Uint8Array> => {
    printed.push(html)
    return Promise.resolve(Uint8Array.of(1, 2, 3))
  }
  const file = await exportReport(madeReport({ note: 'ü' }), request, { print, appVersion: '1.2.3' })
  return { ...file, text: new TextDecoder().decode(file.content), printed }
}

test('JSON is the whole report as it is saved', async () => {
  const { name, type, text } = await exported({ format: 'json' })
  assert.deepEqual([name, type], ['nnad-report-12-2026-03-29.json', 'application/json'])
  assert.deepEqual(SavedReport.parse(JSON.parse(text)), madeReport({ note: 'ü' }))
})

test('CSV and HTML', async () => {
  const csv = await exported({ format: 'csv' })
  assert.deepEqual([csv.name, csv.type], ['nnad-report-12-2026-03-29.csv', 'text/csv; charset=utf-8'])
  assert.equal(csv.text.split('\r\n').length, 602)
  const page = await exported({ format: 'html' })
  assert.deepEqual([page.name, page.type], ['nnad-report-12-2026-03-29.html', 'text/html; charset=utf-8'])
  assert.match(page.text, /^<!doctype html>/)
  assert.deepEqual([csv.printed, page.printed], [[], []])
})

test('PDF is the page printed, in the same zone; the day in the name is the zone’s too', async () => {
  const zone = 'America/Los_Angeles'
  const pdf = await exported({ format: 'pdf', zone })
  assert.deepEqual([pdf.name, pdf.type], ['nnad-report-12-2026-03-28.pdf', 'application/pdf'])
  assert.deepEqual([...pdf.content], [1, 2, 3])
  assert.deepEqual(pdf.printed, [(await exported({ format: 'html', zone })).text])
})

test('an unknown zone is refused, whatever the format; what printing throws comes through', async () => {
  for (const format of ['json', 'html'] as const) {
    await assert.rejects(exported({ format, zone: 'Mars/Phobos' }), isBadInput)
  }
  const failing = exportReport(
    madeReport(),
    { format: 'pdf' },
    { print: () => Promise.reject(new Error('no paper')), appVersion: '1.2.3' },
  )
  await assert.rejects(failing, /no paper/)
})
