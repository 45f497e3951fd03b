// What is asked for, and how often.
import { NativeSelect, TextInput } from '@mantine/core'
import { defaultSettings, useSettings } from '../../data/settings.ts'
import type { FieldsProps } from './login-fields.tsx'
import classes from './watch-form.module.css'

const abouts = {
  sparing: 'Only the beans that nnad reads; on large clusters one by one, without the lists of DataNodes.',
  full: 'All of /jmx, for an archive of your own: larger answers, more work for the NameNode.',
} as const

export function PollingFields({ draft, errors, onChange }: FieldsProps) {
  const { data: settings = defaultSettings } = useSettings()
  const usual = settings['namenode.poll_interval_seconds']
  return (
    <fieldset className={classes['group']}>
      <legend>Polling</legend>
      <div className={classes['pair']}>
        <NativeSelect
          size="xs"
          label="What is asked for"
          description={abouts[draft.requests]}
          data={[
            { value: 'sparing', label: 'What nnad reads' },
            { value: 'full', label: 'Whole documents' },
          ]}
          value={draft.requests}
          onChange={({ currentTarget }) =>
            onChange({ requests: currentTarget.value === 'full' ? 'full' : 'sparing' })
          }
        />
        <TextInput
          size="xs"
          label="Poll every"
          description={`Empty: as set, ${String(usual)} s. Metrics are new every 10 s.`}
          inputMode="decimal"
          rightSection={<span className="quiet">s</span>}
          rightSectionPointerEvents="none"
          value={draft.every}
          error={errors.every}
          onChange={({ currentTarget }) => onChange({ every: currentTarget.value })}
        />
      </div>
    </fieldset>
  )
}
