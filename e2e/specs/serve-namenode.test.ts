// The NameNode for trying things out, as its own process: queries, a pair that fails over, faults, restarts, rounds.
import assert from 'node:assert/strict'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { type JmxDocument, asJmxDocument } from '../../src-main/core/etl/document.ts'
import { identityOf } from '../../src-main/core/etl/identity.ts'
import { beansByName } from '../../src-main/core/etl/document.ts'
import { lightFile } from '../light-recording.ts'
import { asNode, HaPair, inRound, sinceRestart } from '../namenode/edited-documents.ts'
import { queried } from '../namenode/jmx-servlet.ts'
import { printed, productFolder, startProgram } from '../nnad-command.ts'
import { namenodeBean, recordedDocuments, singleDocument } from '../recordings.ts'

const program = path.join(productFolder, 'e2e/namenode/serve-namenode.ts')

async function served(context: TestContext, args: readonly string[]): Promise<readonly string[]> {
  const common = ['--recording', lightFile, '--documents', '20', '--port', '0', '--control', '0']
  const running = startProgram(process.execPath, [program, ...common, ...args])
  context.after(() => running.child.kill('SIGKILL'))
  const text = await printed(running, /control at .*\n/)
  return [...text.matchAll(/ at (\S+)/g)].map(([, url = '']) => url)
}

async function identityAt(url: string): Promise<ReturnType<typeof identityOf>> {
  const document = asJmxDocument(await (await fetch(`${url}/jmx`)).json()) ?? assert.fail(url)
  return identityOf(beansByName(document))
}

test('a pair of one cluster: failover, a fault for one of them, a restart', async (context) => {
  const [first = '', second = '', control = ''] = await served(context, ['--pair', '--speed', '10'])
  const post = (what: string, body = ''): Promise<Response> =>
    fetch(`${control}/${what}`, { method: 'POST', body })
  const before = await Promise.all([identityAt(first), identityAt(second)])
  assert.deepEqual(
    before.map(({ haState, node }) => [haState, node?.split(':')[0]]),
    [
      ['active', 'nn1'],
      ['standby', 'nn2'],
    ],
  )
  assert.equal(before[0].source, before[1].source)
  await post('failover')
  assert.equal((await identityAt(second)).haState, 'active')
  assert.equal((await identityAt(first)).haState, 'standby')
  await post('fault?node=nn1', '{"kind":"status","status":500}')
  assert.equal((await fetch(`${first}/jmx`)).status, 500)
  assert.equal((await fetch(`${second}/jmx`)).status, 200)
  await post('fault', 'null')
  assert.equal((await fetch(`${first}/jmx`)).status, 200)
  await post('restart?node=nn1')
  assert.notEqual((await identityAt(first)).startTime, before[0].startTime)
  assert.equal((await identityAt(second)).startTime, before[1].startTime)
  assert.equal((await post('explode')).status, 400)
  await post('stop?node=nn2')
  await assert.rejects(fetch(`${second}/jmx`))
  const state = await (await fetch(control)).text()
  assert.match(state, /"active": "nn2"/)
})

const document = singleDocument('3.4.3-main-baseline')
const namesIn = (query: string): readonly string[] =>
  (asJmxDocument(queried(document, new URLSearchParams(query))) ?? assert.fail(query)).beans.map(
    ({ name }) => name,
  )

test('queries are those of Hadoop’s servlet', () => {
  assert.equal(namesIn('').length, document.beans.length)
  const all = namesIn('qry=Hadoop:*')
  assert.ok(all.length > 20 && all.every((name) => name.startsWith('Hadoop:')))
  const own = namesIn('qry=Hadoop:service=NameNode,name=*')
  assert.ok(own.includes(namenodeBean('FSNamesystem')))
  // More properties than the pattern has: no match without a trailing star.
  assert.ok(!own.some((name) => name.includes('sub=')))
  assert.ok(namesIn('qry=Hadoop:service=NameNode,name=*,*').some((name) => name.includes('sub=')))
  assert.equal(namesIn('qry=Hadoop:service=NameNode,name=Rpc*').length, 4)
  assert.equal(namesIn('qry=java.lang:type=GarbageCollector,name=*').length, 2)
  assert.deepEqual(namesIn('qry=java.lang:type=Runtime'), ['java.lang:type=Runtime'])
  assert.deepEqual(namesIn('qry=Hadoop:service=DataNode,name=*'), [])
  assert.deepEqual(queried(document, new URLSearchParams('qry=nonsense')), {})
  const get = (text: string): object => queried(document, new URLSearchParams({ get: text }))
  const info = namenodeBean('NameNodeInfo')
  const modelerType = 'org.apache.hadoop.hdfs.server.namenode.FSNamesystem'
  assert.deepEqual(get(`${info}::Safemode`), { beans: [{ name: info, modelerType, Safemode: '' }] })
  assert.match(
    JSON.stringify(get(`${info}::None`)),
    /"result":"ERROR","message":"No attribute with name None/,
  )
  assert.match(JSON.stringify(get(info)), /query format is not as expected/)
})

test('rounds go on counting, a restart counts from zero, a pair shares its cluster', async () => {
  const recorded = (await recordedDocuments('light-3.3-cms', 30)).map(({ jmx }) => jmx)
  const [first = assert.fail(), last = assert.fail()] = [recorded[0], recorded.at(-1)]
  const transactions = (of: JmxDocument): number =>
    Number(beansByName(of).get(namenodeBean('NameNodeActivity'))?.['TransactionsNumOps'])
  const grown = transactions(last) - transactions(first)
  assert.ok(grown > 0)
  assert.equal(inRound(first, [first, last], 0), first)
  assert.equal(transactions(inRound(first, [first, last], 2)), transactions(first) + 2 * grown)
  const restarted = sinceRestart(last, first, 5000)
  assert.equal(transactions(restarted), grown)
  const identity = identityOf(beansByName(restarted))
  assert.deepEqual([identity.startTime, identity.namenodeStartTime], [5000, 5900])
  const pair = new HaPair('a')
  assert.equal(identityOf(beansByName(asNode(first, 'a', pair))).haState, 'active')
  pair.active = undefined
  assert.equal(identityOf(beansByName(asNode(first, 'a', pair))).haState, 'standby')
})
