// What a command line asks the app to open.
import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { requestOf } from './open-with.ts'

const folder = path.resolve('/work')

test('files of the command line, relative to where it was typed', () => {
  const argv = ['nnad', '--no-sandbox', 'a.jsonl', '--data=/d', path.resolve('/x/b.zip'), '']
  assert.deepEqual(requestOf(argv, folder, true), {
    files: [path.join(folder, 'a.jsonl'), path.resolve('/x/b.zip')],
    links: [],
  })
})

test('the app itself is no file to open while it is not packaged', () => {
  assert.deepEqual(requestOf(['electron', '--no-sandbox', '/app', '--data=/d'], folder, false), {
    files: [],
    links: [],
  })
})

test('a link comes alone: whatever stands behind it is not opened', () => {
  const argv = ['nnad', 'nnad://reports/3', '/etc/passwd', 'nnad://settings']
  assert.deepEqual(requestOf(argv, folder, true), { files: [], links: ['nnad://reports/3'] })
})
