// One line out of what programs print when they fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastWords } from './last-words.ts'

test('the last line that says something', () => {
  assert.equal(lastWords(''), undefined)
  assert.equal(lastWords('\n \n'), undefined)
  assert.equal(lastWords('first\nMissing X server or $DISPLAY\n'), 'Missing X server or $DISPLAY')
  assert.equal(
    lastWords('[1:2] The SUID sandbox helper\r\nTrace/breakpoint trap\r\n\r\n'),
    'Trace/breakpoint trap',
  )
})

test('a stack gives its error', () => {
  const stack = [
    'Downloading …',
    'RequestError: getaddrinfo ENOTFOUND example.org',
    '    at ClientRequest.<anonymous> (file:///x/request.js:1:2)',
    '    at GetAddrInfoReqWrap.onlookup [as oncomplete] (node:dns:110:26) {',
    "    code: 'ENOTFOUND',",
    '}',
    '',
    'Node.js v24.21.0',
  ]
  assert.equal(lastWords(stack.join('\n')), 'RequestError: getaddrinfo ENOTFOUND example.org')
})

test('a line without end is cut', () => {
  assert.equal(lastWords('x'.repeat(5000))?.length, 300)
})
