// `npm test`: static checks, then every test file in a process of its own, but those that only compute in one together; the
// last line is "N passed, N failed".
// `npm run soak`: the long forms of the long tests, whose tables are printed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { findBrowser } from '../src-main/cli/local-browser.ts'
import { getBrowser } from './get-browser.js'
import { Tally } from './tally.js'

// Hundreds of processes start from the same sources: stripped and compiled once, each starts in half the time.
process.env.NODE_COMPILE_CACHE ??= path.resolve('node_modules/.cache/compiled')

const isSoak = process.argv.includes('--soak')
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const tally = new Tally()

/** The project's own checks, each counted as a test, side by side. */
const checks = [
  ['types', 'tsc', ['-b']],
  ['lint', 'eslint', ['--max-warnings=0', '.']],
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['kernel', process.execPath, ['.ci/build-kernel.js', '--check']],
  ['unused code', 'knip', ['--no-progress']],
]

async function runCheck([name, command, parameters]) {
  const child = spawn(command, parameters, { shell: process.platform === 'win32' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const [status] = await once(child, 'close')
  if (status === 0) tally.of().passed += 1
  else {
    tally.of().failed += 1
    tally.of().remarks.push(`failed: ${name}`)
    console.log(output)
  }
  console.log(`${status === 0 ? '✔' : '✖'} ${name}`)
}

/** Runs test files, so many at a time, with options of node:test's run; resolves with what came of them when all have ended. */
async function runTests(files, concurrency, options = {}) {
  const own = new Tally()
  if (files.length === 0) return own
  const stream = run({ files, concurrency, forceExit: true, ...options })
  stream.on('test:pass', ({ name, file, skip, details }) => {
    if (details.type === 'suite') return
    const counts = own.of(file)
    if (skip === undefined || skip === false) counts.passed += 1
    else {
      counts.skipped += 1
      counts.remarks.push(`skipped: ${name}: ${skip === true ? 'no reason given' : skip}`)
    }
  })
  stream.on('test:fail', ({ name, file, details }) => {
    if (details.type === 'suite' && details.error.failureType === 'subtestsFailed') return
    own.of(file).failed += 1
    own.of(file).remarks.push(`failed: ${name} (${file ?? ''})`)
  })
  const report = stream.compose(new spec())
  report.pipe(process.stdout, { end: false })
  await new Promise((resolve, reject) => {
    report.on('end', resolve)
    report.on('error', reject)
  })
  return own
}

/** Runs test files in one process. One that ends early is a failure, and so is each file that nothing was heard of. */
async function runTogether(files) {
  const process = files.slice(0, 1).map(() => '.ci/tests-together.js')
  // Forced to exit it would lose what it still has to tell; one that does not end fails.
  const own = await runTests(process, 1, { argv: files, forceExit: false, timeout: 600_000 })
  for (const file of files.map((one) => path.resolve(one)).filter((one) => !own.has(one))) {
    own.of(file).failed += 1
    own.of(file).remarks.push(`failed: no test was reported (${file})`)
  }
  return own
}

const startedAt = performance.now()
/** What looks at the screens, or at a browser: wants one, and the screens built. */
const isOfScreens = (file) => /^(?:desktop|kernel\.test|packed|screens|start)/.test(path.basename(file))
/** What measures time, or needs the port of the README: one after another. */
const isAlone = (file) => /^(?:main-thread|readme|record)/.test(path.basename(file))
/** What only computes, or keeps to a store of its own. */
const pure =
  /^(?:src-shared|src-renderer|bench|src-main\/core\/(?:detection|diagnosis|etl|evidence|importer|notifications|opinions|report|samples|scheduler|store|suggestions))\//
/** What may share a process with others: hooks of a whole file would be everybody's there. */
const isForTogether = (file) =>
  pure.test(file.replaceAll(path.sep, '/')) &&
  !/^(?:before|after)(?:Each)?\(/m.test(readFileSync(file, 'utf8'))
/** One more than there are processors: a spec waits for its server, its browser, or for time to pass, a quarter of its time. */
const atOnce = Math.min(availableParallelism() + 1, 4)
const matching = (pattern) =>
  globSync(pattern).filter((file) => only.length === 0 || only.some((part) => file.includes(part)))

if (isSoak) {
  process.env.NNAD_SOAK = '1'
  tally.add(await runTests(matching('e2e/specs/*.soak.test.ts'), 1))
} else {
  if (only.length === 0) await Promise.all(checks.map(runCheck))
  const units = matching('{src-shared,src-main,src-renderer,bench,.ci}/**/*.test.{ts,js}')
  const together = units.filter(isForTogether)
  const specs = matching('e2e/specs/*.test.ts')
  if (specs.some(isOfScreens)) {
    getBrowser(() => findBrowser(process.env, process.platform) !== undefined)
    // Once, before several specs at a time would.
    await runCheck(['build', process.execPath, ['.ci/build.js']])
  }
  tally.add(await runTests(specs.filter(isAlone), 1))
  // Specs first: they take longest, and what is short fills the end.
  const others = [...specs.filter((file) => !isAlone(file)), ...units.filter((file) => !isForTogether(file))]
  for (const own of await Promise.all([runTogether(together), runTests(others, atOnce)])) tally.add(own)
  tally.repeat(await runTests(tally.toRepeat(), 1))
}

const { passed, failed, skipped, remarks } = tally.sum()
for (const remark of remarks) console.log(remark)
console.log(`took ${String(Math.round((performance.now() - startedAt) / 1000))} s`)
console.log(
  `${String(passed)} passed, ${String(failed)} failed${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`,
)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
