// Files that somebody chooses for an import of settings.
import assert from 'node:assert/strict'
import test from 'node:test'
import { givenSettings } from './given-settings.ts'

const none = { format: '', version: 0, settings: {} }

test('a file of settings is taken as it is, mistakes in its values too', async () => {
  const content = { format: 'nnad-settings', version: 1, settings: { 'model.epochs': 'many', odd: null } }
  assert.deepEqual(await givenSettings(new Blob([JSON.stringify(content)])), content)
  assert.deepEqual(await givenSettings(new Blob(['{"format": "other"}'])), { ...none, format: 'other' })
})

test('what is no file of settings has no format', async () => {
  for (const text of ['', '{', '[]', '"text"', '{"format": 3}', 'model.epochs: 5']) {
    assert.deepEqual(await givenSettings(new Blob([text])), none, text)
  }
  const large = { format: 'nnad-settings', version: 1, settings: { 'model.epochs': 'x'.repeat(262_144) } }
  assert.deepEqual(await givenSettings(new Blob([JSON.stringify(large)])), none)
})
