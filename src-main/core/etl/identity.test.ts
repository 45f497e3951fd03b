// Who answered, in the recorded documents and in edited ones.
import assert from 'node:assert/strict'
import test from 'node:test'
import { namenodeBean, singleDocument, withAttributes, withoutBeans } from '../../../e2e/recordings.ts'
import type { JmxDocument } from './document.ts'
import { beansByName } from './document.ts'
import { type Identity, engineBean, engineKey, identityOf } from './identity.ts'

const of = (document: JmxDocument): Identity => identityOf(beansByName(document))
const baseline = singleDocument('3.4.3-main-baseline')
const status = namenodeBean('NameNodeStatus')
const info = namenodeBean('NameNodeInfo')

test('versions, states and nodes of the recorded documents', () => {
  const facts = [
    ['2.10.2-cms-fresh-empty-top', '2.10.2', 'active', false, 'nn1.lab:9000'],
    ['2.10.2-cms-light-load', '2.10.2', 'active', false, 'nn1.lab:9000'],
    ['2.10.2-cms-safemode', '2.10.2', 'active', true, 'nn1.lab:9000'],
    ['3.3.6-cms-light-load', '3.3.6', 'active', false, 'nn1.lab:9000'],
    ['3.3.6-g1-fresh-empty-top', '3.3.6', 'active', false, 'nn1.lab:9000'],
    ['3.3.6-g1-safemode', '3.3.6', 'active', true, 'nn1.lab:9000'],
    ['3.4.3-g1-light-load', '3.4.3', 'active', false, 'nn1.lab:9000'],
    ['3.4.3-g1-safemode', '3.4.3', 'active', true, 'nn1.lab:9000'],
    ['3.4.3-standby', '3.4.3', 'standby', false, 'nn1.lab:9000'],
    ['3.4.3-main-baseline', '3.4.3', 'active', false, 'nn1.lab:8020'],
  ] as const
  for (const [name, version, haState, safeMode, node] of facts) {
    const identity = of(singleDocument(name))
    const { version: v, haState: h, safeMode: s, node: n } = identity
    assert.deepEqual([v, h, s, n], [version, haState, safeMode, node], name)
    assert.match(identity.source ?? '', /^CID-[-0-9a-f]+\/BP-[-0-9.]+$/, name)
    assert.ok(identity.startTime < identity.namenodeStartTime, name)
  }
})

test('the host of a loopback address is the metrics’ tag; a real one is kept', () => {
  const at = (hostAndPort: unknown): Identity =>
    of(withAttributes(baseline, status, { HostAndPort: hostAndPort }))
  for (const host of ['localhost', '127.0.0.1', '127.0.1.1', '0.0.0.0', ''])
    assert.deepEqual([at(`${host}:8020`).node, at(`${host}:8020`).clientPort], ['nn1.lab:8020', '8020'])
  assert.equal(at('nn2.lab:9000').node, 'nn2.lab:9000')
  for (const odd of ['nn2.lab', 'nn2.lab:', 'nn2.lab:port', 7, null])
    assert.deepEqual([at(odd).node, at(odd).clientPort], ['nn1.lab', undefined])
})

test('without tags a loopback address stays, and without anything there is no node', () => {
  const noTags = withoutBeans(baseline, (name) => /JvmMetrics|FSNamesystem$/.test(name))
  assert.equal(of(noTags).node, 'localhost:8020')
  assert.equal(of({ beans: [] }).node, undefined)
})

test('without NameNodeStatus the state is the tag’s', () => {
  assert.equal(
    of(withoutBeans(singleDocument('3.4.3-standby'), (name) => name === status)).haState,
    'standby',
  )
  const odd = withAttributes(baseline, status, { State: 'dancing' })
  assert.equal(of(odd).haState, 'unknown')
  for (const state of ['active', 'standby', 'observer', 'initializing', 'stopping'])
    assert.equal(of(withAttributes(baseline, status, { State: state })).haState, state)
})

test('an older NameNode has its version in one text with the revision', () => {
  const old = withAttributes(baseline, info, { SoftwareVersion: undefined, Version: '2.7.2, rb165c4fe' })
  assert.equal(of(old).version, '2.7.2')
})

test('half a cluster’s identity is one, none is none', () => {
  const cluster = (changes: Readonly<Record<string, unknown>>): string | undefined =>
    of(withAttributes(baseline, info, { ClusterId: 'C', BlockPoolId: 'B', ...changes })).source
  assert.equal(cluster({}), 'C/B')
  assert.equal(cluster({ BlockPoolId: undefined }), 'C/')
  assert.equal(cluster({ ClusterId: 7 }), '/B')
  assert.equal(cluster({ ClusterId: undefined, BlockPoolId: undefined }), undefined)
})

test('the two start times are kept apart, each unknown where its bean is absent', () => {
  const { startTime, namenodeStartTime } = of(baseline)
  assert.deepEqual([startTime, namenodeStartTime], [1795362132571, 1795362136127])
  assert.ok(Number.isNaN(of(withoutBeans(baseline, (name) => name === 'java.lang:type=Runtime')).startTime))
  assert.ok(Number.isNaN(of(withoutBeans(baseline, (name) => name === info)).namenodeStartTime))
})

test('the zone is the JVM’s property, where it names one that there is', () => {
  const runtime = 'java.lang:type=Runtime'
  const zone = (properties: unknown): string | undefined =>
    of(withAttributes(baseline, runtime, { SystemProperties: properties })).zone
  const named = (value: unknown): string | undefined =>
    zone([
      { key: 'os.name', value: 'Linux' },
      { key: 'user.timezone', value },
    ])
  assert.equal(of(baseline).zone, 'Etc/UTC')
  assert.equal(named('Asia/Kolkata'), 'Asia/Kolkata')
  for (const odd of ['', 'GMT+02:00', 'Nowhere/Land', 7, null, undefined, ['Etc/UTC']])
    assert.equal(named(odd), undefined, String(odd))
  for (const odd of [
    undefined,
    null,
    'user.timezone',
    {},
    [],
    [null, 'user.timezone', [], { key: 'user.timezone' }],
  ])
    assert.equal(zone(odd), undefined, JSON.stringify(odd))
  assert.equal(of(withoutBeans(baseline, (name) => name === runtime)).zone, undefined)
})

test('a document rebuilt from an engine’s series belongs to what the engine calls it', () => {
  const from = { engine: 'mimir', source: 'prod-a', node: 'nn1.lab:9404' }
  const rebuilt = of({ beans: [engineBean(from), ...baseline.beans] })
  assert.equal(rebuilt.source, 'engine mimir prod-a')
  assert.equal(rebuilt.source, engineKey(from))
  assert.deepEqual([rebuilt.node, rebuilt.clientPort], ['nn1.lab:9404', '9404'])
  assert.deepEqual([rebuilt.haState, rebuilt.version], ['active', '3.4.3'])
  const withoutPort = of({ beans: [engineBean({ ...from, node: 'nn1' })] })
  assert.deepEqual([withoutPort.node, withoutPort.clientPort], ['nn1', undefined])
  // One that says only half of it is none.
  assert.equal(of({ beans: [{ name: 'nnad:type=Engine', Engine: 'mimir' }] }).source, undefined)
})
