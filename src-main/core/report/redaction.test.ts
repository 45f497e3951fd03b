// Redaction: no name is left in any text, each has one pseudonym everywhere, and what is no name stays.
import assert from 'node:assert/strict'
import test from 'node:test'
import { redactionKinds } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { madeCause, madeUser } from '../../../src-shared/summary/fixtures/made-incidents.ts'
import { diagnosedReport } from './fixtures/diagnosed-report.ts'
import { madeIncident, madeReport } from './fixtures/made-report.ts'
import { redacted, redactionOf } from './redaction.ts'

/** What becomes of a note in a report of nn1.prod.example.com and of users etl/gw7.example.com@EXAMPLE.COM, hdfs and anna. */
function noteAfter(note: string, kinds: Parameters<typeof redacted>[1] = redactionKinds): string {
  const report = madeReport({ note })
  const { analysis } = report
  const source = { ...analysis.source, name: 'nn1', node: 'nn1.prod.example.com:8020' }
  const users = ['etl/gw7.example.com@EXAMPLE.COM', 'hdfs', 'anna'].map((user) => madeUser({ user }))
  return redacted(
    { ...report, analysis: { ...analysis, source, incidents: [madeIncident({ users })] } },
    kinds,
  ).report.note
}

test('kinds are named with commas, in any order; others are refused', () => {
  assert.deepEqual(redactionOf(' paths,hosts'), ['hosts', 'paths'])
  assert.deepEqual([redactionOf(undefined), redactionOf('')], [[], []])
  assert.throws(
    () => redactionOf('hosts,passwords'),
    (error) =>
      error instanceof DeclaredError && error.code === 'BAD_INPUT' && error.message.includes('"passwords"'),
  )
})

test('nothing of the names is left in the whole report, and the counts are those of the places', () => {
  const report = diagnosedReport({ note: 'Ask analyst; nn1 was slow. hdfs://nn1/data/deep/x, /data/nn.' })
  const { report: after, replacements } = redacted(report, redactionKinds)
  const text = JSON.stringify(after)
  for (const name of ['analyst', 'hive', 'nn1', '/data']) assert.ok(!text.includes(name), name)
  for (const { from, to, count } of replacements) {
    const word = new RegExp(`${to}(?!\\d)`, 'g')
    const places = replacements.filter((one) => one.to === to).reduce((sum, one) => sum + one.count, 0)
    assert.equal(text.match(word)?.length, places, from)
    assert.ok(count > 0)
  }
  assert.deepEqual(
    replacements.filter(({ kind }) => kind !== 'paths').map(({ from, to }) => `${from} ${to}`),
    ['nn1 host-1', 'analyst user-1', 'hive user-2'],
  )
  assert.deepEqual(
    [after.series, after.analysis.windows, after.analysis.model],
    [report.series, report.analysis.windows, report.analysis.model],
  )
})

test('one kind leaves the others', () => {
  const note = 'anna on nn1 read /user/anna/in.'
  assert.equal(noteAfter(note, ['hosts']), 'anna on host-1 read /user/anna/in.')
  assert.equal(noteAfter(note, ['users']), 'user-3 on nn1 read /user/user-3/in.')
  assert.equal(noteAfter(note, ['paths']), 'anna on nn1 read /path-1.')
  assert.equal(noteAfter(note, []), note)
})

test('hosts: in capitals, short, with ports, in addresses, in names of files, by number', () => {
  const after = (note: string): string => noteAfter(note, ['hosts'])
  assert.equal(after('NN1.PROD.example.com and nn1 and nn1:8020'), 'host-1 and host-1 and host-1:8020')
  assert.equal(after('hadoop-hdfs-namenode-nn1.prod.example.com.log'), 'hadoop-hdfs-namenode-host-1.log')
  assert.equal(
    after('hdfs://mycluster/a, dn7.example.com, 10.1.2.3:50010'),
    'hdfs://host-2/a, host-6, host-5:50010',
  )
  assert.equal(after('BP-491-10.20.30.40-1795360866638'), 'BP-491-host-4-1795360866638')
  assert.equal(after('fe80::1 at 16:06:38'), 'host-4 at 16:06:38')
})

test('users: principals with their short names, in commands, in keys; the command hdfs is none', () => {
  const after = (note: string): string => noteAfter(note, ['users'])
  assert.equal(after('etl/gw7.example.com@EXAMPLE.COM is etl'), 'user-1 is user-1')
  assert.equal(
    after("hdfs dfs -count -u, hdfs-site.xml; ugi=hdfs, grep 'ugi=anna'"),
    "hdfs dfs -count -u, hdfs-site.xml; ugi=user-2, grep 'ugi=user-3'",
  )
  assert.equal(
    after('hadoop.proxyuser.anna.hosts of bob@EXAMPLE.COM'),
    'hadoop.proxyuser.user-3.hosts of user-4',
  )
  assert.equal(after('getGroups(user=carl) took 9 ms'), 'getGroups(user=user-4) took 9 ms')
  assert.equal(
    after('The scheduler has put dora behind the others'),
    'The scheduler has put user-4 behind the others',
  )
  assert.equal(
    after('write lock held for 8,123 ms via FSNamesystem.delete (eva, /tmp/big)'),
    'write lock held for 8,123 ms via FSNamesystem.delete (user-4, /tmp/big)',
  )
})

test('paths: with blanks where they are told of, in addresses, of Windows; rates and usual places are none', () => {
  const after = (note: string): string => noteAfter(note, ['paths'])
  assert.equal(after('(most of them under /data/My Files/a)'), '(most of them under /path-1)')
  assert.equal(
    after('src=/a/b; hdfs://ns/a/b, /a/bc and /a.'),
    'src=/path-1; hdfs://ns/path-1, /path-2 and /path-3.',
  )
  assert.equal(after('C:\\dumps\\nn.json'), '/path-1')
  const kept =
    '54.9 /s, MB/s, and/or, /jmx, http://localhost:9870/jmx?qry=x, /var/log/hadoop-hdfs/*.log, 1 / 2'
  assert.equal(noteAfter(kept), kept)
})

test('keys, files, versions and metrics are no hosts', () => {
  const kept =
    'dfs.namenode.handler.count=10 in hdfs-site.xml, Hadoop 3.4.3, org.apache.hadoop.ipc, 0.25 to 1.5, e.g. this'
  assert.equal(noteAfter(kept), kept)
  const cause = madeCause({ evidence: [{ text: 'Calls', metric: 'anna', at: null }] })
  const report = madeReport()
  const incidents = [
    madeIncident({ users: [madeUser({ user: 'anna', operation: 'anna' })], causes: [cause] }),
  ]
  const after = redacted({ ...report, analysis: { ...report.analysis, incidents } }, ['users']).report
  const [incident] = after.analysis.incidents
  assert.equal(incident?.causes[0]?.evidence[0]?.metric, 'anna')
  assert.deepEqual([incident.users[0]?.user, incident.users[0]?.operation], ['user-1', 'anna'])
})

test('a host that is called as a pseudonym gets another one', () => {
  const report = madeReport()
  const source = { ...report.analysis.source, name: 'host-1', node: 'host-1:8020' }
  const after = redacted({ ...report, analysis: { ...report.analysis, source } }, ['hosts']).report
  assert.equal(after.analysis.source.node, 'host-2:8020')
})
