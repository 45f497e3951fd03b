// Listings of very large directories, as in day-a’s listing_storm, and what is none.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from '../diagnose.ts'
import { type MadeFacts, culprit, madeFacts } from '../fixtures/made-facts.ts'
import { listingRules } from './scans-listing.ts'

const listingIn = (made: MadeFacts) => diagnose(madeFacts(made), listingRules)[0]

const storm = {
  GetListingNumOps: 456,
  GetListingOps: 456,
  GetListingAvgTime: 2.9,
  FilesInGetListingOps: 436_000,
  SentBytes: { mean: 39_800_000, usual: 159_000 },
  NumInProcessHandler: 4.3,
}

test('full pages without end by one user', () => {
  const found = listingIn({ levels: storm, who: culprit('spark', 'listStatus', 436, 5) })
  assert.equal(found?.title, 'Listings of very large directories by spark')
  assert.match(found.story, /456 listings a second \(usually 22\), the added ones with 1,000 entries each/)
  assert.ok(
    found.evidence.some(({ text }) => text === 'Entries per added listing: 1,000 of 1,000 that a page holds'),
  )
  assert.ok(found.confidence > 0.9)
})

test('an audit log says where', () => {
  const commands = [
    {
      user: 'spark',
      command: 'listStatus',
      count: 9,
      perSecond: 430,
      usualPerSecond: 5,
      denied: 0,
      path: '/data/big',
    },
  ]
  const found = listingIn({ levels: storm, who: { unknown: 'nntop is off' }, logs: { commands } })
  assert.match(found?.story ?? '', /^User spark listed .* \(most of them under \/data\/big\)/)
})

test('as many listings of small directories: not this', () => {
  assert.equal(listingIn({ levels: { ...storm, FilesInGetListingOps: 25_000 } }), undefined)
})

test('many listings of small directories every day do not hide it', () => {
  const levels = {
    GetListingNumOps: { mean: 1300, usual: 1000 },
    GetListingOps: { mean: 1300, usual: 1000, deviation: 1.1 },
    FilesInGetListingOps: { mean: 320_000, usual: 20_000 },
  }
  assert.ok(listingIn({ levels }) !== undefined)
})

test('a page is what the configuration says', () => {
  const levels = { ...storm, FilesInGetListingOps: 45_000 }
  assert.equal(listingIn({ levels }), undefined)
  assert.ok(listingIn({ levels, configuration: { 'dfs.ls.limit': '100' } }) !== undefined)
})

test('listings amid far more of other calls: not this', () => {
  assert.equal(listingIn({ levels: { ...storm, GetBlockLocationsNumOps: 3000 } }), undefined)
})

test('a dump without the count of entries cannot tell', () => {
  assert.equal(
    listingIn({ levels: { ...storm, FilesInGetListingOps: null, GetListingAvgTime: 30 } }),
    undefined,
  )
})
