// The latest few results: made once, the oldest given up, failures forgotten.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Recent } from './recent.ts'

function counted(): { readonly made: string[]; readonly make: (key: string) => () => Promise<string> } {
  const made: string[] = []
  return {
    made,
    make: (key) => () => {
      made.push(key)
      return key === 'bad' ? Promise.reject(new Error('bad')) : Promise.resolve(key)
    },
  }
}

test('a result is made once, for those too who ask while it is made', async () => {
  const { made, make } = counted()
  const recent = new Recent<Promise<string>>(2)
  assert.deepEqual(await Promise.all([recent.get('a', make('a')), recent.get('a', make('a'))]), ['a', 'a'])
  assert.equal(await recent.get('a', make('a')), 'a')
  assert.deepEqual(made, ['a'])
})

test('the one not asked for longest goes first', async () => {
  const { made, make } = counted()
  const recent = new Recent<Promise<string>>(2)
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await recent.get(key, make(key))
  assert.deepEqual(made, ['a', 'b', 'c', 'b'])
})

test('a failure is told and made anew', async () => {
  const { made, make } = counted()
  const recent = new Recent<Promise<string>>(2)
  await assert.rejects(recent.get('bad', make('bad')), /bad/)
  await assert.rejects(recent.get('bad', make('bad')), /bad/)
  assert.deepEqual(made, ['bad', 'bad'])
})
