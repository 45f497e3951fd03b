// The form of an engine: what is typed, what the core is told, what cannot be saved.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Engine } from '../../../src-shared/contract/engines.ts'
import { draftOf, emptyDraft, hasTls, headerValues, readDraft } from './engine-draft.ts'

test('an address is enough: the name is its host', () => {
  assert.deepEqual(readDraft({ ...emptyDraft, url: ' http://prometheus.lab:9090/prefix ' }).input, {
    name: 'prometheus.lab',
    url: 'http://prometheus.lab:9090/prefix',
    headers: [],
    authentication: { kind: 'none' },
    tls: { ca: null, fingerprint: null, insecure: false },
    clusterLabel: null,
    mapping: [],
  })
})

test('what TLS needs is told only where there is TLS', () => {
  const draft = { ...emptyDraft, insecure: true, fingerprint: 'ab'.repeat(32) }
  assert.equal(hasTls({ url: 'HTTPS://mimir' }), true)
  assert.deepEqual(readDraft({ ...draft, url: 'http://a' }).input?.tls.insecure, false)
  assert.deepEqual(readDraft({ ...draft, url: 'https://a' }).input?.tls, {
    ca: null,
    fingerprint: 'ab'.repeat(32),
    insecure: true,
  })
})

test('headers without a name are left out; those with a value are tried', () => {
  const headers = [
    { name: ' X-Scope-OrgID ', value: 'hadoop' },
    { name: 'X-Kept', value: '' },
    { name: '', value: 'lost' },
  ]
  const draft = { ...emptyDraft, url: 'a', headers }
  assert.deepEqual(readDraft(draft).input?.headers, ['X-Scope-OrgID', 'X-Kept'])
  assert.deepEqual(headerValues(draft), { 'X-Scope-OrgID': 'hadoop' })
})

test('what cannot be saved is said by field', () => {
  const errorsOf = (change: Partial<typeof emptyDraft>) =>
    Object.keys(readDraft({ ...emptyDraft, url: 'https://a', ...change }).errors ?? {})
  assert.deepEqual(errorsOf({ url: ' ' }), ['url'])
  assert.deepEqual(errorsOf({ login: 'basic' }), ['user'])
  assert.deepEqual(errorsOf({ fingerprint: 'ab:cd' }), ['fingerprint'])
  assert.deepEqual(errorsOf({ ca: 'no certificate' }), ['ca'])
  assert.deepEqual(errorsOf({ clusterLabel: 'a-b' }), ['clusterLabel'])
  assert.deepEqual(errorsOf({ name: 'n'.repeat(101) }), ['name'])
  const header = (name: string) => ({ name, value: '' })
  assert.deepEqual(errorsOf({ headers: [header('a b')] }), ['headers'])
  assert.deepEqual(errorsOf({ headers: [header('X-A'), header('x-a')] }), ['headers'])
})

test('an engine comes back out of the form as it was; its secrets never went in', () => {
  const mapping = [
    { bean: 'Hadoop:service=NameNode,name=FSNamesystem', attribute: 'MissingBlocks', query: 'x{$node}' },
  ]
  const described = {
    name: 'prod',
    url: 'https://mimir/prometheus',
    headers: ['X-Scope-OrgID'],
    authentication: { kind: 'basic' as const, user: 'reader' },
    tls: { ca: '-----BEGIN CERTIFICATE-----', fingerprint: null, insecure: true },
    clusterLabel: 'hdfs',
    mapping,
  }
  const engine: Engine = {
    id: 1,
    ...described,
    secret: { name: 'engine-1', isSet: true },
    headerSecrets: [{ name: 'engine-1-header-1', isSet: true, header: 'X-Scope-OrgID' }],
    createdAt: 0,
  }
  const draft = draftOf(engine)
  assert.equal(draft.secret, '')
  assert.deepEqual(readDraft(draft, mapping).input, described)
})
