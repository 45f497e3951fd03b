// Redaction: hosts, users and paths of a report replaced by names that mean nothing outside it, the same ones everywhere.
import { Analysis } from '../../../src-shared/contract/analysis.ts'
import {
  type RedactionKind,
  type Replacement,
  type SavedReport,
  redactionKinds,
} from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { knownName, listedNames, namePatterns, patternOf, shortName, spellings } from './redaction-names.ts'

/** The kinds that a list with commas names, in the contract's order. Throws BAD_INPUT for others. */
export function redactionOf(list: string | undefined): RedactionKind[] {
  const wanted = (list ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const unknown = wanted.find((one) => !redactionKinds.some((kind) => kind === one))
  if (unknown === undefined) return redactionKinds.filter((kind) => wanted.includes(kind))
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted kinds to redact out of ${redactionKinds.join(', ')} with a comma between, got "${unknown}".`,
  )
}

/** Fields that hold ids of columns, rules and operations, versions and zones: never names. */
const untouched: ReadonlySet<string> = new Set([
  'metric',
  'metrics',
  'detector',
  'operation',
  'id',
  'role',
  'kind',
  'profile',
  'engine',
  'version',
  'reference',
])

/** Calls `change` for each text below a value, and returns the value with the texts that came back. */
function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => mapped(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => {
      const isIds = untouched.has(name) && (!Array.isArray(own) || typeof own[0] === 'string')
      return [name, isIds ? own : mapped(own, change)]
    }),
  )
}

/** The report with all its texts changed; series and windows have none. */
function withTexts(report: SavedReport, change: (text: string) => string): SavedReport {
  const { windows, ...rest } = report.analysis
  const analysis = Analysis.parse(mapped({ ...rest, windows: [] }, change))
  const settings = Object.entries(report.settings).map(
    ([name, value]) => [name, typeof value === 'string' ? change(value) : value] as const,
  )
  return {
    ...report,
    analysis: { ...analysis, windows },
    title: change(report.title),
    note: change(report.note),
    settings: Object.fromEntries(settings),
  }
}

const stems: Readonly<Record<RedactionKind, string>> = { hosts: 'host-', users: 'user-', paths: '/path-' }

/** All names of a kind in the texts: listed ones, then those spoken of as such, then what looks like one. */
function namesOf(report: SavedReport, kind: RedactionKind, texts: readonly string[]): string[] {
  const { spoken, shaped, isNone } = namePatterns[kind]
  const found = [...spoken, ...shaped].flatMap((pattern) =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map(([all, name]) => name ?? all)),
  )
  const names = [...listedNames(report, kind), ...found.filter((name) => !isNone(name))]
  return [...new Set(names.filter((name) => name !== '').map((name) => knownName(name, kind)))]
}

/** What stands for each name, short forms as what they are short for; no name stands for another. */
function pseudonyms(names: readonly string[], kind: RedactionKind): Map<string, string> {
  const all = new Map<string, string>()
  let number = 0
  const next = (): string => {
    do number += 1
    while (names.includes(`${stems[kind]}${String(number)}`))
    return `${stems[kind]}${String(number)}`
  }
  for (const name of names) {
    const short = shortName(name, kind)
    const shared = short !== undefined && names.includes(short) ? all.get(short) : undefined
    const to = all.get(name) ?? shared ?? next()
    all.set(name, to)
    if (short !== undefined && !all.has(short)) all.set(short, to)
  }
  for (const [name, to] of [...all]) {
    for (const one of spellings(name, kind)) if (!all.has(one)) all.set(one, to)
  }
  return all
}

/** Paths hold names of users, principals those of hosts. */
const order = ['paths', 'users', 'hosts'] as const satisfies readonly RedactionKind[]

export interface Redacted {
  readonly report: SavedReport
  /** Hosts, users, paths, each in the order of their numbers. */
  readonly replacements: readonly Replacement[]
}

/**
 * A report whose names of these kinds are replaced in all its texts. The same report gives the same replacements, in
 * every format.
 */
export function redacted(report: SavedReport, kinds: readonly RedactionKind[]): Redacted {
  const texts: string[] = []
  withTexts(report, (text) => {
    texts.push(text)
    return text
  })
  const replacements = new Map<string, Replacement>()
  const passes = order
    .filter((kind) => kinds.includes(kind))
    .map((kind) => {
      const names = pseudonyms(namesOf(report, kind, texts), kind)
      for (const [from, to] of names) replacements.set(`${kind}\n${from}`, { kind, from, to, count: 0 })
      return { kind, names, pattern: patternOf([...names.keys()], kind) }
    })
    .filter(({ names }) => names.size > 0)
  const changed = withTexts(report, (text) =>
    passes.reduce(
      (so, { kind, names, pattern }) =>
        so.replace(pattern, (found) => {
          const name = knownName(found, kind)
          const known = replacements.get(`${kind}\n${name}`)
          if (known !== undefined) replacements.set(`${kind}\n${name}`, { ...known, count: known.count + 1 })
          return names.get(name) ?? found
        }),
      text,
    ),
  )
  return {
    report: changed,
    replacements: redactionKinds.flatMap((kind) =>
      [...replacements.values()].filter((one) => one.kind === kind && one.count > 0),
    ),
  }
}
