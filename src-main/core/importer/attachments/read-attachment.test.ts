// Files of evidence among dumps: plain and packed, damaged, endless; what is read of them and what is told as skipped.
import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { once } from 'node:events'
import test from 'node:test'
import { gzipOf, tarOf, zipOf, zstdOf } from '../sample-archives.ts'
import { gather, gatherBytes, inFolder, sample } from '../sample-input.ts'
import type { AttachmentPart } from './attachment-part.ts'
import { auditLine, holdForms, logTime } from './fixtures/log-lines.ts'

const time = '2026-11-22 15:54:20,123'
const log = auditLine(time).repeat(3) + holdForms['3.4'](time)
const site =
  '<configuration><property><name>dfs.replication</name><value>3</value></property></configuration>'
const dump = JSON.stringify(sample(1, 1_771_966_800_000))

type End = Extract<AttachmentPart, { type: 'end' }>
const isEnd = (part: AttachmentPart): part is End => part.type === 'end'

async function partsOf(name: string, bytes: string | Buffer) {
  const parts: AttachmentPart[] = []
  const { found, skipped } = await gatherBytes(name, bytes, { onAttachment: (part) => void parts.push(part) })
  const kinds = parts.flatMap((part) => (part.type === 'begin' ? part.kind : []))
  return { parts, found, skipped, kinds, ends: parts.filter(isEnd) }
}

test('plain, compressed, in archives; documents beside them are read as ever', async () => {
  const contents = { 'a.json': dump, 'conf/hdfs-site.xml': site, 'x.log': log }
  for (const bytes of [
    await zipOf(contents),
    await tarOf(contents),
    gzipOf(await tarOf(contents)),
    await zipOf({ ...contents, 'x.log': zstdOf(log) }),
  ]) {
    const { kinds, found, skipped, ends } = await partsOf('case.bin', bytes)
    assert.deepEqual(kinds, ['configuration', 'audit', 'namenode'])
    assert.deepEqual([found.length, skipped], [1, []])
    assert.deepEqual(
      ends.map(({ count }) => count),
      [1, 3, 1],
    )
  }
  const { parts } = await partsOf('renamed.txt', gzipOf(log))
  assert.deepEqual(parts[0], {
    type: 'begin',
    key: 0,
    kind: 'audit',
    name: 'renamed.txt',
    place: 'renamed.txt',
    mtime: parts[0]?.type === 'begin' ? parts[0].mtime : 0,
  })
})

test('without anybody to take them they are files without documents', async () => {
  const { skipped } = await gatherBytes('x.log', log)
  assert.match(skipped[0]?.reason ?? '', /no JSON/)
})

test('the same content has the same head, a grown one as well; others have not', async () => {
  const long = Array.from({ length: 100 }, (_, index) =>
    auditLine(logTime(1_795_362_860_000 + index * 7)),
  ).join('')
  const headOf = async (text: string | Buffer): Promise<string | undefined> =>
    (await partsOf('x', text)).ends[0]?.head
  assert.equal(await headOf(long), await headOf(zstdOf(long + log)))
  assert.notEqual(await headOf(long), await headOf(log + long))
  assert.equal(await headOf(site), await headOf(`<!-- c -->${site}`))
})

test('a damaged stream gives what came before, and is told', async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) =>
    auditLine(logTime(1_795_362_860_000 + index * 7), { src: `/${Math.sin(index)}` }),
  )
  const packed = gzipOf(lines.join(''))
  const { ends, skipped } = await partsOf('x.gz', packed.subarray(0, packed.length / 2))
  assert.ok((ends[0]?.count ?? 0) > 1000)
  assert.equal(skipped.length, 1)
})

test('what cannot be read is told in a sentence', async () => {
  const told = async (bytes: string | Buffer): Promise<string> => {
    const { parts, skipped } = await partsOf('x', bytes)
    assert.deepEqual(parts, [])
    return skipped.map(({ reason }) => reason).join()
  }
  assert.match(await told(site.slice(0, -5)), /configuration that cannot be read: truncated/)
  assert.match(await told(Buffer.from(`\uFEFF${site}`, 'utf16le')), /UTF-16/)
  assert.match(await told(Buffer.from(log, 'utf16le')), /binary data/)
  assert.match(
    await told(`${time} INFO org.apache.hadoop.hdfs.server.datanode.DataNode: x\n`),
    /none of a NameNode/,
  )
  assert.match(
    (await partsOf('gc-datanode.log', '[0.010s][info][gc] Using G1\n')).skipped[0]?.reason ?? '',
    /another daemon/,
  )
  assert.match(await told('[info][gc] GC(0) Pause Young (Normal) 512M->20M(1024M) 1.0ms\n'), /say no time/)
  assert.match(await told(`<configuration>${' '.repeat(17 * 2 ** 20)}</configuration>`), /more than/)
})

