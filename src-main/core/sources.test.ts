// The service of sources: what it lists, and which one is meant when nobody said.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../src-shared/errors.ts'
import { testHost } from './fixtures/test-host.ts'
import { Baselines } from './retraining/baselines.ts'
import { Sources } from './sources.ts'
import { insertGroup } from './store/documents.ts'
import { sampleAt, temporaryStore } from './store/fixtures/temporary-store.ts'
import { insertSamples } from './store/samples.ts'
import { ensureNode, ensureSource } from './store/sources.ts'

const isDeclared = (code: string) => (error: unknown) => error instanceof DeclaredError && error.code === code

test('counts and times of a source are those of all its nodes', (context) => {
  const { db, source, node } = temporaryStore(context)
  const standby = ensureNode(db, source, 'nn0:8020')
  ensureNode(db, source, 'nn2:8020')
  insertGroup(
    db,
    node,
    Buffer.from('g'),
    [30, 10].map((time) => ({ time, wrapped: false })),
    [1, 1],
  )
  insertGroup(db, standby, Buffer.from('g'), [{ time: 50, wrapped: true }], [1])
  insertSamples(db, node, [sampleAt(10)])
  const bare = { version: null, haState: 'unknown', zone: null }
  assert.deepEqual(new Sources(db, new Baselines({ db, host: testHost() })).list(), [
    {
      id: source,
      key: 'CID-1/BP-1',
      name: 'nn1',
      documents: 3,
      samples: 1,
      first: 10,
      last: 50,
      nodes: [
        { ...bare, name: 'nn0:8020', documents: 1, samples: 0, first: 50, last: 50 },
        { ...bare, name: 'nn1:8020', documents: 2, samples: 1, first: 10, last: 30 },
        { ...bare, name: 'nn2:8020', documents: 0, samples: 0, first: null, last: null },
      ],
      baseline: null,
    },
  ])
})

test('the given source, else the one with the latest data', (context) => {
  const { db, source, node } = temporaryStore(context)
  const sources = new Sources(db, new Baselines({ db, host: testHost() }))
  const second = ensureSource(db, 'CID-2/BP-2', 'nn2')
  insertGroup(db, node, Buffer.from('g'), [{ time: 5, wrapped: false }], [1])
  assert.equal(sources.choose(undefined, 'training'), source)
  assert.equal(sources.choose(second, 'training'), second)
  assert.deepEqual(
    [sources.get(second).first, sources.get(second).last, sources.get(second).documents],
    [null, null, 0],
  )
})

test('an unknown source is NOT_FOUND; without any there is NO_DATA', (context) => {
  const { db } = temporaryStore(context)
  const sources = new Sources(db, new Baselines({ db, host: testHost() }))
  assert.throws(() => sources.get(99), isDeclared('NOT_FOUND'))
  assert.throws(() => sources.choose(99, 'training'), isDeclared('NOT_FOUND'))
  db.run('DELETE FROM sources')
  assert.throws(() => sources.choose(undefined, 'training'), isDeclared('NO_DATA'))
})
