// A column's head that sorts.
import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type Sort, type SortKey, nextSort } from './report-order.ts'
import classes from './reports.module.css'

interface SortableHeaderProps {
  readonly by: SortKey
  readonly label: string
  readonly sort: Sort
  readonly isRight?: boolean
  readonly onSort: (sort: Sort) => void
}

export function SortableHeader({ by, label, sort, isRight = false, onSort }: SortableHeaderProps) {
  const isSorted = sort.by === by
  const Arrow = sort.isDescending ? IconArrowDown : IconArrowUp
  return (
    <Table.Th
      scope="col"
      ta={isRight ? 'right' : 'left'}
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton className={classes['sort']} onClick={() => onSort(nextSort(sort, by))}>
        {label}
        {isSorted && <Arrow size={13} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  )
}
