// The form of a watch: what is typed, what the core is told, what cannot be saved.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Watch } from '../../../src-shared/contract/watches.ts'
import { addressesIn, draftOf, emptyDraft, hasTls, hostIn, needsSecret, readDraft } from './watch-draft.ts'

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'

test('one address is enough: the name is its host', () => {
  assert.deepEqual(readDraft({ ...emptyDraft, addresses: ' http://nn1.lab:9870 ' }).input, {
    name: 'nn1.lab',
    urls: ['http://nn1.lab:9870'],
    authentication: { kind: 'none' },
    tls: { ca: null, fingerprint: null, insecure: false },
    requests: 'sparing',
    pollSeconds: null,
  })
  assert.equal(hostIn('nn1:9870'), 'nn1')
  assert.equal(hostIn('https://user:secret@[::1]:9871/jmx'), '[::1]')
  assert.equal(hostIn(undefined), '')
})

test('addresses stand on lines, or with commas or blanks between them', () => {
  assert.deepEqual(addressesIn('http://a\n https://b, c:9870  '), ['http://a', 'https://b', 'c:9870'])
  assert.equal(hasTls({ addresses: 'http://a\nHTTPS://b' }), true)
  assert.equal(hasTls({ addresses: 'http://https' }), false)
})

test('what TLS needs is told only where there is TLS', () => {
  const draft = { ...emptyDraft, insecure: true, ca: pem, addresses: 'http://a' }
  assert.deepEqual(readDraft(draft).input?.tls, { ca: null, fingerprint: null, insecure: false })
  assert.deepEqual(readDraft({ ...draft, addresses: 'https://a' }).input?.tls, {
    ca: pem,
    fingerprint: null,
    insecure: true,
  })
})

test('what cannot be saved is said by field', () => {
  const errorsOf = (change: Partial<typeof emptyDraft>) =>
    Object.keys(readDraft({ ...emptyDraft, addresses: 'https://a', ...change }).errors ?? {})
  assert.deepEqual(errorsOf({ addresses: '' }), ['addresses'])
  assert.deepEqual(errorsOf({ login: 'simple' }), ['user'])
  assert.deepEqual(errorsOf({ every: 'often' }), ['every'])
  assert.deepEqual(errorsOf({ every: '0' }), ['every'])
  assert.deepEqual(errorsOf({ fingerprint: 'ab:cd' }), ['fingerprint'])
  assert.deepEqual(errorsOf({ ca: 'no certificate' }), ['ca'])
  assert.deepEqual(errorsOf({ name: 'n'.repeat(101) }), ['name'])
  assert.equal(readDraft({ ...emptyDraft, addresses: 'a', every: '2,5' }).input?.pollSeconds, 2.5)
})

test('a watch comes back out of the form as it was; its secret never went in', () => {
  const described = {
    name: 'prod',
    urls: ['https://nn1:9871', 'https://nn2:9871'],
    authentication: { kind: 'basic', user: 'monitor' },
    tls: { ca: pem, fingerprint: 'ab'.repeat(32), insecure: true },
    requests: 'full',
    pollSeconds: 30,
  } as const
  const watch: Watch = {
    ...described,
    urls: [...described.urls],
    id: 3,
    paused: false,
    secret: { name: 'watch-3', isSet: true },
    createdAt: 0,
    sourceId: null,
    nodes: [],
  }
  assert.equal(draftOf(watch).secret, '')
  assert.equal(needsSecret(draftOf(watch)), true)
  assert.equal(needsSecret(emptyDraft), false)
  assert.deepEqual(readDraft(draftOf(watch)).input, described)
})
