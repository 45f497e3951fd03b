// Addresses as people give them, and what is shown of them.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { jmxUrl, shownUrl, splitLogin } from './jmx-target.ts'

test('scheme and path may be left out; another path and a query stay', () => {
  for (const [text, url] of [
    ['nn1:9870', 'http://nn1:9870/jmx'],
    ['http://nn1:9870/', 'http://nn1:9870/jmx'],
    ['https://nn1:9871/jmx', 'https://nn1:9871/jmx'],
    ['https://gate/nn/jmx', 'https://gate/nn/jmx'],
    ['[::1]:9870', 'http://[::1]:9870/jmx'],
    ['nn1:9870/jmx?qry=Hadoop:*', 'http://nn1:9870/jmx?qry=Hadoop:*'],
  ] as const)
    assert.equal(jmxUrl(text).href, url)
})

test('what is no address is refused, and never shown with its password', () => {
  for (const text of ['', 'ftp://u:s3cret@nn1', 'u:s3cret@nn1:port', 'http://u:s3cret@nn1:port', 'http://']) {
    assert.throws(
      () => jmxUrl(text),
      (error) =>
        error instanceof DeclaredError && error.code === 'BAD_INPUT' && !error.message.includes('s3cret'),
      text,
    )
  }
  assert.equal(shownUrl(jmxUrl('http://u:s3cret@nn1:9870/jmx?user.name=u')), 'http://nn1:9870/jmx')
})

test('user and password are taken out of the address, percent signs read where they can be', () => {
  const of = (text: string): unknown => {
    const { url, authentication, password } = splitLogin(jmxUrl(text))
    return [url.href, authentication, password]
  }
  assert.deepEqual(of('nn1:1'), ['http://nn1:1/jmx', { kind: 'none' }, ''])
  const basic = { kind: 'basic', user: 'a b' }
  assert.deepEqual(of('a%20b:c%40%3A@nn1:1'), ['http://nn1:1/jmx', basic, 'c@:'])
  assert.deepEqual(of('a%20b:100%@nn1:1'), ['http://nn1:1/jmx', basic, '100%'])
})
