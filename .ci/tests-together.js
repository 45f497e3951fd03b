// Runs the test files that it is given in this one process: .ci/test.js has node:test start it as if it were one file.
import path from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'

const { promise: loaded, resolve: allLoaded } = Promise.withResolvers()
// No test runs while files are still loaded, which takes time that is not its own.
before(() => loaded)
let isComplete = false
after(() => {
  isComplete = true
})
// Whoever exits in the midst of it, with whatever code.
process.once('exit', () => {
  if (!isComplete) process.exitCode = 1
})

for (const file of process.argv.slice(2)) {
  try {
    await import(pathToFileURL(path.resolve(file)).href)
  } catch (error) {
    // The others still run.
    test(`${file} is loaded`, () => {
      throw error
    })
  }
}
allLoaded()
