// Redaction at its worst: names as people spell them, where they stand in files, folders and addresses; any name in any sentence.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { redactionKinds } from '../../../src-shared/contract/reports.ts'
import { madeUser } from '../../../src-shared/summary/fixtures/made-incidents.ts'
import { diagnosedReport } from './fixtures/diagnosed-report.ts'
import { madeIncident, madeReport } from './fixtures/made-report.ts'
import { redacted } from './redaction.ts'

/** A report of nn1 (a short name) and of users CORP\jdoe and anna, with its own words in note and sources. */
function reportWith(
  own: Partial<SavedReport>,
  sources: readonly string[] = [],
  node = 'nn1:8020',
): SavedReport {
  const report = madeReport(own)
  const { analysis } = report
  const users = ['CORP\\jdoe', 'anna'].map((user) => madeUser({ user }))
  const source = { ...analysis.source, name: node.replace(/:\d+$/, ''), node }
  return {
    ...report,
    title: '',
    analysis: { ...analysis, source, sources: [...sources], incidents: [madeIncident({ users })] },
  }
}

const noteAfter = (note: string, kinds: Parameters<typeof redacted>[1] = redactionKinds): string =>
  redacted(reportWith({ note }), kinds).report.note

test('hosts as people spell them', () => {
  const after = (note: string): string => noteAfter(note, ['hosts']).replaceAll(/host-\d+/g, 'H')
  const spelled = {
    'NN1, Nn1.prod.example.com, nn1_old, DN7.EXAMPLE.COM, Dn7.Prod.Example.Com': 'H, H, H_old, H, H',
    'hdfs://me:word@dn7/x and http://dn8:9864/': 'hdfs://me:word@H/x and http://H:9864/',
    'jn_1:8485;jn-2:8485': 'H:8485;H:8485',
    'etl/gw@CORP.EXAMPLE.COM, anna@corp.example.com, anna@CORP': 'etl/H@H, anna@H, anna@H',
    'namenode.prod.example.com, hadoop.corp, HA.EXAMPLE.ORG': 'H, H, H',
    'FE80::12:AB and 2001:DB8::7 at 16:06:38': 'H and H at 16:06:38',
  }
  for (const [note, wanted] of Object.entries(spelled)) assert.equal(after(note), wanted)
})

test('hosts and users with capitals that nobody has listed', () => {
  const note =
    'Gandalf slow, GANDALF.log; Anna did it, Jdoe, JDoe, Corp\\JDOE, Svc-Etl, SVC-etl, /tmp/Anna_old; JÖRG WEISS and Weiß.'
  const incidents = [madeIncident({ users: ['svc-etl', 'weiß'].map((user) => madeUser({ user })) })]
  const report = reportWith({ note }, [], 'gandalf:8020')
  const all = [...report.analysis.incidents, ...incidents]
  const { note: after } = redacted(
    { ...report, analysis: { ...report.analysis, incidents: all } },
    redactionKinds,
  ).report
  assert.equal(
    after,
    'host-1 slow, host-1.log; user-2 did it, user-1, user-1, user-1, user-3, user-3, /path-1; JÖRG user-4 and user-4.',
  )
})

test('words of ours that are names, too, are hidden in each usual spelling', () => {
  const report = reportWith({ note: 'hive, Hive, HIVE, Hive’s; the NameNode' })
  const users = ['hive', 'namenode'].map((user) => madeUser({ user }))
  const incidents = [madeIncident({ users })]
  const after = redacted({ ...report, analysis: { ...report.analysis, incidents } }, ['users']).report
  assert.equal(after.note, 'user-1, user-1, user-1, user-1’s; the NameNode')
})

test('hosts in names of files', () => {
  const files = [
    'hdfs-site-nn1.xml',
    'gc.NN1.log',
    'hadoop-hdfs-namenode-nn1.out',
    'nn1/hdfs-site.xml',
    '/conf',
  ]
  assert.deepEqual(redacted(reportWith({}, files), ['hosts']).report.analysis.sources, [
    'hdfs-site-host-1.xml',
    'gc.host-1.log',
    'hadoop-hdfs-namenode-host-1.out',
    'host-1/hdfs-site.xml',
    '/conf',
  ])
  const words = ['hdfs-site-gandalf.xml', 'core-site.GANDALF.xml', 'gandalf_gc.log', 'gandalf.tar.gz']
  const after = redacted(reportWith({}, words, 'gandalf:8020'), ['hosts']).report.analysis.sources
  assert.deepEqual(after, ['hdfs-site-host-1.xml', 'core-site.host-1.xml', 'host-1_gc.log', 'host-1.tar.gz'])
})

test('a host that is called as a thing of Hadoop leaves the things alone', () => {
  const note = 'dfs.namenode.handler.count, hadoop-hdfs-namenode.log, the NameNode; namenode was slow'
  const after = redacted(reportWith({ note }, [], 'namenode:8020'), ['hosts']).report.note
  assert.equal(after, note.replace('; namenode', '; host-1'))
})

