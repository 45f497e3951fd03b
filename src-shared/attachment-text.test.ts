// One line about a file of evidence.
import assert from 'node:assert/strict'
import test from 'node:test'
import { attachmentText } from './attachment-text.ts'
import type { Attachment } from './contract/imports.ts'

const log: Attachment = {
  kind: 'audit',
  place: 'case.zip › hdfs-audit.log.gz',
  source: 1,
  node: 'nn1.lab:8020',
  count: 1_204_332,
  events: 0,
  unread: 2,
  secrets: 0,
  from: Date.UTC(2026, 10, 22, 15, 54, 20),
  to: Date.UTC(2026, 10, 22, 16, 20, 0),
  zone: 'Europe/Berlin',
  zoneFrom: 'node',
  known: false,
}

test('a log: lines, time, in which zone it was read, whose it is', () => {
  assert.equal(
    attachmentText(log, 'UTC'),
    'audit log case.zip › hdfs-audit.log.gz: 1,204,332 lines, 2026-11-22 15:54:20 to 16:20:00 UTC (its clock read in ' +
      'Europe/Berlin, the NameNode’s zone); 2 torn lines left out; of nn1.lab:8020',
  )
  assert.match(attachmentText({ ...log, zoneFrom: 'machine' }, 'UTC'), /the zone of this machine: neither/)
  assert.doesNotMatch(attachmentText({ ...log, zoneFrom: 'file' }, 'UTC'), /clock/)
})

test('a configuration: keys and secrets; what was known says so', () => {
  const site = {
    ...log,
    kind: 'configuration',
    place: 'hdfs-site.xml',
    count: 212,
    unread: 0,
    secrets: 3,
  } as const
  const timeless = { ...site, from: null, to: null, zone: null, zoneFrom: null, node: null }
  assert.equal(attachmentText(timeless, 'UTC'), 'configuration hdfs-site.xml: 212 keys; 3 secrets left out')
  assert.match(attachmentText({ ...timeless, known: true }, 'UTC'), /; was there already$/)
})

test('a GC log and a NameNode log: what they tell of', () => {
  assert.match(attachmentText({ ...log, kind: 'gc', events: 12 }, 'UTC'), /; 12 pauses/)
  assert.match(
    attachmentText({ ...log, kind: 'namenode', events: 1200 }, 'UTC'),
    /; 1,200 long holds, pauses and look-ups/,
  )
})
