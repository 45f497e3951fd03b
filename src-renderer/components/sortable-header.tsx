// A column's head that sorts.
import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import classes from './sortable-header.module.css'

interface SortableHeaderProps<Key extends string> {
  readonly by: Key
  readonly label: string
  readonly sort: { readonly by: Key; readonly isDescending: boolean }
  readonly isRight?: boolean
  readonly onSort: (by: Key) => void
}

export function SortableHeader<Key extends string>(props: SortableHeaderProps<Key>) {
  const { by, label, sort, isRight = false, onSort } = props
  const isSorted = sort.by === by
  const Arrow = sort.isDescending ? IconArrowDown : IconArrowUp
  return (
    <Table.Th
      scope="col"
      ta={isRight ? 'right' : 'left'}
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton className={classes['sort']} onClick={() => onSort(by)}>
        {label}
        {isSorted && <Arrow size={13} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  )
}
