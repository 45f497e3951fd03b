// Text for the terminal.
import assert from 'node:assert/strict'
import test from 'node:test'
import { wrapped } from './terminal.ts'

test('words are wrapped at the width; a command is never broken', () => {
  assert.equal(wrapped('one two three', 7), 'one two\nthree')
  assert.equal(wrapped('Run `grep a b | head`. Then rest', 10), 'Run\n`grep a b | head`.\nThen rest')
  assert.equal(wrapped('', 10), '')
})
