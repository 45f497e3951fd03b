// Settings as a file: written without secrets; read all or not at all, with everything that is wrong told at once.
import {
  type GivenSettings,
  SettingChanges,
  type SettingRow,
  type Settings as SettingValues,
  type SettingsFile,
  type SettingsImport,
  settingTable,
  settingsFormat,
  settingsVersion,
} from '../../src-shared/contract/settings.ts'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'
import { secretsSentElsewhere } from '../core/secret-release.ts'
import type { Services } from '../core/services.ts'
import { gotText, wantedText } from './input-issues.ts'

/** An address without the user and password that somebody may have written into it; any other text as it is. */
function withoutLogin(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  if (url.username === '' && url.password === '') return address
  url.username = ''
  url.password = ''
  return url.href
}

/** What an export holds: the settings that count now, also those that this start alone was given. */
export function settingsFile({ settings, host }: Pick<Services, 'settings' | 'host'>): SettingsFile {
  const values = settings.all()
  return {
    format: settingsFormat,
    version: settingsVersion,
    nnad: host.version,
    settings: { ...values, 'namenode.jmx_url': withoutLogin(values['namenode.jmx_url']) },
  }
}

/** The text of an export. */
export const settingsText = (services: Pick<Services, 'settings' | 'host'>): string =>
  `${JSON.stringify(settingsFile(services), null, 2)}\n`

/** Why a value cannot be that of a setting; undefined where it can. */
function objection(name: string, value: unknown): string | undefined {
  if (!settingTable.some(({ id }) => id === name)) return `there is no setting ${name}`
  const [issue] = SettingChanges.safeParse({ [name]: value }).error?.issues ?? []
  return issue && `${name}: wanted ${wantedText(issue.message)}, got ${gotText(value)}`
}

function refused(problems: readonly string[]): DeclaredError {
  const one = problems.length === 1
  return new DeclaredError(
    'BAD_INPUT',
    `Nothing was changed, the file has ${one ? 'a mistake' : `${String(problems.length)} mistakes`}: ${problems.join('; ')}. ` +
      `Correct ${one ? 'it' : 'them'}, or export the settings again.`,
    { problems },
  )
}

function timeProblem({ settings }: Services, changes: Partial<SettingValues>): string | undefined {
  try {
    settings.checkTimes(changes)
    return undefined
  } catch (error) {
    return errorText(error).replace(/\.$/, '')
  }
}

/** The settings of a file. Throws BAD_INPUT, whose fact `problems` lists all that is wrong. */
function settingsIn(services: Services, file: GivenSettings): Partial<SettingValues> {
  if (file.format !== settingsFormat) {
    throw refused([
      `wanted a file that nnad exported (format ${settingsFormat}), got ${file.format === '' ? 'another kind of file' : `format ${gotText(file.format)}`}`,
    ])
  }
  if (file.version !== settingsVersion) {
    throw refused([
      `wanted version ${String(settingsVersion)} of ${settingsFormat}, got ${String(file.version)}, which another version of nnad wrote`,
    ])
  }
  const wrong = Object.entries(file.settings).flatMap(([name, value]) => objection(name, value) ?? [])
  if (wrong.length > 0) throw refused(wrong)
  const changes = SettingChanges.parse(file.settings)
  const time = timeProblem(services, changes)
  if (time !== undefined) throw refused([time])
  return changes
}

type Change = SettingsImport['changes'][number]

/** What of `wanted` is not so yet. */
function changesOf(before: SettingValues, wanted: Partial<SettingValues>): Change[] {
  return settingTable.flatMap(({ id }: SettingRow): Change[] => {
    const after = wanted[id]
    return after === undefined || after === before[id] ? [] : [{ id, before: before[id], after }]
  })
}

/** What an import of a file would change. Throws BAD_INPUT. */
export async function previewSettings(services: Services, file: GivenSettings): Promise<SettingsImport> {
  const wanted = settingsIn(services, file)
  const before = services.settings.all()
  const changes = changesOf(before, wanted)
  const { secrets } = await services.secrets.status()
  const isKept = (wantedName: string): boolean =>
    secrets.some(({ name, isSet }) => name === wantedName && isSet)
  return {
    changes,
    before: SettingChanges.parse(Object.fromEntries(changes.map(({ id, before }) => [id, before]))),
    forgets: secretsSentElsewhere(before, wanted).filter(isKept),
  }
}

/** Changes some settings, secrets told first. Throws BAD_INPUT, FORBIDDEN (a secret of the environment would go elsewhere), BROKEN. */
export async function changeSettings(
  { secrets, settings }: Services,
  changes: Partial<SettingValues>,
): Promise<SettingValues> {
  settings.checkTimes(changes)
  await secrets.beforeSettings(changes)
  return settings.update(changes)
}

/** Takes the settings of a file, all or none. Throws as `previewSettings` and `changeSettings`. */
export async function importSettings(services: Services, file: GivenSettings): Promise<SettingsImport> {
  const result = await previewSettings(services, file)
  const after = Object.fromEntries(result.changes.map(({ id, after }) => [id, after]))
  await changeSettings(services, SettingChanges.parse(after))
  return result
}
