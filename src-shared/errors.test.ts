// Declared errors and the one line made of anything thrown.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError, cancelled, codeOf, errorKinds, errorText } from './errors.ts'

test('a declared error carries its code, facts and cause', () => {
  const cause = new Error('disk')
  const error = new DeclaredError('TOO_LARGE', 'Wanted less.', { bytes: 7 }, { cause })
  assert.ok(error instanceof Error)
  assert.deepEqual(
    [error.name, error.code, error.message, error.data, error.cause],
    ['DeclaredError', 'TOO_LARGE', 'Wanted less.', { bytes: 7 }, cause],
  )
  assert.deepEqual(new DeclaredError('BUSY', 'Wait.').data, {})
})

test('cancelling names the work', () => {
  assert.deepEqual(
    [cancelled('The import').code, cancelled('The import').message],
    ['CANCELLED', 'The import was cancelled.'],
  )
})

test('anything thrown becomes a line', () => {
  assert.equal(errorText(new TypeError('no')), 'no')
  assert.equal(errorText('text'), 'text')
  assert.equal(errorText(undefined), 'undefined')
})

test('the code of an error, where it has one', () => {
  assert.equal(codeOf(Object.assign(new Error('none'), { code: 'ENOENT' })), 'ENOENT')
  assert.deepEqual([new Error('none'), { code: 7 }, null, 'ENOENT'].map(codeOf), ['', '', '', ''])
})

test('statuses are HTTP errors, exit codes are of the documented kinds', () => {
  for (const [code, { status, exit, title }] of Object.entries(errorKinds)) {
    assert.ok(status >= 400 && status < 600, code)
    assert.ok([2, 3, 4, 5, 130].includes(exit), code)
    assert.match(title, /^[A-Z]/)
  }
})
