// Stands in for fpm, which electron-builder would fetch: makes the .deb of what it is called with, by dpkg-deb.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const one = { type: 'string' } as const
const several = { type: 'string', multiple: true, default: [] as string[] } as const

/** What electron-builder passes for a .deb; an argument of which nothing is known here is an error. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    s: { ...one, short: 's' },
    t: { ...one, short: 't' },
    d: { ...several, short: 'd' },
    force: { type: 'boolean' },
    architecture: one,
    'after-install': one,
    'after-remove': one,
    description: one,
    version: one,
    package: one,
    name: one,
    maintainer: one,
    vendor: one,
    url: one,
    category: one,
    license: one,
    'deb-priority': one,
    'deb-recommends': several,
    'deb-compression': one,
  },
})

/** A value that the package cannot do without. */
function must(name: 'architecture' | 'description' | 'maintainer' | 'name' | 'package' | 'url' | 'version') {
  const value = values[name]
  if (value === undefined) throw new Error(`--${name} is missing.`)
  return value
}

const root = mkdtempSync(path.join(os.tmpdir(), 'nnad-deb-'))
process.once('exit', () => rmSync(root, { recursive: true, force: true }))

// `FROM=TO`; of a folder that ends in a slash, what is in it.
for (const pair of positionals) {
  const at = pair.lastIndexOf('=')
  const from = pair.slice(0, at)
  const to = path.join(root, pair.slice(at + 1))
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true })
  if (statSync(to).isFile()) chmodSync(to, 0o644)
}

const [summary = '', ...details] = must('description').split('\n')
const control = [
  `Package: ${must('name')}`,
  `Version: ${must('version')}`,
  `Architecture: ${must('architecture')}`,
  `Maintainer: ${must('maintainer')}`,
  `Priority: ${values['deb-priority'] ?? 'optional'}`,
  `Homepage: ${must('url')}`,
  `Depends: ${values.d.join(', ')}`,
  `Recommends: ${values['deb-recommends'].join(', ')}`,
  `Description: ${summary}`,
  ...details.map((line) => ` ${line.trim()}`),
  '',
]
mkdirSync(path.join(root, 'DEBIAN'))
writeFileSync(path.join(root, 'DEBIAN/control'), control.join('\n'))
for (const [script, name] of [
  [values['after-install'], 'postinst'],
  [values['after-remove'], 'postrm'],
] as const) {
  if (script === undefined) continue
  const file = path.join(root, 'DEBIAN', name)
  cpSync(script, file)
  chmodSync(file, 0o755)
}

chmodSync(root, 0o755)
// The fastest: nobody downloads it.
const { status } = spawnSync(
  'dpkg-deb',
  ['--root-owner-group', '-Zgzip', '-z1', '--build', root, must('package')],
  {
    stdio: 'inherit',
  },
)
process.exitCode = status ?? 1
