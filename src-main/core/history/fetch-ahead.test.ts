// Work under way at once: its limit, its order, its errors.
import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Slots, inOrder } from './fetch-ahead.ts'

async function* works<T>(list: readonly (() => Promise<T>)[]): AsyncGenerator<() => Promise<T>> {
  for (const work of list) yield await Promise.resolve(work)
}

test('no more than so many run at once, and all run', async () => {
  const slots = new Slots(3)
  let running = 0
  let most = 0
  const one = async (): Promise<void> => {
    running += 1
    most = Math.max(most, running)
    await wait(2)
    running -= 1
  }
  await Promise.all([
    ...Array.from({ length: 10 }, () => slots.run(one)),
    assert.rejects(
      slots.run(() => Promise.reject(new Error('its own'))),
      /its own/,
    ),
  ])
  assert.deepEqual([most, running], [3, 0])
})

test('results come in the order in which they were wanted, begun ahead', async () => {
  const begun: number[] = []
  const list = [30, 1, 10, 1].map((ms, index) => async () => {
    begun.push(index)
    await wait(ms)
    return index
  })
  const got: number[] = []
  for await (const result of inOrder(works(list), 3)) {
    if (got.length === 0) assert.deepEqual(begun, [0, 1, 2])
    got.push(result)
  }
  assert.deepEqual(got, [0, 1, 2, 3])
})

test('the first error ends it; those after it are no news', async () => {
  const list = [
    () => Promise.resolve(1),
    () => wait(5).then(() => Promise.reject(new Error('second'))),
    () => Promise.reject(new Error('third')),
  ]
  const got: number[] = []
  await assert.rejects(async () => {
    for await (const result of inOrder(works<number>(list), 3)) got.push(result)
  }, /second/)
  assert.deepEqual(got, [1])
})
