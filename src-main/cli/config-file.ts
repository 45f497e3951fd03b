// `nnad serve --config FILE`: settings by the original's names out of a YAML file, checked as they would be anywhere.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Document, LineCounter, type Node, isMap, isNode, isScalar, parseDocument } from 'yaml'
import {
  SettingChanges,
  type Settings as SettingValues,
  settingTable,
} from '../../src-shared/contract/settings.ts'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'
import { gotText, wantedText } from '../api/input-issues.ts'
import { nextTime } from '../core/scheduler/cron.ts'

/** What a file asks for. */
export interface Config {
  readonly settings: Partial<SettingValues>
  /** From `database.url`; undefined where the file names none. */
  readonly dataFolder: string | undefined
}

/** A file of settings is far smaller, bytes. */
const mostBytes = 262_144
const databaseKey = 'database.url'
const known: ReadonlySet<string> = new Set([...settingTable.map(({ id }) => id), databaseKey])

/** A value with where it stands. */
interface Leaf {
  readonly key: string
  readonly value: unknown
  readonly line: number
}

type Refuse = (line: number, text: string) => DeclaredError

/** The sections that a key may have below it: `namenode` of `namenode.jmx_url`. */
const isSection = (key: string): boolean => [...known].some((one) => one.startsWith(`${key}.`))

/** The settings of a key's section, or the sections where it has none of those. */
function neighbours(key: string): readonly string[] {
  const [section = ''] = key.split('.')
  const own = [...known].filter((one) => one.startsWith(`${section}.`))
  return own.length > 0 ? own : [...new Set([...known].map((one) => `${one.split('.')[0] ?? ''}.…`))]
}

/** The values of a mapping and of those within it, each by its whole name. */
function leavesOf(node: Node, prefix: string, lineOf: (node: Node) => number, refuse: Refuse): Leaf[] {
  if (!isMap(node)) throw refuse(lineOf(node), 'wanted "name: value" lines')
  return node.items.flatMap(({ key: keyNode, value }): Leaf[] => {
    if (!isScalar(keyNode))
      throw refuse(isNode(keyNode) ? lineOf(keyNode) : 1, 'wanted a name before the colon')
    const line = lineOf(keyNode)
    const name = String(keyNode.value)
    const key = prefix === '' ? name : `${prefix}.${name}`
    if (isMap(value) && isSection(key)) return leavesOf(value, key, lineOf, refuse)
    if (!known.has(key)) {
      throw refuse(
        line,
        isSection(key)
          ? `${key}: wanted "name: value" lines below it`
          : `there is no setting "${key}"; there are ${neighbours(key).join(', ')}`,
      )
    }
    if (value !== null && !isScalar(value)) throw refuse(line, `${key}: wanted one value`)
    return [{ key, value: isScalar(value) ? value.value : undefined, line }]
  })
}

/** One setting, checked. */
function settingOf({ key, value, line }: Leaf, refuse: Refuse): Partial<SettingValues> {
  const checked = SettingChanges.safeParse({ [key]: value ?? undefined })
  const [issue] = checked.error?.issues ?? []
  if (issue !== undefined) {
    throw refuse(line, `${key}: wanted ${wantedText(issue.message)}, got ${gotText(value ?? undefined)}`)
  }
  return checked.data ?? {}
}

/** SQLAlchemy's URL of a file → a folder beside that file: nnad keeps more than one file. */
function folderOf({ value, line }: Leaf, refuse: Refuse): string {
  const file = typeof value === 'string' ? /^sqlite:\/\/\/([^?]+)/.exec(value)?.[1] : undefined
  if (file === undefined || file === ':memory:') {
    throw refuse(
      line,
      `${databaseKey}: wanted sqlite:///FILE, got ${gotText(value ?? undefined)}. nnad keeps its data in a folder of its own: ` +
        'leave this out, and say where with --data',
    )
  }
  const { dir, name } = path.parse(path.resolve(file))
  return path.join(dir, `${name}.nnad`)
}

function checkTimes(leaves: readonly Leaf[], settings: Partial<SettingValues>, refuse: Refuse): void {
  const leaf = leaves.find(({ key }) => key === 'scheduler.retrain_cron' || key === 'scheduler.zone')
  if (leaf === undefined) return
  try {
    nextTime(settings['scheduler.retrain_cron'] ?? '', settings['scheduler.zone'] ?? '', 0)
  } catch (error) {
    throw refuse(leaf.line, errorText(error).replace(/\.$/, ''))
  }
}

/**
 * Reads the text of a file: the original's keys and all of nnad's own settings, nested or with dots. Throws BAD_INPUT with the
 * line for what is no YAML, unknown, there twice or not what a setting may be. `name` is what errors call it.
 */
export function readConfig(text: string, name: string): Config {
  const refuse: Refuse = (line, what) =>
    new DeclaredError('BAD_INPUT', `${name}, line ${String(line)}: ${what}. Nothing was started.`)
  const counter = new LineCounter()
  const document: Document.Parsed = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const [error] = [...document.errors, ...document.warnings]
  if (error !== undefined) {
    throw refuse(counter.linePos(error.pos[0]).line, `wanted YAML, got something else (${error.message})`)
  }
  const lineOf = (node: Node): number => counter.linePos(node.range?.[0] ?? 0).line
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { settings: {}, dataFolder: undefined }
  const leaves = leavesOf(contents, '', lineOf, refuse)
  const twice = leaves.find((leaf, index) => leaves.findIndex(({ key }) => key === leaf.key) < index)
  if (twice !== undefined) throw refuse(twice.line, `${twice.key} is there a second time`)
  const database = leaves.find(({ key }) => key === databaseKey)
  const settings = leaves
    .filter((leaf) => leaf !== database)
    .reduce<Partial<SettingValues>>((all, leaf) => ({ ...all, ...settingOf(leaf, refuse) }), {})
  checkTimes(leaves, settings, refuse)
  return { settings, dataFolder: database === undefined ? undefined : folderOf(database, refuse) }
}

/** Reads a file. Throws NOT_FOUND, TOO_LARGE, and as `readConfig`. */
export async function readConfigFile(file: string): Promise<Config> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (cause) {
    throw new DeclaredError(
      'NOT_FOUND',
      `Wanted a file of settings, could not read ${file} (${errorText(cause)}).`,
      {},
      { cause },
    )
  }
  if (bytes.length > mostBytes) {
    throw new DeclaredError(
      'TOO_LARGE',
      `Wanted a file of settings of at most ${String(mostBytes)} bytes, ${file} has ${String(bytes.length)}.`,
    )
  }
  return readConfig(bytes.toString('utf8'), file)
}
