// Chooses another report to compare this one with; the earlier window goes to the left.
import { Button, Popover, Select } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useReports } from '../../data/reports.ts'

interface CompareWithProps {
  readonly id: number
  /** Start of this report's window, epoch ms. */
  readonly from: number
}

export function CompareWith({ id, from }: CompareWithProps) {
  const [, go] = useLocation()
  const [isOpen, setOpen] = useState(false)
  const { data: reports = [] } = useReports()
  const others = reports.filter((report) => report.id !== id)
  const compare = (chosen: string | null): void => {
    const other = others.find((report) => String(report.id) === chosen)
    if (other === undefined) return
    const [left, right] = other.from <= from ? [other.id, id] : [id, other.id]
    go(`/compare/${String(left)}/${String(right)}`)
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={420} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          aria-expanded={isOpen}
          disabled={others.length === 0}
          {...(others.length === 0 ? { title: 'There is no other report yet' } : {})}
          onClick={() => setOpen(!isOpen)}
        >
          Compare with…
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Compare with">
        <Select
          label="The other report"
          placeholder="Number or title"
          searchable
          data-autofocus
          comboboxProps={{ withinPortal: false }}
          nothingFoundMessage="No such report"
          data={others.map((report) => ({
            value: String(report.id),
            label: `${String(report.id)}: ${report.title}`,
          }))}
          onChange={compare}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
