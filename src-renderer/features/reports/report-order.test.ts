import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { foundReports, nextSort, orderedReports } from './report-order.ts'

const report = (id: number, rest: Partial<ReportHead> = {}): ReportHead => ({
  id,
  sourceId: 1,
  title: `Report of nn${String(id)}`,
  createdAt: id * 1000,
  from: 0,
  to: 1,
  incidents: 0,
  note: '',
  sourceName: 'lab',
  receivedAt: null,
  leading: null,
  ...rest,
})
const ids = (reports: readonly ReportHead[]): number[] => reports.map(({ id }) => id)

describe('foundReports', () => {
  const reports = [
    report(1, { note: 'Ticket 4711: du by analyst' }),
    report(2, { leading: 'GetContentSummaryAvgTime' }),
    report(12),
  ]
  const window = ({ id }: ReportHead): string => `2026-11-${String(10 + id)} 16:00:00`

  it('wants every word, anywhere, in any case', () => {
    assert.deepEqual(ids(foundReports(reports, '4711 DU', window)), [1])
    assert.deepEqual(ids(foundReports(reports, 'contentsummary', window)), [2])
    assert.deepEqual(ids(foundReports(reports, '2026-11-22', window)), [12])
    assert.deepEqual(ids(foundReports(reports, '#12', window)), [12])
    assert.deepEqual(ids(foundReports(reports, ' ', window)), [1, 2, 12])
    assert.deepEqual(ids(foundReports(reports, '4711 nothing', window)), [])
  })
})

describe('orderedReports', () => {
  const reports = [
    report(1, { incidents: 2, title: 'b 10' }),
    report(2, { incidents: 0, title: 'a', leading: 'X' }),
    report(3, { incidents: 2, title: 'b 9' }),
  ]

  it('orders figures as figures and titles with numbers as people do; equal ones newest first', () => {
    assert.deepEqual(ids(orderedReports(reports, { by: 'incidents', isDescending: true })), [3, 1, 2])
    assert.deepEqual(ids(orderedReports(reports, { by: 'title', isDescending: false })), [2, 3, 1])
    assert.deepEqual(ids(orderedReports(reports, { by: 'leading', isDescending: true })), [2, 3, 1])
  })

  it('leaves its input alone', () => {
    orderedReports(reports, { by: 'id', isDescending: true })
    assert.deepEqual(ids(reports), [1, 2, 3])
  })
})

describe('nextSort', () => {
  it('turns round on the second click, begins with A or with the largest', () => {
    assert.deepEqual(nextSort({ by: 'id', isDescending: true }, 'id'), { by: 'id', isDescending: false })
    assert.deepEqual(nextSort({ by: 'id', isDescending: true }, 'title'), {
      by: 'title',
      isDescending: false,
    })
    assert.deepEqual(nextSort({ by: 'title', isDescending: false }, 'incidents'), {
      by: 'incidents',
      isDescending: true,
    })
  })
})
