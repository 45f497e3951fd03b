// Reports over HTTP: made as a job, annotated, deleted and brought back, compared, exported as files.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { Job } from '../../src-shared/contract/jobs.ts'
import { Comparison, Report, ReportHead, SavedReport } from '../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { openCore } from '../core/core.ts'
import { testHost } from '../core/fixtures/test-host.ts'
import {
  type TestServer,
  codeOf,
  detailOf,
  endedJob,
  lightRecording,
  startTestServer,
  temporaryFolder,
} from './fixtures/test-server.ts'

const day = 86_400_000

let server: TestServer
/** Epoch ms; the server's clock stands still. */
const now = Date.UTC(2026, 10, 22, 12)
let print: (html: string) => Promise<Uint8Array> = () => Promise.reject(new Error('not expected'))
let range: { from: number; to: number }

before(async () => {
  const host = { clock: { now: () => now }, printPdf: (html: string) => print(html) }
  server = await startTestServer({ recordings: [lightRecording], host })
  const [source] = server.services.sources.list()
  range = { from: source?.first ?? 0, to: source?.last ?? 0 }
  await server.services.models.train({
    source: undefined,
    node: undefined,
    ranges: [range],
    // Whose scores are never 0: a threshold low enough flags every window.
    profile: 'original',
    settings: { 'model.epochs': 1 },
  }).outcome
})
after(() => server[Symbol.asyncDispose]())

const send = (method: string, path: string, body?: object) =>
  server.call(path, { method, ...(body === undefined ? {} : { body }) })

/** Starts a report whose threshold flags every window; its id. */
async function started(): Promise<number> {
  const reply = await send('POST', '/api/reports', { ...range, thresholdOverride: 1e-9 })
  assert.equal(reply.status, 202, reply.text)
  const job = Job.parse(reply.json)
  assert.equal(job.kind, 'analyze')
  const { state, result } = await endedJob(server, job.id)
  assert.deepEqual([state, result?.kind], ['done', 'report'])
  return Number(result?.id)
}

const heads = async (): Promise<ReportHead[]> =>
  z.array(ReportHead).parse((await server.call('/api/reports')).json)

test('a report is started as a job and listed with its source and leading metric', async () => {
  const id = await started()
  const [head] = await heads()
  const saved = SavedReport.parse((await server.call(`/api/reports/${id}`)).json)
  assert.deepEqual(head, {
    id,
    sourceId: 1,
    sourceName: 'nn1.lab',
    title: saved.title,
    createdAt: now,
    ...range,
    incidents: saved.analysis.incidents.length,
    note: '',
    leading: saved.analysis.incidents[0]?.metrics[0]?.metric,
    receivedAt: null,
  })
  assert.deepEqual([saved.id, saved.note], [id, ''])
  assert.match(saved.title, /^nn1\.lab, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d to \S+/)
  const early = await send('POST', '/api/reports', { from: range.to, to: range.from })
  assert.deepEqual([early.status, codeOf(early)], [400, 'BAD_INPUT'])
})

test('a title and a note stay with the report; an empty title is none', async () => {
  const id = await started()
  const renamed = await send('PATCH', `/api/reports/${id}`, {
    title: '  du storm ',
    note: ' by analyst\nagain ',
  })
  const head = ReportHead.parse(renamed.json)
  assert.deepEqual([head.title, head.note], ['du storm', 'by analyst\nagain'])
  assert.deepEqual((await heads())[0], head)
  const saved = SavedReport.parse((await server.call(`/api/reports/${id}`)).json)
  assert.deepEqual([saved.title, saved.note], ['du storm', 'by analyst\nagain'])
  assert.equal(
    ReportHead.parse((await send('PATCH', `/api/reports/${id}`, { note: '' })).json).title,
    'du storm',
  )
  assert.equal(codeOf(await send('PATCH', `/api/reports/${id}`, { title: '  ' })), 'BAD_INPUT')
  assert.equal(codeOf(await send('PATCH', '/api/reports/999', { note: 'x' })), 'NOT_FOUND')
})

