// Sparing requests bring all that readings are made of: compared with the whole document's, on every recorded version.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { type ReplayingNameNode, startNameNode } from '../../../e2e/namenode/replaying-namenode.ts'
import { namenodeBean, singleDocument, withAttributes } from '../../../e2e/recordings.ts'
import { asJmxDocument, type JmxDocument } from '../etl/document.ts'
import { readingOf } from '../etl/reading.ts'
import { witnessOf } from '../evidence/witness-document.ts'
import { parseJson } from '../importer/json-text.ts'
import { JmxSession, type Poll } from './jmx-session.ts'
import { jmxUrl, systemTls } from './jmx-target.ts'

const names = [
  '2.10.2-cms-light-load',
  '2.10.2-cms-safemode',
  '3.3.6-cms-light-load',
  '3.3.6-g1-light-load',
  '3.3.6-g1-fresh-empty-top',
  '3.4.3-g1-light-load',
  '3.4.3-main-baseline',
  '3.4.3-standby',
]

/** As many DataNodes as make the pattern's answer larger than 256 kB. */
const withManyNodes = (document: JmxDocument, bytes = 300_000): JmxDocument =>
  withAttributes(document, namenodeBean('NameNodeInfo'), { LiveNodes: 'x'.repeat(bytes) })

/** Beans of FairCallQueue as Hadoop registers them. */
const withQueues = (document: JmxDocument): JmxDocument => ({
  beans: [
    ...document.beans,
    { name: 'Hadoop:service=ipc.8020,name=FairCallQueue', modelerType: 'F', OverflowedCalls: [0, 3] },
    {
      name: namenodeBean('DecayRpcSchedulerMetrics2.ipc.8020'),
      modelerType: 'D',
      'Caller(etl).Volume': 12,
      'Caller(etl).Priority': 3,
    },
  ],
})

interface Scene {
  readonly namenode: ReplayingNameNode
  readonly session: JmxSession
  time: number
}

async function scene(context: TestContext, ...documents: readonly JmxDocument[]): Promise<Scene> {
  const namenode = await startNameNode(context, {
    documents: documents.map((jmx, index) => ({
      jmx,
      text: Buffer.from(JSON.stringify(jmx)),
      wrapped: false,
      time: index,
      timeFrom: 'file',
      input: '',
    })),
    isPretty: true,
  })
  const target = {
    url: jmxUrl(namenode.url),
    authentication: { kind: 'none' },
    tls: systemTls,
    requests: 'sparing',
  } as const
  const own: Scene = {
    namenode,
    time: 0,
    session: new JmxSession(target, {
      clock: { now: () => own.time },
      secret: () => Promise.resolve(undefined),
    }),
  }
  context.after(() => own.session.close())
  return own
}

const documentIn = ({ body }: Poll): JmxDocument =>
  asJmxDocument(parseJson(body.toString())) ?? assert.fail('no document')

/** What is made of a document; when the JVM started is asked for now and then only. */
const madeOf = (document: JmxDocument): unknown => {
  const reading = readingOf(document, 0)
  return [{ ...reading, identity: { ...reading.identity, startTime: 0, zone: '' } }, witnessOf(document, 0)]
}

for (const name of names) {
  test(`${name}: readings and witnesses by pattern and by beans equal the document's`, async (context) => {
    const document = withQueues(singleDocument(name))
    const large = withManyNodes(document)
    const { namenode, session } = await scene(context, document, document, large, large, large)
    const polls: Poll[] = []
    for (let count = 0; count < 5; count += 1) polls.push(await session.poll(5000))
    assert.deepEqual(
      polls.map(({ requests }) => requests),
      ['pattern', 'pattern', 'pattern', 'beans', 'beans'],
    )
    for (const poll of polls) assert.deepEqual(madeOf(documentIn(poll)), madeOf(document))
    const [first, second, , fourth, last] = polls.map((poll) => readingOf(documentIn(poll), 0).identity)
    assert.deepEqual(first, readingOf(document, 0).identity)
    assert.ok(Number.isNaN(second?.startTime))
    assert.deepEqual(fourth, first)
    assert.ok(Number.isNaN(last?.startTime))
    assert.ok((polls.at(-1)?.body.length ?? Infinity) < 150_000)
    assert.equal(namenode.connections, 1)
    assert.equal(namenode.served.length, 5)
  })
}

test('without queues nobody asks for them each time; Runtime comes again after an hour and after a restart', async (context) => {
  const document = singleDocument('3.4.3-main-baseline')
  const own = await scene(context, document)
  const { namenode, session } = own
  const asked = async (): Promise<string[]> => {
    const before = namenode.queries.length
    await session.poll(5000)
    return namenode.queries.slice(before).map((query) => query.replace('qry=', ''))
  }
  const each = [
    'Hadoop:service=NameNode,name=*',
    'java.lang:type=GarbageCollector,name=*',
    'java.lang:type=OperatingSystem',
  ]
  const all = [...each, 'Hadoop:service=ipc.*,name=*', 'java.lang:type=Runtime']
  assert.deepEqual(await asked(), all)
  own.time += 10_000
  assert.deepEqual(await asked(), each)
  own.time += 3_600_000
  assert.deepEqual(await asked(), all)
  namenode.restart()
  assert.deepEqual(await asked(), all)
  assert.deepEqual(await asked(), each)
})

test('at the limit of the pattern it does not change to and fro: back after an hour, and only when well below', async (context) => {
  const document = singleDocument('3.4.3-main-baseline')
  const bytesFor = (size: number): JmxDocument => withManyNodes(document, size)
  const sizes = [250_000, 150_000, 150_000, 170_000, 100_000, 100_000, 170_000, 100_000]
  const own = await scene(context, ...sizes.map(bytesFor))
  const requests: string[] = []
  for (const [index] of sizes.entries()) {
    // The pattern is tried again at the fourth (still large), and at the sixth (small).
    if (index === 3 || index === 5) own.time += 3_600_001
    requests.push((await own.session.poll(5000)).requests)
  }
  assert.deepEqual(requests, [
    'pattern',
    'beans',
    'beans',
    'pattern',
    'beans',
    'pattern',
    'pattern',
    'pattern',
  ])
})

test('a NameNode that starts is a document, by pattern and by beans', async (context) => {
  const document = singleDocument('3.4.3-main-baseline')
  const { namenode, session } = await scene(context, withManyNodes(document))
  namenode.fault = { kind: 'starting' }
  const first = await session.poll(5000)
  assert.equal(readingOf(documentIn(first), 0).identity.source, undefined)
  namenode.fault = undefined
  await session.poll(5000)
  namenode.fault = { kind: 'starting' }
  const second = await session.poll(5000)
  assert.equal(second.requests, 'beans')
  assert.equal(readingOf(documentIn(second), 0).identity.source, undefined)
  namenode.fault = undefined
  const third = await session.poll(5000)
  assert.deepEqual(readingOf(documentIn(third), 0).identity, readingOf(document, 0).identity)
})
