// From files dropped with a dump to what rules read: imports of a real recording with logs, and what is left of them.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { recordingsFolder, temporaryFolder } from '../../../e2e/recordings.ts'
import type { ImportSummary } from '../../../src-shared/contract/imports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { testHost } from '../fixtures/test-host.ts'
import { auditLine, holdForms, logTime } from '../importer/attachments/fixtures/log-lines.ts'
import { type Services, createServices } from '../services.ts'
import { openReadable } from '../store/database.ts'
import { listNodes } from '../store/sources.ts'
import { readConfiguration } from './configuration.ts'
import { coveringLogs, readLogs, usualCalls } from './logs.ts'

const light = path.join(recordingsFolder, 'light-3.4-g1.jsonl.zst')
const other = path.join(recordingsFolder, 'light-3.3-g1.jsonl.zst')
/** Within the recording, which is in UTC. */
const start = Date.UTC(2026, 10, 22, 15, 52, 30)
const second = 1000
const incident = { from: start + 600 * second, to: start + 640 * second }
const baseline = [{ from: start, to: start + 590 * second }]
const nothingUsual = { calls: new Map(), seconds: 0 }

/** Ten minutes of two users, then 40 s in which etl deletes. */
function auditLog(): string {
  const lines: string[] = []
  for (let at = 0; at < 700; at += 1) {
    const time = start + at * second
    for (let call = 0; call < 4; call += 1)
      lines.push(auditLine(logTime(time + call), { src: `/warehouse/t/part-${call}` }))
    if (at % 10 === 0)
      lines.push(
        auditLine(logTime(time + 5), { user: 'etl (auth:SIMPLE)', command: 'delete', src: '/tmp/old' }),
      )
    if (time >= incident.from && time <= incident.to) {
      for (let call = 0; call < 20; call += 1)
        lines.push(
          auditLine(logTime(time + 10 + call), {
            user: 'etl (auth:SIMPLE)',
            command: 'delete',
            src: `/tmp/job-17/part-${call}`,
            allowed: call > 0,
          }),
        )
    }
  }
  return lines.join('')
}

const namenodeLog = (): string =>
  `${logTime(start)} INFO org.apache.hadoop.hdfs.server.namenode.FSImage: started\n` +
  holdForms['3.4'](logTime(incident.from + 9000)) +
  `${logTime(incident.from + 20_000)} INFO org.apache.hadoop.util.JvmPauseMonitor: Detected pause in JVM or host machine (eg GC): pause of approximately 3000ms\nGC pool 'G1 Old Generation' had collection(s): count=1 time=2900ms\n` +
  `${logTime(incident.from + 30_000)} WARN org.apache.hadoop.security.Groups: Potential performance problem: getGroups(user=john) took 6000 milliseconds.\n` +
  `${logTime(start + 3600 * second)} INFO org.apache.hadoop.hdfs.server.namenode.FSImage: ended\n`
const gcLog = (): string =>
  `[${new Date(incident.from + 20_100).toISOString().replace('Z', '+0000')}][info][gc] GC(3) Pause Full (Allocation Failure) 1000M->900M(1024M) 2950.000ms\n`
const site = (handlers: string): string =>
  `<configuration><property><name>dfs.namenode.handler.count</name><value>${handlers}</value></property><property><name>ssl.server.keystore.password</name><value>hunter2</value></property></configuration>`
const core = `<configuration><property><name>fs.defaultFS</name><value>hdfs://ns1</value><final>true</final></property><property><name>dfs.namenode.handler.count</name><value>1</value></property></configuration>`
const stacks = (): string =>
  `${logTime(incident.from + 5000).slice(0, 19)}\nFull thread dump OpenJDK 64-Bit Server VM (17 mixed mode):\n\n"IPC Server handler 0 on default port 9000" #60 daemon prio=5 tid=0x1 nid=0x1 waiting on condition [0x1]\n   java.lang.Thread.State: WAITING (parking)\n\tat org.apache.hadoop.hdfs.server.namenode.FSNamesystem.writeLock(FSNamesystem.java:1)\n\n`

async function newServices(
  context: TestContext,
): Promise<{ readonly services: Services; readonly data: string }> {
  const data = temporaryFolder(context)
  const services = await createServices(testHost({ dataFolder: data }))
  context.after(() => services.close())
  return { services, data }
}

function filesIn(context: TestContext, contents: Readonly<Record<string, string>>): string {
  const folder = path.join(temporaryFolder(context), 'case')
  mkdirSync(folder)
  for (const [name, content] of Object.entries(contents)) writeFileSync(path.join(folder, name), content)
  return folder
}