test('a deleted report and its anomalies are gone until it is restored', async () => {
  const id = await started()
  const anomalies = async (): Promise<number> => {
    const { json } = await server.call('/api/anomalies')
    const list = z.object({ anomalies: z.array(z.looseObject({ report_id: z.number() })) }).parse(json)
    return list.anomalies.filter(({ report_id }) => report_id === id).length
  }
  const kept = await anomalies()
  assert.ok(kept > 0)
  assert.deepEqual((await send('DELETE', `/api/reports/${id}`)).json, { deleted: id })
  for (const reply of [
    await server.call(`/api/reports/${id}`),
    await send('DELETE', `/api/reports/${id}`),
    await send('PATCH', `/api/reports/${id}`, { note: 'x' }),
    await server.call(`/api/reports/${id}/export?format=csv`),
    await server.call(`/api/comparison?left=${id}&right=${id}`),
    await send('POST', '/api/reports/999/restore'),
  ]) {
    assert.deepEqual([reply.status, codeOf(reply)], [404, 'NOT_FOUND'])
  }
  assert.ok((await heads()).every((head) => head.id !== id))
  assert.equal(await anomalies(), 0)
  const back = await send('POST', `/api/reports/${id}/restore`)
  assert.equal(ReportHead.parse(back.json).id, id)
  assert.equal(await anomalies(), kept)
})

test('two reports side by side', async () => {
  const [left, right] = [await started(), await started()]
  const reply = await server.call(`/api/comparison?left=${left}&right=${right}`)
  const comparison = Comparison.parse(reply.json)
  assert.deepEqual([comparison.left.id, comparison.right.id], [left, right])
  assert.ok(comparison.metrics.length > 20)
  for (const { change } of [...comparison.metrics, ...comparison.leading]) assert.equal(change, 'same')
  assert.deepEqual(comparison.flagged, { left: 1, right: 1 })
})

test('exports come as files to keep, under a name with the report’s number and day', async () => {
  const id = await started()
  const get = (query: string) => server.call(`/api/reports/${id}/export?${query}`)
  const name = (format: string): string =>
    `attachment; filename="nnad-report-${id}-${new Date(range.from).toISOString().slice(0, 10)}.${format}"`
  const json = await get('format=json')
  assert.deepEqual(json.headers['content-disposition'], name('json'))
  assert.equal(json.headers['content-type'], 'application/json')
  assert.deepEqual(Report.parse(json.json), Report.parse((await server.call(`/api/reports/${id}`)).json))
  const csv = await get('format=csv')
  assert.deepEqual(csv.headers['content-disposition'], name('csv'))
  assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8')
  assert.equal(csv.text.split('\r\n').length, 50)
  const page = await get('format=html&zone=Europe/Berlin')
  assert.equal(page.headers['content-disposition'], name('html'))
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8')
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
  assert.ok(page.text.includes('Europe/Berlin, UTC+'))
  print = (html) => Promise.resolve(new TextEncoder().encode(`%PDF-${html.length}`))
  const pdf = await get('format=pdf')
  assert.equal(pdf.headers['content-disposition'], name('pdf'))
  assert.deepEqual([pdf.status, pdf.headers['content-type']], [200, 'application/pdf'])
  assert.equal(pdf.text, `%PDF-${(await get('format=html')).text.length}`)
})

test('no browser, an unknown zone, an unknown format: told as problems', async () => {
  const id = await started()
  const get = (query: string) => server.call(`/api/reports/${id}/export?${query}`)
  print = () => Promise.reject(new DeclaredError('NO_BROWSER', 'Wanted a browser.'))
  const none = await get('format=pdf')
  assert.deepEqual([none.status, codeOf(none), detailOf(none)], [501, 'NO_BROWSER', 'Wanted a browser.'])
  const zone = await get('format=html&zone=Mars/Phobos')
  assert.deepEqual([zone.status, codeOf(zone)], [400, 'BAD_INPUT'])
  assert.match(detailOf(zone), /Mars\/Phobos/)
  assert.equal(codeOf(await get('format=docx')), 'BAD_INPUT')
})

test('what was deleted a week ago is dropped for good at the next start, not earlier', async () => {
  await using folder = await temporaryFolder()
  let clock = now
  const open = () => openCore(testHost({ dataFolder: folder.path, clock: { now: () => clock } }))
  const first = await open()
  const { imports, models, reports } = first.services
  await imports.start([lightRecording]).outcome
  await models.train({
    source: undefined,
    node: undefined,
    ranges: [range],
    profile: undefined,
    settings: { 'model.epochs': 1 },
  }).outcome
  const request = { source: undefined, node: undefined, window: range, thresholdOverride: undefined }
  const { id } = await reports.analyze(request).outcome
  reports.delete(id)
  await first.close()
  clock += 7 * day
  const second = await open()
  assert.equal(second.services.reports.restore(id).id, id)
  second.services.reports.delete(id)
  await second.close()
  clock += 7 * day + 1
  const third = await open()
  assert.throws(
    () => third.services.reports.restore(id),
    (error: unknown) => error instanceof DeclaredError && error.code === 'NOT_FOUND',
  )
  await third.close()
})
