// R13: very large directories, listed page by page.
import { figure } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { auditPaths, configuredValue, runningApplications } from '../commands.ts'
import type { Facts } from '../facts.ts'
import { heldMost } from '../lock-tests.ts'
import type { Rule, Test } from '../rule.ts'
import { raised } from '../tests.ts'
import { byCulprit, oneUser } from '../who-tests.ts'
import { effect, ofCulprit, perSecond, place, subject } from '../words.ts'
import { takesLonger, tookMost } from '../work-tests.ts'

const audit = ['listStatus']

/** Entries of a full page where the configuration does not say otherwise: Hadoop's own dfs.ls.limit. */
const usualPage = 1000

function pageOf({ configuration }: Facts): number {
  const limit = Number(configuration.get('dfs.ls.limit') ?? usualPage)
  return limit > 0 ? limit : usualPage
}

/**
 * Entries per listing call: of those that were added where there are more than usual, so that many listings of small
 * directories hide nothing, else of all; a page at most. Undefined where one of both was not measured or nobody listed.
 */
function entriesPerCall(facts: Facts): number | undefined {
  const entries = facts.level('FilesInGetListingOps')
  const calls = facts.level('GetListingOps') ?? facts.level('GetListingNumOps')
  if (entries === undefined || calls === undefined || calls.mean <= 0) return undefined
  const [entriesBefore, callsBefore] = calls.deviation >= 1 ? [entries.usual ?? 0, calls.usual ?? 0] : [0, 0]
  return Math.min(pageOf(facts), (entries.mean - entriesBefore) / (calls.mean - callsBefore))
}

/** Pages that are half full or more: most belong to directories of more than one page. */
const fullPages: Test = (facts) => {
  const entries = entriesPerCall(facts)
  if (entries === undefined) return { unmeasured: 'entries per listing', setting: null }
  const page = pageOf(facts)
  return {
    holds: entries >= page / 2,
    text: `Entries per added listing: ${figure(entries)} of ${figure(page)} that a page holds`,
    metric: 'FilesInGetListingOps',
    at: facts.level('FilesInGetListingOps')?.onset ?? null,
  }
}

function eachText(facts: Facts): string {
  const entries = entriesPerCall(facts)
  return entries === undefined ? '' : `, the added ones with ${figure(entries)} entries each`
}

const largeDirectoryListing: Rule = {
  id: 'large-directory-listing',
  role: 'cause',
  reference: 'R13; Cloudera ta-p/380678; Huawei alarm 14020; HADOOP-9640',
  needs: [
    anyOf(raised('FilesInGetListingOps'), takesLonger(['GetListing'])),
    fullPages,
    tookMost(['GetListing'], 'Listings'),
  ],
  clues: [
    { weight: 3, test: oneUser(audit) },
    { weight: 2, test: heldMost(audit) },
    { weight: 2, test: raised('GetListingNumOps') },
    { weight: 1, test: raised('SentBytes') },
    { weight: 1, test: raised('FsLockQueueLength', { steps: 1 }) },
    { weight: 1, test: raised('NumInProcessHandler', { steps: 1 }) },
  ],
  confidence: [0.6, 0.95],
  title: (facts) => `Listings of very large directories${byCulprit(facts, audit)}`,
  story: (facts) =>
    `${subject(facts, audit)} listed very large directories page by page${place(facts, audit)}: ` +
    `${perSecond(facts, 'GetListingNumOps', 'listings')}${eachText(facts)}. ${effect(facts)}`,
  checks: (facts) => [
    auditPaths(facts, audit),
    runningApplications(facts, audit),
    'hdfs dfs -ls -C DIRECTORY | wc -l # how many entries one found above has',
    configuredValue('dfs.ls.limit'),
  ],
  remedies: (facts) => [
    {
      text: `Have the job${ofCulprit(facts, audit)} list once and keep the result, or split these directories by date or hash.`,
      key: null,
      advised: null,
    },
    ...(pageOf(facts) > usualPage
      ? [
          {
            text: 'Make a page smaller: the shared lock is held for one page at a time.',
            key: 'dfs.ls.limit',
            advised: String(usualPage),
          },
        ]
      : []),
  ],
}

export const listingRules: readonly Rule[] = [largeDirectoryListing]
