// What each attribute of a NameNode is read from: counted, found by a search, changed, exported and imported.
import { Group, SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { Engine, EngineMapping, MappedRow } from '../../../src-shared/contract/engines.ts'
import { figure } from '../../../src-shared/figures.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useSaveMapping } from '../../data/engines.ts'
import { dialectText, mappedText, missingLabels } from './engine-text.ts'
import classes from './engines.module.css'
import { type RowFilter, shownRows, withRow } from './mapping-rows.ts'
import { MappingTable } from './mapping-table.tsx'
import { MappingTransfer } from './mapping-transfer.tsx'

interface MappingViewProps {
  readonly engine: Engine
  readonly mapping: EngineMapping
}

const isFilter = (value: string): value is RowFilter => ['all', 'missing', 'own'].includes(value)

function Summary({ mapping }: Pick<MappingViewProps, 'mapping'>) {
  const { metrics, signals } = missingLabels(mapping.missing)
  const { text, about } = dialectText(mapping.dialect)
  return (
    <div className={`card ${classes['summary'] ?? ''}`} role="status">
      <p className="figures">
        <b>{mappedText(mapping)}</b>; names as by <span title={about}>{text}</span>;{' '}
        <code className={classes['query']}>$node</code> is{' '}
        <code className={classes['query']}>{mapping.node}</code>
      </p>
      {metrics.length > 0 && (
        <p>
          <b>Missing metrics:</b> {metrics.join(', ')}
        </p>
      )}
      {signals.length > 0 && (
        <p className="quiet">
          <b>Missing signals:</b> {signals.join(', ')}
        </p>
      )}
    </div>
  )
}

export function MappingView({ engine, mapping }: MappingViewProps) {
  const [filter, setFilter] = useState<RowFilter>('all')
  const [search, setSearch] = useState('')
  const save = useSaveMapping(engine.id)
  const { rows } = mapping
  const shown = shownRows(rows, filter, search)
  const missing = shownRows(rows, 'missing', '').length
  const own = shownRows(rows, 'own', '').length
  const keep = (row: MappedRow, query: string | undefined, onDone: () => void): void =>
    save.mutate(withRow(engine.mapping, row, query), {
      onSuccess: () => {
        tell(`${row.attribute} was saved for all NameNodes of ${engine.name}`)
        onDone()
      },
      onError: (error) => tellFailure(`${row.attribute} was not saved`, error),
    })
  return (
    <>
      <Summary mapping={mapping} />
      <Group justify="space-between">
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label="Which queries"
            transitionDuration={0}
            data={[
              { value: 'all', label: `All ${figure(rows.length)}` },
              { value: 'missing', label: `Missing ${figure(missing)}` },
              { value: 'own', label: `Own ${figure(own)}` },
            ]}
            value={filter}
            onChange={(value) => (isFilter(value) ? setFilter(value) : undefined)}
          />
          <TextInput
            size="xs"
            w={260}
            aria-label="Find queries"
            placeholder="Attribute, query, metric, bean"
            leftSection={<IconSearch size={14} />}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        </Group>
        <MappingTransfer engine={engine} rows={rows} instance={mapping.instance} />
      </Group>
      <div className="card">
        {shown.length === 0 ? (
          <p className="quiet">
            {search === ''
              ? filter === 'missing'
                ? 'Nothing is missing: every attribute has a query.'
                : 'No query of its own yet: all are as they were found.'
              : `No query here has “${search}” in attribute, query, metric or bean.`}
          </p>
        ) : (
          <MappingTable rows={shown} isSaving={save.isPending} onSave={keep} />
        )}
      </div>
    </>
  )
}
