// nnad settings: all settings, one changed, out to a file and in again.
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import {
  GivenSettings,
  SettingChanges,
  type SettingRow,
  Settings as SettingsSchema,
  type Settings as SettingValues,
  type SettingsImport,
  settingTable,
} from '../../../src-shared/contract/settings.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { gotText, wantedText } from '../../api/input-issues.ts'
import { changeSettings, importSettings, previewSettings, settingsText } from '../../api/settings-file.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { print, table, writeBytes, writeJson } from '../terminal.ts'

type Value = string | number | boolean

const defaults = SettingsSchema.parse({})
/** A file of settings is far smaller, bytes. */
const mostBytes = 262_144

const examples = `
Examples:
  nnad settings
  nnad settings set model.epochs 80
  nnad settings set scheduler.retrain_cron ""
  nnad settings export nnad-settings.json
  nnad settings import nnad-settings.json --preview

Passwords and tokens are no settings and never in the file.`

const shown = (value: Value): string => (value === '' ? '–' : String(value))

const rowOf = (id: string): SettingRow | undefined => settingTable.find((row) => row.id === id)

/** A changed setting: `model.epochs: 80, was 50 (counts: next training)`. */
function changeText({ id, before, after }: SettingsImport['changes'][number]): string {
  return `${id}: ${shown(after)}, was ${shown(before)} (counts: ${rowOf(id)?.effect ?? ''})`
}

/** The setting of a name. Throws NOT_FOUND, with those of its section. */
function settingNamed(name: string): SettingRow {
  const row = rowOf(name)
  if (row !== undefined) return row
  const [section = ''] = name.split('.')
  const near = settingTable.filter(({ id }) => id.startsWith(`${section}.`))
  const names = (near.length > 0 ? near : settingTable).map(({ id }) => id).join(', ')
  throw new DeclaredError('NOT_FOUND', `There is no setting "${name}": there are ${names}.`)
}

const words: Readonly<Record<string, boolean>> = { true: true, on: true, false: false, off: false }

/** What somebody typed as a value, of the kind that the setting has. */
function typedValue({ id }: SettingRow, text: string): unknown {
  const usual = defaults[id]
  if (typeof usual === 'boolean') return words[text.toLowerCase()] ?? text
  if (typeof usual === 'number' && text.trim() !== '') return Number.isNaN(Number(text)) ? text : Number(text)
  return text
}

/** One setting as typed. Throws BAD_INPUT. */
function readChange(row: SettingRow, text: string): Partial<SettingValues> {
  const value = typedValue(row, text)
  const read = SettingChanges.safeParse({ [row.id]: value })
  if (read.success) return read.data
  const [issue] = read.error.issues
  const wanted = typeof defaults[row.id] === 'boolean' ? 'true or false' : wantedText(issue?.message ?? '')
  throw new DeclaredError(
    'BAD_INPUT',
    `${row.id}: wanted ${wanted}, got ${gotText(value)}. Nothing was changed.`,
  )
}

/** A file as JSON. Throws NOT_FOUND, TOO_LARGE, UNREADABLE. */
async function readGiven(file: string): Promise<GivenSettings> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    const text = `Wanted a file of settings, could not read ${file} (${errorText(cause)}).`
    throw new DeclaredError('NOT_FOUND', text, {}, { cause })
  })
  if (bytes.length > mostBytes) {
    const text = `Wanted a file of settings of at most ${String(mostBytes)} bytes, ${file} has ${String(bytes.length)}.`
    throw new DeclaredError('TOO_LARGE', text)
  }
  try {
    return GivenSettings.parse(JSON.parse(bytes.toString('utf8')))
  } catch (cause) {
    const text = `Wanted a file that "nnad settings export" wrote, ${file} is none. Nothing was changed.`
    throw new DeclaredError('UNREADABLE', text, {}, { cause })
  }
}

function list(nnad: Command): void {
  nnad
    .option('--json <file>', 'write as JSON, - for standard output')
    .action(async ({ json }: { json?: string }, command: Command) => {
      const values = await withServices(dataFolderOf(command), ({ settings }) =>
        Promise.resolve(settings.all()),
      )
      if (json !== undefined) await writeJson(json, values)
      if (json === '-') return
      const rows = settingTable.map(({ id, unit }) => [
        id,
        // A unit is a number's.
        `${shown(values[id])}${unit === '' || typeof values[id] !== 'number' ? '' : ` ${unit}`}`,
        values[id] === defaults[id] ? '' : shown(defaults[id]),
      ])
      print(table([['setting', 'value', 'default, where changed'], ...rows]))
    })
}

function addSet(settings: Command): void {
  settings
    .command('set')
    .description('change one setting')
    .argument('<name>', 'as nnad settings lists it')
    .argument('<value>', '"" for none')
    .action(async (name: string, text: string, _: object, command: Command) => {
      const row = settingNamed(name)
      const change = readChange(row, text)
      await withServices(dataFolderOf(command), async (services) => {
        const before = services.settings.all()[row.id]
        const after = (await changeSettings(services, change))[row.id]
        print(changeText({ id: row.id, before, after }))
      })
    })
}

function addExportFile(settings: Command): void {
  settings
    .command('export')
    .description('write all settings as a file, without secrets')
    .argument('<file>', '- for standard output')
    .action(async (file: string, _: object, command: Command) => {
      await withServices(dataFolderOf(command), (services) =>
        writeBytes(file, Buffer.from(settingsText(services))),
      )
      if (file !== '-') print(`${String(settingTable.length)} settings written to ${file}`)
    })
}

function addImportFile(settings: Command): void {
  settings
    .command('import')
    .description('take the settings of an exported file, all or none of them')
    .argument('<file>', 'that nnad settings export, or the screen, wrote')
    .option('--preview', 'tell what would change, and change nothing')
    .action(async (file: string, { preview }: { preview?: true }, command: Command) => {
      const given = await readGiven(file)
      await withServices(dataFolderOf(command), async (services) => {
        const take = preview === true ? previewSettings : importSettings
        const { changes, forgets } = await take(services, given)
        for (const change of changes) print(changeText(change))
        for (const name of forgets) print(`secret ${name}: forgotten, it was given for another server`)
        if (changes.length === 0) print('Nothing to change: the settings are as in the file.')
        else if (preview === true) print(`${String(changes.length)} would change; nothing has.`)
      })
    })
}

export function addSettings(nnad: Command): void {
  const settings = nnad
    .command('settings')
    .description('list settings, change one, or move them by a file')
    .addHelpText('after', examples)
  list(settings)
  addSet(settings)
  addExportFile(settings)
  addImportFile(settings)
}
