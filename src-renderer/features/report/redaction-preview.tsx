// What an export will replace by what, before it is made.
import { Button, Skeleton, Table } from '@mantine/core'
import type { RedactionKind } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { Problem } from '../../components/problem.tsx'
import { failureOf } from '../../data/failure.ts'
import type { useRedaction } from '../../data/reports.ts'
import { anyOfText, redactionText } from './export-choice.ts'
import classes from './export.module.css'

interface RedactionPreviewProps {
  readonly kinds: readonly RedactionKind[]
  readonly redaction: Pick<
    ReturnType<typeof useRedaction>,
    'data' | 'error' | 'isPlaceholderData' | 'refetch'
  >
}

type Replacements = NonNullable<RedactionPreviewProps['redaction']['data']>['replacements']

function told(kinds: readonly RedactionKind[], replacements: Replacements | undefined): string {
  if (kinds.length === 0) return 'Nothing is replaced: names of hosts, users and paths go with the file.'
  if (replacements === undefined) return 'Looking for names'
  return replacements.length === 0
    ? `Nothing to replace: this report names no ${anyOfText(kinds)}.`
    : `${redactionText(replacements)}, each by the same everywhere.`
}

function ReplacementTable({ replacements }: { readonly replacements: Replacements }) {
  return (
    <div className={classes['list']} role="region" aria-label="Replaced names" tabIndex={0}>
      <Table stickyHeader verticalSpacing={3} className="figures" aria-label="What is replaced by what">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>In the report</Table.Th>
            <Table.Th>In the file</Table.Th>
            <Table.Th className="number">Places</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {replacements.map(({ kind, from, to, count }) => (
            <Table.Tr key={`${kind} ${from}`}>
              <Table.Td className={classes['name'] ?? ''}>{from}</Table.Td>
              <Table.Td>{to}</Table.Td>
              <Table.Td className="number">{figure(count)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

export function RedactionPreview({ kinds, redaction }: RedactionPreviewProps) {
  const { data, error, isPlaceholderData, refetch } = redaction
  const isAsked = kinds.length > 0
  const replacements = isAsked && !isPlaceholderData ? data?.replacements : undefined
  // While another choice is looked up the last list stays, so that nothing jumps.
  const shown = isAsked ? (data?.replacements ?? []) : []
  return (
    <div className={classes['preview']}>
      {isAsked && error !== null ? (
        <Problem title="What would be replaced is not known">
          {failureOf(error).message}{' '}
          <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
            Look again
          </Button>
        </Problem>
      ) : (
        <p aria-live="polite">{told(kinds, replacements)}</p>
      )}
      {isAsked && data === undefined && error === null && <Skeleton height={120} />}
      {shown.length > 0 && error === null && <ReplacementTable replacements={shown} />}
      {shown.length > 0 && error === null && (
        <p className="quiet">
          Look the list over: a name that is not in it stays, such as one written another way in the title or
          the note.
        </p>
      )}
    </div>
  )
}
