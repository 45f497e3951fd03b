// Outputs whose source is gone go, with the folders that this empties; all others stay.
import assert from 'node:assert/strict'
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { temporaryFolder } from '../e2e/recordings.ts'
import { pruneOutputs } from './prune-outputs.ts'

function fill(folder: string, files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), '')
  }
}

test('what has a source stays, copies and the page too; what has none goes', (context) => {
  const folder = temporaryFolder(context)
  const kept = [
    'dist/src-main/cli/nnad.js',
    'dist/src-main/electron/preload.cjs',
    'dist/src-main/core/core.js',
    'dist/src-shared/time.js',
    'dist/src-renderer/assets/index-abc.js',
    'dist/tsconfig.build.tsbuildinfo',
  ]
  const stale = [
    'dist/src-main/core/old/gone.js',
    'dist/src-main/core/old/deeper/gone-too.js',
    'dist/src-main/electron/gone.cjs',
    'dist/src-main/core/core.test.js',
    'dist/src-shared/gone.js',
  ]
  const sources = [
    'src-main/cli/nnad.js',
    'src-main/electron/preload.cjs',
    'src-main/core/core.ts',
    'src-main/core/core.test.ts',
    'src-shared/time.ts',
  ]
  fill(folder, [...kept, ...stale, ...sources])
  const removed = pruneOutputs(folder).map((file) => `dist/${file.replaceAll(path.sep, '/')}`)
  assert.deepEqual(removed.toSorted(), stale.toSorted())
  const left = globSync('dist/**/*.*', { cwd: folder })
  assert.deepEqual(left.map((file) => file.replaceAll(path.sep, '/')).toSorted(), kept.toSorted())
  assert.ok(!existsSync(path.join(folder, 'dist/src-main/core/old')))
  assert.deepEqual(pruneOutputs(folder), [])
})

test('where nothing was built there is nothing to remove', (context) => {
  assert.deepEqual(pruneOutputs(temporaryFolder(context)), [])
})
