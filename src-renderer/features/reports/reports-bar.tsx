// Above the list: find, compare the two chosen, undo.
import { Button, Group, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { useDeletedReports } from '../../state/deleted-reports.ts'
import { useCommands } from '../commands/use-commands.ts'
import { undoDelete } from './delete-report.ts'

interface ReportsBarProps {
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly chosen: readonly ReportHead[]
}

/** Where the comparison of two reports is; the earlier window goes to the left. */
function comparisonOf(chosen: readonly ReportHead[]): string | undefined {
  const [left, right] = chosen.toSorted((one, other) => one.from - other.from || one.id - other.id)
  return left === undefined || right === undefined
    ? undefined
    : `/compare/${String(left.id)}/${String(right.id)}`
}

export function ReportsBar({ search, onSearch, chosen }: ReportsBarProps) {
  const [, go] = useLocation()
  const deleted = useDeletedReports(({ ids }) => ids.at(-1))
  const address = comparisonOf(chosen)
  const why = { disabled: 'Choose two reports in the list first' }
  useCommands([
    {
      id: 'reports-compare',
      label: 'Compare the two chosen reports',
      group: 'Reports',
      keys: 'C',
      run: () => address !== undefined && go(address),
      ...(address === undefined ? why : {}),
    },
    {
      id: 'reports-undo-delete',
      label:
        deleted === undefined ? 'Undo deletion of a report' : `Undo deletion of report ${String(deleted)}`,
      group: 'Reports',
      keys: 'mod+Z',
      run: () => deleted !== undefined && void undoDelete(deleted),
      ...(deleted === undefined ? { disabled: 'No report was deleted in this window' } : {}),
    },
  ])
  return (
    <Group justify="space-between" gap="sm">
      <TextInput
        size="xs"
        w={320}
        aria-label="Find reports"
        placeholder="Title, note, metric, NameNode, day"
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <Group gap="sm">
        {address === undefined && (
          <span className="quiet" id="compare-why">
            {`${String(chosen.length)} of 2 chosen for comparing`}
          </span>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={address === undefined}
          aria-describedby={address === undefined ? 'compare-why' : undefined}
          onClick={() => address !== undefined && go(address)}
        >
          Compare the two chosen
        </Button>
      </Group>
    </Group>
  )
}
