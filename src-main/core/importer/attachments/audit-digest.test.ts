// Audit logs → calls by 10 s, user and command.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { assertInProportion } from '../../fixtures/in-proportion.ts'
import type { AuditBucket } from './attachment-part.ts'
import { AuditDigest } from './audit-digest.ts'
import { auditLine, logTime } from './fixtures/log-lines.ts'

function digestOf(...blocks: readonly string[]): {
  readonly digest: AuditDigest
  readonly buckets: AuditBucket[]
} {
  const digest = new AuditDigest()
  const buckets: AuditBucket[] = []
  for (const text of blocks) {
    digest.begin(text)
    for (let start = 0; start < text.length;) {
      const found = text.indexOf('\n', start)
      const end = found < 0 ? text.length : found
      digest.take(start, end)
      start = end + 1
    }
    digest.endBlock()
    buckets.push(...digest.closed(false))
  }
  return { digest, buckets: [...buckets, ...digest.closed(true)] }
}

const at = (text: string): number => Date.parse(`${text.replace(' ', 'T').replace(',', '.')}Z`)

test('user, command, calls, denials and paths, by 10 s', () => {
  const text =
    auditLine('2026-11-22 15:54:20,123', { src: '/a/x' }) +
    auditLine('2026-11-22 15:54:29,999', { src: '/a/x', allowed: false }) +
    // A command with options, a proxy user, a Kerberos name.
    auditLine('2026-11-22 15:54:29,999', {
      user: 'alice@EXAMPLE.COM (auth:PROXY) via hive/hs2.lab@EXAMPLE.COM (auth:KERBEROS)',
      command: 'rename (options=[OVERWRITE])',
      src: '/b',
    }) +
    auditLine('2026-11-22 15:54:30,000', { src: '/a/y' })
  const { digest, buckets } = digestOf(text)
  assert.deepEqual(buckets, [
    {
      time: at('2026-11-22 15:54:20,000'),
      rows: [
        { user: 'hdfs', command: 'open', count: 2, denied: 1, paths: [['/a/x', 2]] },
        {
          user: 'alice@EXAMPLE.COM',
          command: 'rename (options=[OVERWRITE])',
          count: 1,
          denied: 0,
          paths: [['/b', 1]],
        },
      ],
      rest: 0,
    },
    {
      time: at('2026-11-22 15:54:30,000'),
      rows: [{ user: 'hdfs', command: 'open', count: 1, denied: 0, paths: [['/a/y', 1]] }],
      rest: 0,
    },
  ])
  assert.deepEqual([digest.lines, digest.unread, digest.clock], [4, 0, 'wall'])
  assert.deepEqual(
    [digest.span.first, digest.span.last],
    [at('2026-11-22 15:54:20,123'), at('2026-11-22 15:54:30,000')],
  )
})

test('forms of the line: log4j’s classes, the console of Hadoop 2, CRLF, a shipper’s prefix, spaces for tabs, a zone, a caller', () => {
  const fields =
    'allowed=true\tugi=hdfs (auth:SIMPLE)\tip=/10.0.3.17\tcmd=delete\tsrc=/a\tdst=null\tperm=null\tproto=rpc'
  const forms = [
    `2026-11-22 15:54:20,123 INFO org.apache.hadoop.hdfs.server.namenode.FSNamesystem.audit: ${fields}`,
    `26/11/22 15:54:20 INFO FSNamesystem.audit: ${fields}`,
    `2026-11-22 15:54:20,123 INFO FSNamesystem.audit: ${fields}\r`,
    `Nov 22 15:54:20 nn1 hdfs: 2026-11-22 15:54:20,123 INFO FSNamesystem.audit: ${fields}`,
    `2026-11-22 15:54:20,123 INFO FSNamesystem.audit: ${fields.replaceAll('\t', ' ')}`,
    `2026-11-22T16:54:20,123+0100 INFO FSNamesystem.audit: ${fields}`,
    `2026-11-22 15:54:20,123 INFO FSNamesystem.audit: ${fields}\tcallerContext=SPARK_TASK_1:src=/no`,
  ]
  for (const form of forms) {
    const [bucket] = digestOf(form).buckets
    assert.equal(bucket?.time, at('2026-11-22 15:54:20,000'), form)
    assert.deepEqual(
      bucket.rows,
      [{ user: 'hdfs', command: 'delete', count: 1, denied: 0, paths: [['/a', 1]] }],
      form,
    )
  }
  assert.equal(digestOf(forms[5] ?? '').digest.clock, 'utc')
})

