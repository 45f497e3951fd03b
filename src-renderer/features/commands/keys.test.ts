// Keys: which press means which command, on any keyboard.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Press, isPressed, isTakenByControls, isTyped, keysText } from './keys.ts'

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('a letter is meant without modifiers, in either case', () => {
  assert.equal(isPressed('B', press('b')), true)
  assert.equal(isPressed('B', press('B')), true)
  assert.equal(isPressed('B', press('B', { shiftKey: true })), false)
  assert.equal(isPressed('B', press('b', { ctrlKey: true })), false)
  assert.equal(isPressed('B', press('b', { altKey: true })), false)
  assert.equal(isPressed('B', press('s')), false)
})

test('mod is Ctrl or Command', () => {
  assert.equal(isPressed('mod+K', press('k', { ctrlKey: true })), true)
  assert.equal(isPressed('mod+K', press('k', { metaKey: true })), true)
  assert.equal(isPressed('mod+K', press('k')), false)
  assert.equal(isPressed('mod+K', press('K', { ctrlKey: true, shiftKey: true })), false)
  assert.equal(isPressed('shift+S', press('S', { shiftKey: true })), true)
})

test('signs are meant whether or not the keyboard needs Shift for them; named keys are exact', () => {
  assert.equal(isPressed('?', press('?', { shiftKey: true })), true)
  assert.equal(isPressed('?', press('?')), true)
  assert.equal(isPressed('+', press('+', { shiftKey: true })), true)
  assert.equal(isPressed('mod++', press('+', { ctrlKey: true })), true)
  assert.equal(isPressed('Enter', press('Enter')), true)
  assert.equal(isPressed('Enter', press('Enter', { shiftKey: true })), false)
})

test('letters are found by their place on keyboards that write others', () => {
  assert.equal(isPressed('B', press('и', { code: 'KeyB' })), true)
  assert.equal(isPressed('S', press('и', { code: 'KeyB' })), false)
  // A Latin keyboard of another order says what it writes.
  assert.equal(isPressed('A', press('q', { code: 'KeyA' })), false)
})

test('keys that edit text belong to inputs, Enter belongs to buttons', () => {
  assert.equal(isTyped('B'), true)
  assert.equal(isTyped('mod+Z'), true)
  assert.equal(isTyped('mod+K'), false)
  assert.equal(isTakenByControls('Enter'), true)
  assert.equal(isTakenByControls('B'), false)
})

test('keys are named as they stand on the keyboard', () => {
  assert.equal(keysText('mod+K', false), 'Ctrl K')
  assert.equal(keysText('mod+K', true), '⌘ K')
  assert.equal(keysText('shift+s', false), 'Shift S')
  assert.equal(keysText('Enter', false), 'Enter')
  assert.equal(keysText('+', false), '+')
})
