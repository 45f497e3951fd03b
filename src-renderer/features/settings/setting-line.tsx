// One setting: what it is, its value, its default, and when a change counts.
import { Button, Table } from '@mantine/core'
import type { SettingRow, Settings } from '../../../src-shared/contract/settings.ts'
import { defaultSettings } from '../../data/settings.ts'
import { SettingInput } from './setting-input.tsx'
import { limitsText, valueText } from './setting-value.ts'
import classes from './settings.module.css'
import { useSaveSetting } from './use-save-setting.ts'

interface SettingLineProps {
  readonly row: SettingRow
  readonly settings: Settings
}

const effectTexts: Readonly<Record<SettingRow['effect'], string>> = {
  'next training': 'from the next training',
  'next start of the server': 'from the next start of the server',
  'next start of monitoring': 'from the next start of monitoring',
  'at once': 'at once',
}

export function SettingLine({ row, settings }: SettingLineProps) {
  const save = useSaveSetting(row)
  const { id, label, doc, effect, original } = row
  const value = settings[id]
  const usual = defaultSettings[id]
  const docId = `about-${id}`
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes['what']}>
        {label} <code className={classes['id']}>{id}</code>
        <p id={docId} className={`quiet ${classes['doc'] ?? ''}`}>
          {doc}
          {!original && id.startsWith('model.') && ' Not a setting of the original system.'}
        </p>
      </Table.Th>
      <Table.Td className={classes['input']}>
        <SettingInput
          row={row}
          value={value}
          onSave={(change) => save(change, settings)}
          describedBy={docId}
        />
        <span className={`figures quiet ${classes['limits'] ?? ''}`}>{limitsText(id)}</span>
      </Table.Td>
      <Table.Td className={`figures ${classes['default'] ?? ''}`}>
        {valueText(id, usual)}
        {value !== usual && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Reset ${label} to ${valueText(id, usual)}`}
            onClick={() => save({ [id]: usual }, settings)}
          >
            Reset
          </Button>
        )}
      </Table.Td>
      <Table.Td className="quiet">{effectTexts[effect]}</Table.Td>
    </Table.Tr>
  )
}
