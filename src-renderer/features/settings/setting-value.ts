// What a setting may be, in words; and values read from what people type.
import { z } from 'zod'
import { type SettingRow, SettingChanges, Settings } from '../../../src-shared/contract/settings.ts'
import { figure } from '../../../src-shared/figures.ts'

type SettingId = SettingRow['id']

const names: Readonly<Record<string, string>> = {
  auto: 'as this computer has it',
  light: 'light',
  dark: 'dark',
  utc: 'UTC',
  namenode: 'NameNode',
  local: 'this computer’s',
  fused: 'fused kernel',
  tfjs: 'tf.js',
  true: 'on',
  false: 'off',
  json: 'JSON',
  slack: 'Slack',
  pagerduty: 'PagerDuty',
  starttls: 'STARTTLS',
  tls: 'TLS',
  none: 'none',
  basic: 'user and password',
  bearer: 'token',
  '': 'none',
}

/** Values that mean something else in one setting. */
const ownNames: Partial<Readonly<Record<SettingId, Readonly<Record<string, string>>>>> = {
  'report.paper': { auto: 'usual in this region', a4: 'A4', letter: 'US Letter' },
  'desktop.on_close': { ask: 'ask me', keep: 'keep watching', quit: 'quit nnad' },
}

/** A setting's value as people read it. */
export function valueText(id: SettingId, value: Settings[SettingId]): string {
  return ownNames[id]?.[String(value)] ?? names[String(value)] ?? String(value)
}

/** What can be chosen; undefined where a value is typed. */
export function choicesOf(id: SettingId): readonly string[] | undefined {
  const kind = Settings.shape[id].unwrap()
  return kind instanceof z.ZodEnum ? kind.options.map(String) : undefined
}

/** Limits in words: `whole number, 5 to 512`; empty where a text is typed. */
export function limitsText(id: SettingId): string {
  const kind = Settings.shape[id].unwrap()
  if (!(kind instanceof z.ZodNumber)) return ''
  const what = kind.format === 'safeint' ? 'whole number' : 'number'
  return `${what}, ${figure(kind.minValue)} to ${figure(kind.maxValue)}`
}

export type ReadSetting =
  { readonly change: Partial<Settings>; readonly error?: undefined } | { readonly error: string }

/** Reads what somebody typed or chose for a setting. */
export function readSetting(id: SettingId, text: string): ReadSetting {
  const trimmed = text.trim()
  const isNumber = limitsText(id) !== ''
  const value = isNumber && trimmed !== '' ? Number(trimmed.replace(',', '.')) : trimmed
  const read = SettingChanges.safeParse({ [id]: value })
  if (read.success) return { change: read.data }
  const own = read.error.issues.find(({ code }) => code === 'custom')?.message
  if (own !== undefined) return { error: `${own} Not saved.` }
  const wanted = isNumber ? `a ${limitsText(id)}` : 'an address or a name'
  return { error: `Wanted ${wanted}, got ${trimmed === '' ? 'nothing' : `"${trimmed}"`}. Not saved.` }
}
