// Documents, beans and attributes of any shape.
import assert from 'node:assert/strict'
import test from 'node:test'
import { singleDocument } from '../../../e2e/recordings.ts'
import { asJmxDocument, beansByName, numberOf, runtimeTime, textOf } from './document.ts'

test('a document is an object with a list of beans', () => {
  assert.deepEqual(asJmxDocument({ beans: [] }), { beans: [] })
  for (const value of [undefined, null, 7, 'beans', [], [{ beans: [] }], {}, { beans: {} }, { beans: null }])
    assert.equal(asJmxDocument(value), undefined)
})

test('entries that are no beans are left out; of two of one name the later counts', () => {
  const beans: unknown = [null, 7, [], 'a', {}, { name: 3 }, { name: 'a', x: 1 }, { name: 'a', x: 2 }]
  const document = asJmxDocument({ beans })
  assert.ok(document !== undefined)
  assert.deepEqual([...beansByName(document)], [['a', { name: 'a', x: 2 }]])
})

test('numbers are finite numbers, texts are strings', () => {
  const bean = { name: 'b', zero: 0, big: 1e308, infinite: Infinity, text: '7', none: null, object: {} }
  assert.deepEqual(
    ['zero', 'big', 'infinite', 'text', 'none', 'object', 'absent'].map((name) => numberOf(bean, name)),
    [0, 1e308, NaN, NaN, NaN, NaN, NaN],
  )
  assert.deepEqual(
    ['text', 'zero', 'none', 'absent'].map((name) => textOf(bean, name)),
    ['7', undefined, undefined, undefined],
  )
  assert.ok(Number.isNaN(numberOf(undefined, 'zero')))
})

test('the NameNode’s own clock is start plus uptime', () => {
  const runtime = { name: 'java.lang:type=Runtime', StartTime: 1000, Uptime: 234 }
  assert.equal(runtimeTime({ beans: [runtime] }), 1234)
  assert.equal(runtimeTime({ beans: [{ ...runtime, Uptime: 'long' }] }), undefined)
  assert.equal(runtimeTime({ beans: [{ ...runtime, name: 'java.lang:type=Memory' }] }), undefined)
  assert.equal(runtimeTime(singleDocument('3.4.3-main-baseline')), 1795362860552)
})
