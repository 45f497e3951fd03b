// Names of pages.
import assert from 'node:assert/strict'
import test from 'node:test'
import { pageName } from './page-name.ts'

test('a page is called what the navigation calls it, reports and incidents by their number', () => {
  assert.equal(pageName('/'), 'Start')
  assert.equal(pageName('/investigate'), 'Investigate')
  assert.equal(pageName('/reports'), 'Reports')
  assert.equal(pageName('/reports/12'), 'Report 12')
  assert.equal(pageName('/incidents/3'), 'Incident 3')
  assert.equal(pageName('/namenodes'), 'NameNodes')
  assert.equal(pageName('/namenodes/add'), 'Add a NameNode')
  assert.equal(pageName('/namenodes/3'), 'Edit a NameNode')
  assert.equal(pageName('/live/1/models'), 'Live')
  assert.equal(pageName('/engines'), 'Engines')
  assert.equal(pageName('/engines/add'), 'Add an engine')
  assert.equal(pageName('/engines/2'), 'Engine')
  assert.equal(pageName('/engines/2/edit'), 'Edit an engine')
  assert.equal(pageName('/engines/2/mapping'), 'Mapping of an engine')
  assert.equal(pageName('/fleet'), 'Fleet')
  assert.equal(pageName('/fleet/7'), 'Fleet run 7')
  assert.equal(pageName('/compare/1/2'), 'Compare reports')
  assert.equal(pageName('/settings'), 'Settings')
})
