// The walls of ARCHITECTURE.md as a lint rule: which folder may import which. The message prints the table.
import path from 'node:path'

/** One row per folder, the most specific first: what its files may import besides packages. */
export const allowed = [
  ['src-shared', ['src-shared']],
  ['src-main/core/etl', ['src-main/core/etl', 'src-shared']],
  ['src-main/core/suggestions', ['src-main/core/suggestions', 'src-main/core/etl', 'src-shared']],
  ['src-main/core/diagnosis', ['src-main/core/diagnosis', 'src-shared']],
  ['src-main/core', ['src-main/core', 'src-shared']],
  ['src-main/api', ['src-main/api', 'src-main/core', 'src-shared']],
  ['src-main/cli', ['src-main/cli', 'src-main/api', 'src-main/core', 'src-shared']],
  ['src-main/electron', ['src-main/electron', 'src-main/api', 'src-main/core', 'src-shared']],
  ['src-renderer', ['src-renderer', 'src-shared', 'assets']],
]

/** Packages that only some folders may import. */
const packages = [
  [/^electron$/, ['src-main/electron', 'e2e/host']],
  [
    /^@orpc\//,
    ['src-shared/contract', 'src-main/api', 'src-main/cli', 'src-main/electron', 'src-renderer', 'e2e/app'],
  ],
  [
    /^(react|react-dom|recharts|zustand|wouter|@mantine\/.*|@tabler\/.*|@tanstack\/.*)(\/.*)?$/,
    ['src-renderer'],
  ],
  [/^better-sqlite3$/, ['src-main/core/store']],
  [/^@tensorflow\//, ['src-main/core/model']],
  [/^(electron-log|electron-store|electron-updater)(\/.*)?$/, ['src-main/electron']],
  [/^conf$/, ['src-main/core']],
  [/^croner$/, ['src-main/core/scheduler']],
  [/^nodemailer$/, ['src-main/core/notifications']],
  [/^undici$/, ['src-main/core/collector', 'src-main/core/notifications']],
]

const inside = (file, folder) => file === folder || file.startsWith(`${folder}/`)

/** Why `from` may not import `specifier`, or undefined where it may. Both paths are relative to the root. */
export function objection(from, specifier) {
  if (/\.test\.ts$/.test(from)) return undefined
  if (!specifier.startsWith('.')) {
    const row = packages.find(([name]) => name.test(specifier))
    return row === undefined || row[1].some((folder) => inside(from, folder))
      ? undefined
      : `${specifier} may be imported by ${row[1].join(', ')} only.`
  }
  const row = allowed.find(([folder]) => inside(from, folder))
  const target = path.posix.join(path.posix.dirname(from), specifier)
  if (row === undefined || row[1].some((folder) => inside(target, folder))) return undefined
  const table = allowed.map(([folder, may]) => `  ${folder} → ${may.join(', ')}`).join('\n')
  return `${from} may not import ${target}. Who may import whom:\n${table}`
}

export default {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = path.relative(context.cwd, context.filename).split(path.sep).join('/')
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return
      const message = objection(from, node.source.value)
      if (message !== undefined) context.report({ node: node.source, message })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}
