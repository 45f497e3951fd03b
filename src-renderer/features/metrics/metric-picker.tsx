// Chooses metrics: all 28 by group, and signals where there are any; found by label, attribute or meaning.
import { Checkbox, ScrollArea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Column, metricGroups, metrics } from '../../../src-shared/metrics.ts'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import classes from './metric-picker.module.css'

interface MetricPickerProps {
  readonly chosen: readonly string[]
  /** Ids of columns beyond the 28 that can be chosen, too. */
  readonly signals?: readonly string[]
  /** In the order in which they were chosen. */
  readonly onChange: (ids: string[]) => void
}

function found<One extends Column>(all: readonly One[], search: string): One[] {
  const words = search.toLowerCase().split(/\s+/)
  return all.filter(({ id, label, doc }) => {
    const text = `${id} ${label} ${doc}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

const none: readonly string[] = []

export function MetricPicker({ chosen, signals = none, onChange }: MetricPickerProps) {
  const [search, setSearch] = useState('')
  const shown = found(metrics, search)
  const others = found(
    signals.flatMap((id) => columns[columnIndex.get(id) ?? -1] ?? []),
    search,
  )
  const groups: readonly (readonly [name: string, own: readonly Column[]])[] = [
    ...metricGroups.map((group) => [group, shown.filter((metric) => metric.group === group)] as const),
    ['Signals that led an incident', others],
  ]
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
        {groups.map(([group, own]) =>
          own.length === 0 ? null : (
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
          ),
        )}
        {shown.length + others.length === 0 && (
          <p className="quiet">{`No metric has “${search}” in name or meaning.`}</p>
        )}
      </ScrollArea.Autosize>
    </>
  )
}
