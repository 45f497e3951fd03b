// Which incidents are listed; the choice stands in the address.
import { Checkbox, Group, NativeSelect, SegmentedControl } from '@mantine/core'
import type { Source } from '../../../src-shared/contract/sources.ts'
import type { IncidentFilter } from './incident-text.ts'

interface IncidentsFilterProps {
  readonly filter: IncidentFilter
  readonly sources: readonly Source[]
  readonly onChange: (filter: IncidentFilter) => void
}

export function IncidentsFilter({ filter, sources, onChange }: IncidentsFilterProps) {
  return (
    <Group gap="sm">
      <SegmentedControl
        size="xs"
        aria-label="State of the incidents"
        transitionDuration={0}
        data={[
          { value: 'all' satisfies IncidentFilter['state'], label: 'All' },
          { value: 'open' satisfies IncidentFilter['state'], label: 'Open' },
          { value: 'closed' satisfies IncidentFilter['state'], label: 'Closed' },
        ]}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
      />
      {(sources.length > 1 || filter.source !== undefined) && (
        <NativeSelect
          size="xs"
          aria-label="NameNode of the incidents"
          data={[
            { value: '', label: 'All NameNodes' },
            ...sources.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={filter.source === undefined ? '' : String(filter.source)}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...filter, source: value === '' ? undefined : Number(value) })
          }
        />
      )}
      <Checkbox
        size="xs"
        label="Not acknowledged or judged yet"
        checked={filter.isUnhandled}
        onChange={({ currentTarget }) => onChange({ ...filter, isUnhandled: currentTarget.checked })}
      />
    </Group>
  )
}
