// One NameNode that an engine has: what it is called there, what of it is mapped, which data there are.
import { Anchor, Checkbox, Table, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { FoundNameNode } from '../../../src-shared/contract/engines.ts'
import { figure } from '../../../src-shared/figures.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { dayText, rangeText } from '../../../src-shared/zones.ts'
import { dialectText, missingLabels } from './engine-text.ts'
import classes from './engines.module.css'

interface FoundRowProps {
  readonly engineId: number
  readonly found: FoundNameNode
  /** IANA name. */
  readonly zone: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

interface MappedProps {
  readonly part: FoundNameNode['metrics']
  /** Those of the model are wanted; signals are a help. */
  readonly isWanted: boolean
}

function Mapped({ part: { mapped, of }, isWanted }: MappedProps) {
  return (
    <Table.Td ta="right" className={isWanted && mapped < of ? (classes['short'] ?? '') : ''}>
      {`${figure(mapped)} of ${figure(of)}`}
    </Table.Td>
  )
}

function Missing({ missing }: Pick<FoundNameNode, 'missing'>) {
  const { metrics, signals } = missingLabels(missing)
  const parts = [
    ['Missing metrics', metrics],
    ['Missing signals', signals],
  ] as const
  return parts
    .filter(([, labels]) => labels.length > 0)
    .map(([title, labels]) => (
      <p key={title}>
        <b>{title}:</b> {labels.join(', ')}
      </p>
    ))
}

export function FoundRow({ engineId, found, zone, isChosen, onChoose }: FoundRowProps) {
  const [isOpen, setOpen] = useState(false)
  const { instance, cluster, dialect, from, to, missing } = found
  const { text, about } = dialectText(dialect)
  const query = new URLSearchParams({ instance }).toString()
  return (
    <>
      <Table.Tr data-told={isOpen || undefined}>
        <Table.Td>
          <Checkbox size="xs" aria-label={`Choose ${instance}`} checked={isChosen} onChange={onChoose} />
        </Table.Td>
        <Table.Th scope="row" className={classes['instance']} title={instance}>
          {instance}
        </Table.Th>
        <Table.Td>{cluster ?? '–'}</Table.Td>
        <Mapped part={found.metrics} isWanted />
        <Mapped part={found.signals} isWanted={false} />
        <Table.Td>
          {missing.length === 0 ? (
            '–'
          ) : (
            <UnstyledButton
              className={classes['more']}
              aria-expanded={isOpen}
              aria-label={`${figure(missing.length)} missing at ${instance}`}
              onClick={() => setOpen(!isOpen)}
            >
              <IconChevronRight size={13} aria-hidden data-open={isOpen || undefined} />
              {figure(missing.length)}
            </UnstyledButton>
          )}
        </Table.Td>
        <Table.Td title={about}>{text}</Table.Td>
        <Table.Td title={from === null || to === null ? 'unknown' : rangeText(from, to, zone)}>
          {from === null || to === null ? '–' : `${dayText(from, zone)} to ${dayText(to, zone)}`}
        </Table.Td>
        <Table.Td>{formatDuration(found.scrapeInterval)}</Table.Td>
        <Table.Td>
          <Anchor
            component={Link}
            href={`/engines/${String(engineId)}/mapping?${query}`}
            inherit
            aria-label={`Mapping of ${instance}`}
          >
            Mapping
          </Anchor>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td />
          <Table.Td colSpan={9} className={classes['missing']}>
            <Missing missing={missing} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}
