// One attribute: the query that it is read from, what it feeds; the query is changed in place.
import { Button, Group, Table, Textarea } from '@mantine/core'
import { Fragment, useState } from 'react'
import type { MappedRow } from '../../../src-shared/contract/engines.ts'
import { metricLabel } from '../../../src-shared/figures.ts'
import { Tag } from '../../components/tag.tsx'
import classes from './engines.module.css'
import { type RowState, stateOf } from './mapping-rows.ts'

interface MappingRowProps {
  readonly row: MappedRow
  readonly isSaving: boolean
  /** undefined: back to what was found. */
  readonly onSave: (query: string | undefined, onDone: () => void) => void
}

const look = { size: 'compact-xs', variant: 'default' } as const

const states: Readonly<Record<RowState, readonly [text: string, tone: 'good' | 'fair' | 'bad' | 'plain']>> = {
  found: ['found', 'plain'],
  own: ['own', 'good'],
  unseen: ['own, matches nothing', 'fair'],
  off: ['switched off', 'fair'],
  missing: ['missing', 'fair'],
}

/** As many labels as a line holds. */
const mostLabels = 2

function feedsText(columns: readonly string[]): string {
  const labels = columns.map((id) => metricLabel(id))
  if (labels.length === 0) return 'who it is'
  if (labels.length <= mostLabels) return labels.join(', ')
  return `${labels.slice(0, mostLabels).join(', ')} and ${String(labels.length - mostLabels)} more`
}

interface QueryProps {
  readonly text: string
  /** Otherwise it is what would be read if the engine had it. */
  readonly isInForce: boolean
}

/** A query that breaks behind its commas and braces. */
function Query({ text, isInForce }: QueryProps) {
  return (
    <code
      className={isInForce ? classes['query'] : `quiet ${classes['query'] ?? ''}`}
      title={isInForce ? undefined : 'Looked for, not found'}
    >
      {text.split(/(?<=[,{(])/).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}

interface QueryEditProps extends MappingRowProps {
  readonly onClose: () => void
}

function QueryEdit({ row, isSaving, onSave, onClose }: QueryEditProps) {
  const { attribute, query, found, isOwn } = row
  const [draft, setDraft] = useState(query)
  return (
    <div className={classes['edit']}>
      <Textarea
        size="xs"
        aria-label={`Query of ${attribute}`}
        description="PromQL; $node stands for the matchers of the NameNode. Empty: not read."
        classNames={{ input: classes['query'] ?? '' }}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4000}
        spellCheck={false}
        data-autofocus
        autoFocus
        value={draft}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') onClose()
        }}
      />
      <Group gap={6}>
        <Button
          size="compact-xs"
          loading={isSaving}
          disabled={draft.trim() === query}
          onClick={() => onSave(draft.trim(), onClose)}
        >
          Save
        </Button>
        {isOwn && (
          <Button {...look} disabled={isSaving} onClick={() => onSave(undefined, onClose)}>
            {found === null ? 'Remove' : 'Back to what was found'}
          </Button>
        )}
        <Button {...look} onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </div>
  )
}

export function MappingTableRow(props: MappingRowProps) {
  const [isEditing, setEditing] = useState(false)
  const { row } = props
  const [text, tone] = states[stateOf(row)]
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes['attribute']}>
        {row.attribute}
      </Table.Th>
      <Table.Td className={classes['wide']}>
        {isEditing ? (
          <QueryEdit {...props} onClose={() => setEditing(false)} />
        ) : row.query === '' ? (
          <span className="quiet">–</span>
        ) : (
          <Query text={row.query} isInForce={stateOf(row) !== 'missing'} />
        )}
      </Table.Td>
      <Table.Td className={classes['feeds']} title={row.columns.join(', ')}>
        {feedsText(row.columns)}
      </Table.Td>
      <Table.Td>
        {tone === 'plain' ? <span className="quiet">{text}</span> : <Tag tone={tone}>{text}</Tag>}
      </Table.Td>
      <Table.Td>
        {!isEditing && (
          <Button {...look} aria-label={`Edit ${row.attribute}`} onClick={() => setEditing(true)}>
            Edit
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