async function summaryOf(
  services: Services,
  paths: readonly string[],
  source?: number,
): Promise<ImportSummary> {
  return (await services.imports.start(paths, paths, source).outcome).summary
}

function readable(context: TestContext, data: string) {
  const db = openReadable(data)
  context.after(() => db.close())
  return db
}

test('a dump with configuration, thread dump and logs: what was found, and what the rules read', async (context) => {
  const { services, data } = await newServices(context)
  const folder = filesIn(context, {
    'audit.txt': auditLog(),
    'hadoop-hdfs-namenode-nn1.lab.log': namenodeLog(),
    'gc.log': gcLog(),
    'hdfs-site.xml': site('64'),
    'core-site.xml': core,
    'jstack-1.txt': stacks(),
  })
  const summary = await summaryOf(services, [light, folder])
  assert.deepEqual(summary.skipped, [])
  assert.deepEqual(
    summary.attachments.map(({ kind, count, events, secrets, node, zoneFrom }) => [
      kind,
      count,
      events,
      secrets,
      node,
      zoneFrom,
    ]),
    [
      ['audit', 3690, 0, 0, 'nn1.lab:9000', 'node'],
      ['configuration', 2, 0, 0, 'nn1.lab:9000', null],
      ['gc', 1, 1, 0, 'nn1.lab:9000', 'file'],
      ['namenode', 5, 3, 0, 'nn1.lab:9000', 'node'],
      ['configuration', 2, 0, 1, 'nn1.lab:9000', null],
      ['stacks', 1, 0, 0, 'nn1.lab:9000', 'node'],
    ],
  )
  const db = readable(context, data)
  const [node] = listNodes(db, 1)
  assert.ok(node)
  const owner = { source: 1, node: node.id }
  const logs = readLogs(db, owner, incident, usualCalls(db, owner, baseline))
  assert.deepEqual(coveringLogs(db, owner, incident), logs.files)
  assert.deepEqual(logs.files, { audit: true, namenode: true, gc: true, stacks: true })
  assert.deepEqual(logs.lockHolds, [
    {
      time: incident.from + 9000 - 8123,
      ms: 8123,
      mode: 'write',
      via: 'FSNamesystem.delete',
      user: 'etl',
      path: '/tmp/big',
    },
  ])
  // The monitor saw the same pause.
  assert.deepEqual(logs.pauses, [
    { time: incident.from + 20_100 - 2950, ms: 2950, collector: 'Pause Full (Allocation Failure)' },
  ])
  assert.deepEqual(logs.groupLookups, [{ time: incident.from + 24_000, ms: 6000, user: 'john' }])
  assert.deepEqual(logs.handlers, [{ doing: 'waits for the namesystem lock', threads: 1, of: 1 }])
  const [first, next] = logs.commands
  assert.deepEqual(
    [first?.user, first?.command, first?.count, first?.denied, first?.path],
    ['etl', 'delete', 825, 41, '/tmp/job-17'],
  )
  assert.ok(first?.usualPerSecond !== null && Math.abs((first?.usualPerSecond ?? 0) - 0.1) < 1e-9)
  assert.deepEqual(
    [next?.user, next?.command, next?.perSecond, next?.path],
    ['hdfs', 'open', 4, '/warehouse/t'],
  )

  const configuration = readConfiguration(db, 1, node.id, incident.from)
  assert.deepEqual(configuration.files, ['core-site.xml', 'hdfs-site.xml'])
  assert.equal(configuration.get('dfs.namenode.handler.count'), '64')
  assert.equal(configuration.get('fs.defaultFS'), 'hdfs://ns1')
  assert.equal(configuration.get('ssl.server.keystore.password'), '<redacted>')
  assert.equal(configuration.get('dfs.absent'), null)
})