test('users as people spell them, and in folders', () => {
  const after = (note: string): string => noteAfter(note, ['users'])
  assert.equal(after('CORP\\jdoe, jdoe, JDOE'), 'user-1, user-1, user-1')
  assert.equal(after('ANNA; /tmp/anna_old, /data/x-anna/y'), 'user-2; /tmp/user-2_old, /data/x-user-2/y')
  assert.equal(after('User bob asked for 2, jörg.weiß@firma.de'), 'User user-3 asked for 2, user-4')
})

test('paths with anything in them where the facts have told them', () => {
  const paths = ['/data/My Files (old), 2', '\\\\server\\share']
  const report = reportWith({ note: `held for 9 ms (anna, ${paths[0] ?? ''}), ${paths[1] ?? ''}` })
  const incidents = [madeIncident({ named: { users: ['zoe'], hosts: ['jn3:8485'], paths } })]
  const after = redacted({ ...report, analysis: { ...report.analysis, incidents } }, redactionKinds).report
  assert.equal(after.note, 'held for 9 ms (user-2, /path-1), /path-2')
  assert.deepEqual(after.analysis.incidents[0]?.named, {
    users: ['user-1'],
    hosts: ['host-2:8485'],
    paths: ['/path-1', '/path-2'],
  })
})

const letters = (min: number, max: number, of = 'bcdfghjkmnpqrtvwxyzéß'): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...of.split(/(?:)/u)), minLength: min, maxLength: max })
/** Never a word of ours: no vowels. */
const word = letters(5, 9, 'bcdfghjkmnpqrtvwxz')
const digits = fc.nat(99).map(String)
const host = fc.oneof(
  fc.tuple(word, digits).map(([name, number]) => `${name}-${number}`),
  fc.tuple(word, word).map(([name, domain]) => `${name}.${domain}.example`),
  fc.tuple(word, digits, word).map(([name, number, domain]) => `${name}_${number}.${domain}.net`),
  word,
)
const user = fc.oneof(
  word,
  letters(5, 9),
  fc.tuple(word, word).map((parts) => parts.join('.')),
  fc.tuple(word, digits).map(([name, number]) => `${name}_${number}`),
  fc.tuple(word, word).map(([name, realm]) => `${name}@${realm.toUpperCase()}.NET`),
  word.map((name) => `CORP\\${name}`),
  word.map((name) => `${name}$`),
)
const folders = fc.array(fc.oneof(word, letters(5, 9)), { minLength: 1, maxLength: 4 })
const path = folders.map((names) => `/${names.join('/')}`)

/** As people write names. */
const capitalised = (name: string): string =>
  name.replace(/(?<!\p{L})[a-zé]/gu, (letter) => letter.toUpperCase())

/** The sentences of a report that was diagnosed, with other names in it. */
function renamed(report: SavedReport, names: Readonly<Record<string, string>>): SavedReport {
  const place = new RegExp(`(?<![\\w/.])(?:${Object.keys(names).join('|')})(?![\\w])`, 'g')
  const change = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(place, (name) => names[name] ?? name)
    if (Array.isArray(value)) return value.map(change)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, change(own)]))
  }
  return {
    ...report,
    title: String(change(report.title)),
    note: String(change(report.note)),
    analysis: change(report.analysis) as SavedReport['analysis'],
  }
}

const spoken =
  'On nn1 (NN1, Nn1, nn1:8020, hdfs://nn1:8020/data/deep, hdfs-site-nn1.xml) analyst walked /data/deep; ' +
  'ugi=analyst, Analyst, hadoop.proxyuser.analyst.hosts, /user/analyst/in; held for 9 ms (analyst, /data/deep).'

test('whatever the names are, none is left anywhere in a diagnosed report', () => {
  const diagnosed = diagnosedReport({ note: spoken })
  const own = JSON.stringify(diagnosed).toLowerCase()
  fc.assert(
    fc.property(host, user, user, path, (node, first, second, folder) => {
      const names = {
        nn1: node,
        NN1: node.toUpperCase(),
        Nn1: capitalised(node),
        analyst: first,
        Analyst: capitalised(first),
        hive: second,
        '/data/deep': folder,
      }
      const report = renamed(diagnosed, names)
      const { windows, ...analysis } = redacted(report, redactionKinds).report.analysis
      const { note, title } = redacted(report, redactionKinds).report
      const text = JSON.stringify([analysis, note, title, windows.length]).toLowerCase()
      const parts = [
        node,
        node.split('.'),
        first.split(/[@\\]/),
        second.split(/[@\\]/),
        folder.split('/'),
      ].flat()
      const told = parts.filter((part) => part.length > 4 && !own.includes(part.toLowerCase()))
      for (const part of told) assert.ok(!text.includes(part.toLowerCase()), `${part} in ${text}`)
    }),
    { numRuns: 150 },
  )
})
