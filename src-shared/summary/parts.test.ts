import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withFigureLinks } from './figure-links.ts'
import { counted, listed, paragraph, plainText, say, unended } from './parts.ts'
import { fileOfKey, valuesText } from './remedies.ts'

describe('sentences in parts', () => {
  it('joins plain neighbours, keeps links, leaves out what is empty', () => {
    const time = { text: '16:07', link: { at: 7 } }
    assert.deepEqual(say`It ${'began'} at ${time}${''}.`, [{ text: 'It began at ' }, time, { text: '.' }])
    assert.deepEqual(paragraph([say`One.`, [], say`Two.`]), [{ text: 'One. Two.' }])
    assert.equal(plainText(listed([say`a`, say`b`, say`c`])), 'a, b and c')
    assert.equal(plainText(say`Run ${{ text: 'jps', isCode: true }}.`), 'Run `jps`.')
  })

  it('counts, and takes the full stop away', () => {
    assert.deepEqual([counted(1, 'row'), counted(2007, 'row')], ['1 row', '2,007 rows'])
    assert.equal(unended('Ask him. '), 'Ask him')
  })
})

describe('figures of a story', () => {
  const evidence = [
    { text: 'Get listing calls: 460 /s (normal 15 to 31 /s)', metric: 'GetListingNumOps', at: null },
    { text: 'spark made 97 % of them', metric: null, at: null },
  ]
  const linked = (text: string): string[] =>
    withFigureLinks(text, evidence).flatMap(({ text: figure, link }) => (link === undefined ? [] : [figure]))

  it('lead to the evidence that has the same figure, whole', () => {
    assert.deepEqual(linked('460 /s instead of 15 to 31 /s.'), ['460 /s', '15 to 31 /s'])
    assert.deepEqual(linked('1,460 /s, 46 /s, 60 /s, 97 %, 460, 460 ms'), [])
    assert.equal(plainText(withFigureLinks('It made 460 /s.', evidence)), 'It made 460 /s.')
  })
})

describe('values of a remedy', () => {
  const remedy = { text: 'More handlers', key: 'dfs.namenode.handler.count', current: '10', advised: '160' }

  it('names the value now and the one advised, or what to hand over', () => {
    assert.equal(valuesText(remedy), 'advised 160, now 10')
    assert.equal(valuesText({ ...remedy, advised: null }), 'now 10')
    assert.equal(
      valuesText({ ...remedy, current: null }),
      'advised 160, current value unknown: hand over hdfs-site.xml',
    )
    assert.equal(valuesText({ ...remedy, key: null }), '')
    assert.equal(fileOfKey('ipc.server.read.threadpool.size'), 'core-site.xml')
  })
})