test('a second import of the same files changes nothing; a log that has grown takes the place of its earlier self', async (context) => {
  const { services, data } = await newServices(context)
  const whole = auditLog()
  const begin = whole.slice(0, whole.length / 2).replace(/[^\n]*$/, '')
  const folder = filesIn(context, { 'audit.log': begin, 'hdfs-site.xml': site('64') })
  await summaryOf(services, [light, folder])
  const db = readable(context, data)
  const owner = { source: 1, node: listNodes(db, 1)[0]?.id ?? 0 }
  const all = () =>
    ['attachments', 'configurations', 'log_events', 'audit_digests', 'thread_dumps'].map((table) =>
      db.all(`SELECT * FROM ${table}`),
    )
  const calls = () =>
    readLogs(db, owner, { from: start, to: start + 1000 * second }, nothingUsual).commands.reduce(
      (sum, { count }) => sum + count,
      0,
    )
  const before = all()
  const again = await summaryOf(services, [folder])
  assert.deepEqual(
    again.attachments.map(({ known }) => known),
    [true, true],
  )
  assert.deepEqual(all(), before)
  assert.equal(calls(), begin.split('\n').length - 1)
  writeFileSync(path.join(folder, 'audit.log'), whole)
  const grown = await summaryOf(services, [folder])
  assert.deepEqual(
    grown.attachments.map(({ known }) => known),
    [false, true],
  )
  assert.equal(calls(), 3690)
  // The beginning alone, once more, takes nothing away.
  writeFileSync(path.join(folder, 'audit.log'), begin)
  assert.equal((await summaryOf(services, [folder])).attachments[0]?.known, true)
  assert.equal(calls(), 3690)
  // An excerpt beside the whole log counts nothing twice.
  const lines = whole.split('\n')
  writeFileSync(path.join(folder, 'audit.log'), lines.slice(1000, 3000).join('\n'))
  assert.equal((await summaryOf(services, [folder])).attachments[0]?.known, false)
  assert.ok(Math.abs(calls() - 3690) < 100, String(calls()))
})

test('rotated logs add up', async (context) => {
  const { services, data } = await newServices(context)
  const lines = auditLog().trimEnd().split('\n')
  const folder = filesIn(context, {
    'hdfs-audit.log.1': lines.slice(0, 1501).join('\n'),
    'hdfs-audit.log': lines.slice(1501).join('\n'),
  })
  await summaryOf(services, [light, folder])
  const db = readable(context, data)
  const { commands } = readLogs(
    db,
    { source: 1, node: 1 },
    { from: start, to: start + 1000 * second },
    nothingUsual,
  )
  assert.equal(
    commands.reduce((sum, { count }) => sum + count, 0),
    3690,
  )
  assert.ok(commands.every(({ usualPerSecond }) => usualPerSecond === null))
})

test('logs alone belong to the only source there is; with two of them somebody must say it, or their name does', async (context) => {
  const { services } = await newServices(context)
  const folder = filesIn(context, { 'audit.log': auditLog() })
  const refused = (code: string, text: RegExp) => (error: unknown) =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)
  await assert.rejects(summaryOf(services, [folder]), refused('BAD_INPUT', /import a \/jmx dump of it first/))
  await summaryOf(services, [light])
  assert.deepEqual(
    (await summaryOf(services, [folder])).attachments.map(({ source }) => source),
    [1],
  )
  await summaryOf(services, [other])
  await assert.rejects(
    summaryOf(services, [folder]),
    refused('BAD_INPUT', /audit\.log: .*--source 1 \(nn1\.lab\) or 2/),
  )
  assert.deepEqual(
    (await summaryOf(services, [folder], 2)).attachments.map(({ source }) => source),
    [2],
  )
  assert.throws(() => services.imports.start([folder], [folder], 9), refused('NOT_FOUND', /no source 9/))
})

test('beside documents of two sources a log without an owner is skipped with the choice, the rest is kept', async (context) => {
  const { services } = await newServices(context)
  const folder = filesIn(context, { 'audit.log': auditLog() })
  const summary = await summaryOf(services, [light, other, folder])
  assert.deepEqual([summary.sources.length, summary.attachments.length, summary.skippedCount], [2, 0, 1])
  assert.match(summary.skipped[0]?.reason ?? '', /--source/)
})

test('a GC log that counts from the start of the JVM is dated by the dump', async (context) => {
  const { services, data } = await newServices(context)
  const folder = filesIn(context, {
    'gc.log': '[100.500s][info][gc] GC(3) Pause Full (System.gc()) 1000M->900M(1024M) 500.000ms\n',
  })
  const summary = await summaryOf(services, [light, folder])
  const [gc] = summary.attachments
  const db = readable(context, data)
  const from = gc?.from ?? 0
  assert.ok(from > Date.UTC(2026, 10, 22) && from < Date.UTC(2026, 10, 23))
  const { pauses } = readLogs(db, { source: 1, node: 1 }, { from: from - 1000, to: from }, nothingUsual)
  assert.deepEqual(pauses, [{ time: from - 500, ms: 500, collector: 'Pause Full (System.gc())' }])
})

