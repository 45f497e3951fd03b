// The input of one setting: saved on Enter and when it is left; what is out of range is said and not saved.
import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SettingRow, Settings } from '../../../src-shared/contract/settings.ts'
import { choicesOf, limitsText, readSetting, valueText } from './setting-value.ts'

interface SettingInputProps {
  readonly row: SettingRow
  readonly value: Settings[SettingRow['id']]
  readonly onSave: (change: Partial<Settings>) => void
  /** Id of the text that explains it. */
  readonly describedBy: string
}

export function SettingInput({ row, value, onSave, describedBy }: SettingInputProps) {
  // Undefined: nothing is being typed.
  const [typed, setTyped] = useState<string>()
  const choices = choicesOf(row.id)
  const save = (text: string): void => {
    const read = readSetting(row.id, text)
    if (read.error !== undefined) return
    setTyped(undefined)
    if (read.change[row.id] !== value) onSave(read.change)
  }
  if (typeof value === 'boolean') {
    return (
      <Switch
        size="sm"
        aria-label={row.label}
        aria-describedby={describedBy}
        label={valueText(row.id, value)}
        checked={value}
        onChange={({ currentTarget }) => onSave({ [row.id]: currentTarget.checked })}
      />
    )
  }
  if (choices !== undefined) {
    return (
      <NativeSelect
        size="xs"
        aria-label={row.label}
        aria-describedby={describedBy}
        data={choices.map((choice) => ({ value: choice, label: valueText(row.id, choice) }))}
        value={String(value)}
        onChange={({ currentTarget }) => save(currentTarget.value)}
      />
    )
  }
  const error = typed === undefined ? undefined : readSetting(row.id, typed).error
  return (
    <TextInput
      size="xs"
      aria-label={row.label}
      aria-describedby={describedBy}
      inputMode={limitsText(row.id) === '' ? 'text' : 'decimal'}
      spellCheck={false}
      value={typed ?? String(value)}
      error={error}
      rightSection={row.unit === '' ? null : <span className="quiet">{row.unit}</span>}
      rightSectionWidth={row.unit.length > 10 ? 104 : row.unit.length > 2 ? 70 : 28}
      rightSectionPointerEvents="none"
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={() => (typed === undefined ? undefined : save(typed))}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && typed !== undefined) save(typed)
        if (key === 'Escape') setTyped(undefined)
      }}
    />
  )
}
