// What a text is told to be, by its content.
import assert from 'node:assert/strict'
import test from 'node:test'
import { assertInProportion } from '../../fixtures/in-proportion.ts'
import { auditLine, holdForms } from './fixtures/log-lines.ts'
import { mayBeRecognised, recognise } from './recognise.ts'

const time = '2026-11-22 15:54:20,123'
const told = (text: string) => {
  const head = Buffer.from(text)
  return mayBeRecognised(head) ? recognise(head) : undefined
}
const message = (logger: string): string => `${time} INFO ${logger}: something happened\n`

test('evidence, whatever it is called', () => {
  const cases = [
    [auditLine(time), 'log'],
    [`torn line of before\n${auditLine(time)}`, 'log'],
    [holdForms['2.10'](time), 'log'],
    [message('org.apache.hadoop.hdfs.server.namenode.FSEditLog'), 'log'],
    [message('BlockStateChange'), 'log'],
    // Cloudera's `%d{ISO8601} %p %c{1}: [%t]: %m%n`, Ambari's `%d{ISO8601} %-5p %c{2} (%F:%M(%L)) - %m%n`, one with the thread first.
    [`${time} INFO DatanodeManager: [IPC Server handler 3 on 8020]: x\n`, 'log'],
    [`${time} INFO  hdfs.StateChange (FSNamesystem.java:completeFile(2874)) - DIR* /user/hive/x\n`, 'log'],
    [`${time} WARN  [main] namenode.FSNamesystem: x\n`, 'log'],
    [`${time} INFO audit: [IPC Server handler 3 on 8020]: ${auditLine('').trimStart().slice(24)}`, 'log'],
    ['\uFEFF<?xml version="1.0"?>\n<!-- a --> <!-- b -->\n<configuration>\n', 'xml'],
    ['<configuration><property>', 'xml'],
    ['{"properties":[{"key":"a"', 'json'],
    ['2026-11-22 15:54:20\nFull thread dump OpenJDK 64-Bit Server VM (25.392-b08 mixed mode):\n', 'stacks'],
    ['Process Thread Dump: \n55 active threads\n', 'stacks'],
    ['[2026-11-22T15:54:20.123+0000][0.010s][info][gc] Using G1\n', 'gc'],
    ['[0.010s][info][gc] GC(0) Pause Young (Normal) 512M->20M(1024M) 1.0ms\n', 'gc'],
    ['2026-11-22T15:54:20.123+0000: 12.345: [GC (Allocation Failure) ...\n', 'gc'],
    ['OpenJDK 64-Bit Server VM (25.392-b08) for linux-amd64 JRE (1.8.0_392-b08)\n', 'gc'],
  ] as const
  for (const [text, kind] of cases) {
    assert.equal(told(text), kind, text)
    if (kind !== 'json') assert.equal(told(text.replaceAll('\n', '\r\n')), kind, text)
  }
})

test('other texts are left to the reader of documents, dumps foremost', () => {
  for (const text of [
    '',
    '{"beans":[]}',
    '[{"beans":[]}]',
    '[\n  {"beans":[]}',
    '# made by curl\n{"beans":[]}\n',
    'hello\n',
    '<html><configuration>',
    '[1,2]',
    '<!--',
    `${message('org.apache.hadoop.hdfs.server.namenode.FSEditLog')}{"beans":[]}`,
  ])
    assert.equal(told(text), undefined, text)
})

test('logs of other daemons are not taken for the NameNode’s', () => {
  for (const logger of [
    'org.apache.hadoop.hdfs.server.datanode.DataNode',
    'org.apache.hadoop.yarn.server.nodemanager.NodeManager',
    'org.apache.hadoop.util.JvmPauseMonitor',
    'org.apache.hadoop.hdfs.qjournal.server.Journal',
    'resourcemanager.RMAuditLogger',
    'DataNode',
    'datanode.DataNode (BPServiceActor.java:offerService(600)) - namenode.lab:8020 FSNamesystem',
    'impl.FsDatasetImpl',
    'org.apache.hadoop.hdfs.server.balancer.NameNodeConnector',
  ]) {
    const found = told(message(logger).repeat(3))
    assert.ok(typeof found === 'object' && found.unread.includes('none of a NameNode'), logger)
  }
})

test('neither are those that log by classes of the NameNode as well', () => {
  const journal =
    message('org.apache.hadoop.hdfs.server.namenode.FileJournalManager').repeat(20) +
    message('org.apache.hadoop.hdfs.qjournal.server.Journal')
  const secondary =
    message('org.apache.hadoop.hdfs.server.namenode.SecondaryNameNode') +
    message('org.apache.hadoop.hdfs.server.namenode.FSImage').repeat(20)
  for (const text of [journal, secondary]) assert.equal(typeof told(text), 'object')
})

test('hostile beginnings take no longer than their length', () => {
  for (const part of [
    '<!---->',
    '<?',
    '[a]',
    '2026-11-22 15:54:20,123 ',
    '{"properties"',
    'allowed=true ',
    '[',
  ])
    assertInProportion(part, 10_000, (count) => void told(part.repeat(count)))
})
