// Names of pages.
import assert from 'node:assert/strict'
import test from 'node:test'
import { pageName } from './page-name.ts'

test('a page is called what the navigation calls it, a report by its number', () => {
  assert.equal(pageName('/'), 'Start')
  assert.equal(pageName('/investigate'), 'Investigate')
  assert.equal(pageName('/reports'), 'Reports')
  assert.equal(pageName('/reports/12'), 'Report 12')
  assert.equal(pageName('/compare/1/2'), 'Compare reports')
  assert.equal(pageName('/settings'), 'Settings')
})