test('the configuration as of a time: of one name the latest before it, what runs above all', async (context) => {
  const { services, data } = await newServices(context)
  const folder = filesIn(context, { 'hdfs-site.xml': site('64') })
  await summaryOf(services, [light, folder])
  writeFileSync(path.join(folder, 'hdfs-site.xml'), site('128'))
  await summaryOf(services, [folder])
  const db = readable(context, data)
  const handlers = (at: number) => readConfiguration(db, 1, 1, at).get('dfs.namenode.handler.count')
  assert.equal(handlers(0), '64')
  assert.equal(handlers(Infinity), '128')
  const running = JSON.stringify({
    properties: [
      { key: 'dfs.namenode.handler.count', value: '10', isFinal: false, resource: 'hdfs-default.xml' },
      { key: 'dfs.x', value: '1', isFinal: false, resource: 'core-default.xml' },
    ],
  })
  writeFileSync(path.join(folder, 'conf.json'), running)
  await summaryOf(services, [folder])
  assert.equal(handlers(Infinity), '10')
  // Nodes of a nameservice are configured alike.
  assert.equal(readConfiguration(db, 1, 77, 0).get('dfs.x'), '1')
  assert.deepEqual(readConfiguration(db, 2, 1, 0).files, [])
})

test('a cancel in the midst of a log leaves nothing of it', async (context) => {
  const { services, data } = await newServices(context)
  await summaryOf(services, [light])
  const folder = filesIn(context, { 'audit.log': auditLog().repeat(120) })
  const { id, outcome } = services.imports.start([folder])
  const refused = assert.rejects(
    outcome,
    (error) => error instanceof DeclaredError && error.code === 'CANCELLED',
  )
  while ((services.jobs.get(id).progress?.done ?? 0) === 0) await wait(5)
  services.jobs.cancel(id)
  await refused
  const db = readable(context, data)
  for (const table of ['attachments', 'audit_digests']) assert.deepEqual(db.all(`SELECT * FROM ${table}`), [])
})

test('without anything handed over nothing is claimed', async (context) => {
  const { services, data } = await newServices(context)
  await summaryOf(services, [light])
  const db = readable(context, data)
  const owner = { source: 1, node: 1 }
  const logs = readLogs(db, owner, incident, usualCalls(db, owner, baseline))
  assert.deepEqual(logs.files, { audit: false, namenode: false, gc: false, stacks: false })
  assert.deepEqual([logs.lockHolds, logs.pauses, logs.commands, logs.handlers], [[], [], [], []])
})

test('figures that no time can be, times that no archive can have: nothing of that ends an import', async (context) => {
  const { services } = await newServices(context)
  const at = logTime(incident.from)
  const huge = '9'.repeat(400)
  const folder = filesIn(context, {
    'nn.log': `${namenodeLog()}${at} INFO org.apache.hadoop.util.JvmPauseMonitor: Detected pause in JVM or host machine (eg GC): pause of approximately ${huge}ms\n${at} INFO org.apache.hadoop.hdfs.server.namenode.FSNamesystem: FSNamesystem write lock held for ${huge} ms via\n`,
    'gc-8.log': `${huge}.123: [GC (Allocation Failure) 1K->1K(1K), 0.5000000 secs]\n1.000: [GC (Allocation Failure) 1K->1K(1K), 0.5000000 secs]\n`,
    'gc-17.log': `[${huge.slice(0, 60)}.1s][info][gc] GC(0) Pause Young (Normal) 512M->20M(1024M) 100.0ms\n[1.000s][info][gc] GC(1) Pause Young (Normal) 512M->20M(1024M) 100.0ms\n`,
  })
  const { attachments } = await summaryOf(services, [light, folder])
  assert.deepEqual(
    attachments.map(({ kind, events }) => [kind, events]),
    [
      ['gc', 1],
      ['gc', 1],
      ['namenode', 3],
    ],
  )
})

test('a baseline of several stretches counts no call twice, however it is cut', async (context) => {
  const { services, data } = await newServices(context)
  await summaryOf(services, [light, filesIn(context, { 'audit.log': auditLog() })])
  const db = readable(context, data)
  const owner = { source: 1, node: 1 }
  const whole = usualCalls(db, owner, [{ from: start - 86_400 * second, to: start + 86_400 * second }])
  const cut = usualCalls(db, owner, [
    { from: start, to: start + 305 * second },
    { from: start + 305 * second, to: start + 700 * second },
  ])
  assert.deepEqual(cut, whole)
  const sum = [...whole.calls.values()].reduce((all, { count }) => all + count, 0)
  assert.deepEqual([sum, whole.seconds], [3690, 700])
})
