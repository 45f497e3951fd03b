// Chooses metrics: all 28 by group, found by label, attribute or meaning.
import { Checkbox, ScrollArea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { metricGroups, metrics } from '../../../src-shared/metrics.ts'
import classes from './metric-picker.module.css'

interface MetricPickerProps {
  readonly chosen: readonly string[]
  /** In the order in which they were chosen. */
  readonly onChange: (ids: string[]) => void
}

function found(search: string) {
  const words = search.toLowerCase().split(/\s+/)
  return metrics.filter(({ id, label, doc }) => {
    const text = `${id} ${label} ${doc}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

export function MetricPicker({ chosen, onChange }: MetricPickerProps) {
  const [search, setSearch] = useState('')
  const shown = found(search)
  const toggle = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <>
      <TextInput
        size="xs"
        aria-label="Find metrics"
        placeholder="Name or meaning"
        data-autofocus
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah={340} mt={6} type="auto">
        {metricGroups.map((group) => {
          const own = shown.filter((metric) => metric.group === group)
          return own.length === 0 ? null : (
            <fieldset key={group} className={classes['group']}>
              <legend className="quiet">{group}</legend>
              {own.map(({ id, label }) => (
                <Checkbox
                  key={id}
                  size="xs"
                  label={label}
                  description={id}
                  checked={chosen.includes(id)}
                  onChange={() => toggle(id)}
                />
              ))}
            </fieldset>
          )
        })}
        {shown.length === 0 && <p className="quiet">{`No metric has “${search}” in name or meaning.`}</p>}
      </ScrollArea.Autosize>
    </>
  )
}
