// The sheet: what was set, else what the region prints on.
import assert from 'node:assert/strict'
import test from 'node:test'
import { paperFor } from './paper.ts'

test('a setting comes first; by itself Letter where offices have it, A4 elsewhere and where nothing is known', () => {
  assert.deepEqual(
    ['en-US', 'es-MX', 'fr-CA', 'en-GB', 'de', 'de-DE', 'no locale', undefined].map((locale) =>
      paperFor('auto', locale),
    ),
    ['letter', 'letter', 'letter', 'a4', 'a4', 'a4', 'a4', 'a4'],
  )
  assert.equal(paperFor('a4', 'en-US'), 'a4')
  assert.equal(paperFor('letter', 'de-DE'), 'letter')
})