test('torn lines are counted and cost no other one', () => {
  const whole = auditLine('2026-11-22 15:54:20,123')
  for (let cut = 60; cut < whole.length - 60; cut += 1) {
    const { digest, buckets } = digestOf(`${whole.slice(0, cut)}\n${whole}${whole.slice(cut)}`)
    const counted = buckets.flatMap(({ rows }) => rows).reduce((sum, { count }) => sum + count, 0)
    assert.equal(counted, digest.lines, String(cut))
    assert.ok(digest.lines >= 1 && digest.lines <= 3)
  }
  const { digest } = digestOf('2026-11-22 15:54:20,123 INFO FSNamesystem.audit: allowed=true\tugi=hd')
  assert.deepEqual([digest.lines, digest.unread], [0, 1])
})

test('every call is counted once, in whatever order and blocks lines come', () => {
  const start = at('2026-11-22 15:54:00,000')
  const calls = fc.array(
    fc.record({
      second: fc.nat({ max: 3000 }),
      user: fc.constantFrom('hdfs', 'etl', 'spark'),
      command: fc.constantFrom('open', 'create', 'rename (options=[NONE])'),
      ends: fc.boolean(),
    }),
    { maxLength: 200 },
  )
  fc.assert(
    fc.property(calls, (all) => {
      const blocks = ['']
      for (const { second, user, command, ends } of all) {
        const line = auditLine(logTime(start + second * 1000), { user: `${user} (auth:SIMPLE)`, command })
        blocks.push(`${blocks.pop() ?? ''}${line}`, ...(ends ? [''] : []))
      }
      const found = new Map<string, number>()
      for (const { time, rows } of digestOf(...blocks).buckets) {
        for (const { user, command, count } of rows) {
          const key = `${time} ${user} ${command}`
          found.set(key, (found.get(key) ?? 0) + count)
        }
      }
      const wanted = new Map<string, number>()
      for (const { second, user, command } of all) {
        const key = `${start + Math.floor(second / 10) * 10_000} ${user} ${command}`
        wanted.set(key, (wanted.get(key) ?? 0) + 1)
      }
      assert.deepEqual([...found].sort(), [...wanted].sort())
    }),
  )
})

test('many users: the most frequent ones by name, no call lost', () => {
  const lines = Array.from({ length: 5000 }, (_, index) =>
    auditLine('2026-11-22 15:54:20,123', {
      user: index % 2 === 0 ? 'busy (auth:SIMPLE)' : `u${index} (auth:SIMPLE)`,
    }),
  )
  const [bucket] = digestOf(lines.join('')).buckets
  assert.equal(bucket?.rows.length, 200)
  assert.deepEqual([bucket.rows[0]?.user, bucket.rows[0]?.count], ['busy', 2500])
  assert.equal(
    bucket.rows.reduce((sum, { count }) => sum + count, bucket.rest),
    5000,
  )
})

test('of many paths the frequent ones are named, the others by their folder', () => {
  const lines = Array.from({ length: 3000 }, (_, index) =>
    auditLine('2026-11-22 15:54:20,123', { src: index % 2 === 0 ? '/hot' : `/tmp/job/part-${index}` }),
  )
  const [row] = digestOf(lines.join('')).buckets[0]?.rows ?? []
  assert.deepEqual(
    row?.paths.map(([path]) => path),
    ['/hot', '/tmp/job'],
  )
  const [, hot = 0] = row.paths[0] ?? []
  assert.ok(Math.abs(hot - 1500) < 600, String(hot))
})

test('a block of openings that never go on takes no longer than its length', () => {
  assertInProportion('openings', 50_000, (count) => {
    assert.equal(digestOf('allowed=\n'.repeat(count)).digest.lines, 0)
  })
})
