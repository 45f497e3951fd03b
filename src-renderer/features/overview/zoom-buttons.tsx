// Zoom of the whole page by mouse or keys: closer, further, everything; and the way to a table of the strip.
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowsHorizontal, IconChartLine, IconTable, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useInvestigation } from '../../state/investigation.ts'
import { useZoom } from './use-zoom.ts'
import type { Subject } from '../investigate/subject.ts'

interface ZoomButtonsProps {
  readonly subject: Subject
  readonly isTable: boolean
  readonly onTable: (isTable: boolean) => void
}

const look = { variant: 'default', size: 'sm' } as const

export function ZoomButtons({ subject, isTable, onTable }: ZoomButtonsProps) {
  const zoom = useZoom(subject)
  const isAll = useInvestigation(({ view }) => view === undefined)
  const Table = isTable ? IconChartLine : IconTable
  return (
    <ActionIcon.Group>
      <Tooltip label="Zoom in (+)">
        <ActionIcon {...look} aria-label="Zoom in" onClick={() => zoom(0.5)}>
          <IconZoomIn size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Zoom out (-)">
        <ActionIcon {...look} aria-label="Zoom out" onClick={() => zoom(2)} disabled={isAll}>
          <IconZoomOut size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Show all (0)">
        <ActionIcon {...look} aria-label="Show all" onClick={() => zoom(Infinity)} disabled={isAll}>
          <IconArrowsHorizontal size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={isTable ? 'Chart' : 'Table'}>
        <ActionIcon
          {...look}
          aria-label={isTable ? 'Overview: show the chart' : 'Overview: show as table'}
          onClick={() => onTable(!isTable)}
        >
          <Table size={15} />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  )
}