test('thread dumps of other daemons have no end, so that nothing of them stays', async () => {
  const jstack =
    'Full thread dump OpenJDK:\n\n"IPC Server handler 0 on 9867" #1 daemon prio=5\n\tat org.apache.hadoop.hdfs.server.datanode.DataNode.x(DataNode.java:1)\n'
  const { ends, skipped } = await partsOf('jstack.txt', jstack)
  assert.deepEqual(ends, [])
  assert.match(skipped[0]?.reason ?? '', /none of a NameNode/)
})

test('a file in Latin 1 is read as it says', async () => {
  const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>${site.replace('3', 'größe')}`
  const { parts } = await partsOf('x.xml', Buffer.from(xml, 'latin1'))
  assert.deepEqual(
    parts.find(({ type }) => type === 'settings'),
    { type: 'settings', key: 0, settings: [['dfs.replication', 'größe', false]] },
  )
})

test('secrets are gone before anything leaves the reader', async () => {
  const xml = site.replace(
    '</configuration>',
    '<property><name>fs.s3a.secret.key</name><value>hunter2hunter2</value></property></configuration>',
  )
  const { parts, ends } = await partsOf('core-site.xml', xml)
  assert.ok(!JSON.stringify(parts).includes('hunter2'))
  assert.equal(ends[0]?.secrets, 1)
})

test('100 MB of log take little memory', { timeout: 60_000 }, async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'hdfs-audit.log')
    const out = createWriteStream(file)
    const perBlock = 5000
    for (let block = 0; block < 100; block += 1) {
      const lines = Array.from({ length: perBlock }, (_, index) => {
        const number = block * perBlock + index
        return auditLine(logTime(1_795_362_860_000 + number * 20), {
          user: `u${number % 50} (auth:SIMPLE)`,
          src: `/warehouse/part-${number}/${'x'.repeat(80)}`,
        })
      })
      if (!out.write(lines.join(''))) await once(out, 'drain')
    }
    out.end()
    await once(out, 'close')
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5)
    let count = 0
    const take = (part: AttachmentPart): void => {
      if (part.type === 'end') ({ count } = part)
    }
    await gather([file], { onAttachment: take })
    clearInterval(watch)
    assert.equal(count, 500_000)
    assert.ok(most - before < 160 * 2 ** 20, `${(most - before) / 2 ** 20} MB`)
  })
})

test('a GC log is another daemon’s by its name or its folder’s, not by those around them', async () => {
  const gc = '[0.010s][info][gc] GC(0) Pause Young (Normal) 512M->20M(1024M) 10.0ms\n'
  const names = [
    'hive-case/logs/gc.log',
    'hive/namenode-gc.log',
    'spark/secondarynamenode-gc.log',
    'kms/gc.log',
  ]
  const { ends, skipped } = await partsOf(
    'x.zip',
    await zipOf(Object.fromEntries(names.map((name) => [name, gc]))),
  )
  assert.deepEqual([ends.length, skipped.length], [2, 2])
})

test('two thread dumps that begin alike are two', async () => {
  const idle = Array.from(
    { length: 200 },
    (_, index) => `Thread ${index} (idle):\n  State: WAITING\n  Blocked count: 0\n  Stack:\n`,
  ).join('')
  const stacksOf = (method: string): string =>
    `Process Thread Dump: \n200 active threads\n${idle}Thread 300 (IPC Server handler 0 on 8020):\n  Stack:\n    org.apache.hadoop.hdfs.server.namenode.NameNodeRpcServer.${method}(NameNodeRpcServer.java:1)\n`
  const headOf = async (text: string) => (await partsOf('stacks.txt', text)).ends[0]?.head
  assert.notEqual(await headOf(stacksOf('delete')), await headOf(stacksOf('create')))
  assert.equal(await headOf(stacksOf('delete')), await headOf(stacksOf('delete')))
})

test('names of entries lose their control characters', async () => {
  const { parts } = await partsOf('x.zip', await zipOf({ 'a\u001b[31m.xml': site }))
  assert.ok(parts.every((part) => part.type !== 'begin' || part.name === 'a?[31m.xml'))
})
