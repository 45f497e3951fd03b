// Lists of beans cut out of answers and joined again by text: the same beans, whatever stands in them and however printed.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { hadoopJson } from '../../../e2e/namenode/hadoop-json.ts'
import { beansText, beginsAsDocument, documentOf, isEmptyList } from './beans-text.ts'

const bean = fc.record({ name: fc.string(), value: fc.jsonValue() })
const beans = fc.array(bean, { maxLength: 4 })
const printed = (list: object, isPretty: boolean): Buffer => {
  const document = { beans: list }
  return Buffer.from(isPretty ? hadoopJson(document) : JSON.stringify(document))
}

test('any lists, printed in either way, come out as one document', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(beans, fc.boolean()), { maxLength: 4 }), (answers) => {
      const texts = answers.map(([list, isPretty]) => beansText(printed(list, isPretty)))
      const lists = texts.map((text) => text ?? assert.fail('no list'))
      lists.forEach((list, index) => assert.equal(isEmptyList(list), answers[index]?.[0].length === 0))
      assert.deepEqual(JSON.parse(documentOf(lists).toString()), {
        beans: JSON.parse(JSON.stringify(answers.flatMap(([list]) => list))) as unknown,
      })
    }),
  )
})

test('bare NaN stays as it is; what is no whole document is told', () => {
  const text = (body: string): string | undefined => beansText(Buffer.from(body))?.toString()
  assert.equal(text(' { "beans" : [ {"Load" : NaN} ] }\n'), ' {"Load" : NaN} ')
  for (const body of [
    '',
    '{ }',
    '<html>',
    '[]',
    '{"beans":{}}',
    '{"beans":[{"a":1',
    '{"beans":[{"a":[1]',
    ']}',
  ])
    assert.equal(text(body), undefined, body)
  assert.ok(beginsAsDocument(Buffer.from('{"beans" : [ {"a"')))
  assert.ok(!beginsAsDocument(Buffer.from('{"bean')))
})
