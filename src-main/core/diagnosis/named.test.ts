// Names in the texts of a diagnosis are those of its facts, however odd; what no text holds is not told.
import assert from 'node:assert/strict'
import test from 'node:test'
import { diagnose } from './diagnose.ts'
import { madeFacts, madeStart } from './fixtures/made-facts.ts'
import { namedIn } from './named.ts'

const files = { audit: true, namenode: true, gc: false, stacks: false }
const time = madeStart + 5000

/** Slow syncs and slow look-ups, whose log names a JournalNode and a user; a group mapping that names more. */
function facts(mapping = 'dr.who=;hue=hive,staff') {
  return madeFacts({
    levels: {
      SyncsAvgTime: { mean: 400, deviation: 40 },
      SyncsNumOps: 5,
      GetGroupsAvgTime: { mean: 500, deviation: 40 },
    },
    configuration: { 'hadoop.user.group.static.mapping.overrides': mapping },
    logs: {
      files,
      slowJournals: [{ time, ms: 4000, journal: 'jn3.example.com:8485' }],
      groupLookups: [
        { time, ms: 6000, user: 'o"neil (x)' },
        { time, ms: 5000, user: 'carl' },
      ],
      commands: [],
    },
  })
}

test('who and what the texts name is told, with what a quoted value lists', () => {
  const made = facts()
  const causes = diagnose(made)
  assert.deepEqual(
    causes.map(({ id }) => id).filter((id) => id.startsWith('slow-')),
    ['slow-edit-sync', 'slow-group-lookup'],
  )
  assert.deepEqual(namedIn(made, causes), {
    users: ['o"neil (x)', 'dr.who', 'hue', 'hive', 'staff'],
    hosts: ['jn3.example.com:8485'],
    paths: [],
  })
})

test('a user who is called as a word of a sentence is not told for that', () => {
  const connections = [{ user: 'longest', now: 3, usual: 3 }]
  const made = { ...facts(), who: { ...facts().who, connections } }
  const text = 'The longest of all.'
  const causes = diagnose(made).map((cause) => ({ ...cause, story: text, remedies: [] }))
  assert.ok(!(namedIn(made, causes)?.users ?? []).includes('longest'))
  const spoken = causes.map((cause) => ({ ...cause, story: 'Connections of longest: 9 (usually 3)' }))
  assert.ok((namedIn(made, spoken)?.users ?? []).includes('longest'))
})

test('paths with blanks; users that the incident lists are not repeated; without causes nothing is named', () => {
  const deletes = { user: 'etl', perSecond: 300, usualPerSecond: 8 }
  const made = madeFacts({
    levels: {
      FilesDeleted: { mean: 2700, deviation: 40 },
      DeleteNumOps: { mean: 280, deviation: 30 },
      DeleteAvgTime: { mean: 20, deviation: 10 },
      RpcProcessingTimeAvgTime: { mean: 20, deviation: 10 },
      RpcLockWaitTimeAvgTime: { mean: 18, deviation: 15 },
    },
    who: { users: [{ ...deletes, operation: 'delete', callShare: 1, share: 1 }] },
    logs: {
      files,
      commands: [{ ...deletes, command: 'delete', count: 9000, denied: 0, path: '/data/My Files (old)' }],
    },
  })
  const causes = diagnose(made)
  assert.ok(JSON.stringify(causes).includes('by etl'))
  assert.deepEqual(namedIn(made, causes), { users: [], hosts: [], paths: ['/data/My Files (old)'] })
  assert.equal(namedIn(made, []), undefined)
})
