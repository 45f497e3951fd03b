// `npm test`: static checks, then every test in a process of its own; the last line is "N passed, N failed".
// `npm run soak`: the long forms of the long tests, whose tables are printed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { findBrowser } from '../src-main/cli/local-browser.ts'
import { getBrowser } from './get-browser.js'

// Hundreds of processes start from the same sources: stripped and compiled once, each starts in half the time.
process.env.NODE_COMPILE_CACHE ??= path.resolve('node_modules/.cache/compiled')

const isSoak = process.argv.includes('--soak')
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const counts = { passed: 0, failed: 0, skipped: 0 }
const remarks = []

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
  if (status === 0) counts.passed += 1
  else {
    counts.failed += 1
    remarks.push(`failed: ${name}`)
    console.log(output)
  }
  console.log(`${status === 0 ? '✔' : '✖'} ${name}`)
}

/** Runs test files, so many at a time; resolves when all have ended. */
async function runTests(files, concurrency) {
  if (files.length === 0) return
  const stream = run({ files, concurrency, forceExit: true })
  stream.on('test:pass', ({ name, skip, details }) => {
    if (details.type === 'suite') return
    if (skip === undefined || skip === false) counts.passed += 1
    else {
      counts.skipped += 1
      remarks.push(`skipped: ${name}: ${skip === true ? 'no reason given' : skip}`)
    }
  })
  stream.on('test:fail', ({ name, file, details }) => {
    if (details.type === 'suite' && details.error.failureType === 'subtestsFailed') return
    counts.failed += 1
    remarks.push(`failed: ${name} (${file ?? ''})`)
  })
  const report = stream.compose(new spec())
  report.pipe(process.stdout, { end: false })
  await new Promise((resolve, reject) => {
    report.on('end', resolve)
    report.on('error', reject)
  })
}

const startedAt = performance.now()
/** What looks at the screens, or at a browser: wants one, and the screens built. */
const isOfScreens = (file) => /^(?:desktop|kernel\.test|screens|start)/.test(path.basename(file))
/** What measures time, or needs the port of the README: one after another. */
const isAlone = (file) => /^(?:readme|record)/.test(path.basename(file))
const matching = (pattern) =>
  globSync(pattern).filter((file) => only.length === 0 || only.some((part) => file.includes(part)))

if (isSoak) {
  process.env.NNAD_SOAK = '1'
  await runTests(matching('e2e/specs/*.soak.test.ts'), 1)
} else {
  if (only.length === 0) await Promise.all(checks.map(runCheck))
  await runTests(matching('{src-shared,src-main,src-renderer,bench,.ci}/**/*.test.{ts,js}'), 2)
  const specs = matching('e2e/specs/*.test.ts')
  if (specs.some(isOfScreens)) {
    getBrowser(() => findBrowser(process.env, process.platform) !== undefined)
    // Once, before several specs at a time would.
    await runCheck(['build', process.execPath, ['.ci/build.js']])
  }
  await runTests(specs.filter(isAlone), 1)
  await runTests(
    specs.filter((file) => !isAlone(file)),
    2,
  )
}

for (const remark of remarks) console.log(remark)
console.log(`took ${String(Math.round((performance.now() - startedAt) / 1000))} s`)
const skipped = counts.skipped > 0 ? `, ${String(counts.skipped)} skipped` : ''
console.log(`${String(counts.passed)} passed, ${String(counts.failed)} failed${skipped}`)
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0
