// What is asked of the core for what was chosen, and the words for it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { anyOfText, redactionText, requestOf } from './export-choice.ts'

test('paper is asked for only of a PDF, redaction only of some kinds and in their order', () => {
  assert.deepEqual(requestOf({ format: 'pdf', paper: 'auto', kinds: [] }), { format: 'pdf' })
  assert.deepEqual(requestOf({ format: 'pdf', paper: 'letter', kinds: ['paths', 'hosts'] }), {
    format: 'pdf',
    paper: 'letter',
    redact: 'hosts,paths',
  })
  assert.deepEqual(requestOf({ format: 'csv', paper: 'a4', kinds: ['users'] }), {
    format: 'csv',
    redact: 'users',
  })
})

test('a redaction is told by names and places', () => {
  const host = { kind: 'hosts', from: 'nn1.example', to: 'host-1', count: 1 } as const
  assert.equal(redactionText([host]), '1 name replaced in 1 place of the report')
  assert.equal(
    redactionText([host, { ...host, to: 'host-2', count: 1290 }]),
    '2 names replaced in 1,291 places of the report',
  )
})

test('kinds are denied in the order of the list, whatever was chosen first', () => {
  assert.equal(anyOfText(['paths']), 'paths')
  assert.equal(anyOfText(['users', 'hosts']), 'hosts or users')
  assert.equal(anyOfText(['paths', 'users', 'hosts']), 'hosts, users or paths')
})
