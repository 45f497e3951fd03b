// A chart over time: legend with values under the cursor, plot, and the same as a table. Zoom and cursor are shared by its page.
import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconChartLine, IconTable } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { TimeRange } from '../../src-shared/time.ts'
import type { Zone } from '../state/use-zone.ts'
import type { ChartLine } from './chart-lines.ts'
import type { ChartRow } from './chart-rows.ts'
import { ChartTable } from './chart-table.tsx'
import { CursorLine } from './cursor-line.tsx'
import { margin } from './plot.ts'
import { Readout } from './readout.tsx'
import { type Band, type Mark, TimePlot } from './time-plot.tsx'
import { usePlotPointer } from './use-plot-pointer.ts'
import type { ValueBounds, ValueScale } from './value-axis.ts'

export interface TimeChartProps {
  readonly title: string
  /** A few words behind the title. */
  readonly hint?: string
  readonly rows: readonly ChartRow[]
  readonly lines: readonly ChartLine[]
  /** What is shown, and what can be shown; epoch ms. */
  readonly range: TimeRange
  readonly whole: TimeRange
  readonly zone: Zone
  readonly unit: string
  readonly bands?: readonly Band[]
  readonly threshold?: number
  readonly marks?: readonly Mark[]
  /** Linear by default. */
  readonly valueScale?: ValueScale
  /** What the axis of values reaches over, where charts share one; by default what is shown. */
  readonly bounds?: ValueBounds
  readonly height?: number
  readonly onView: (view: TimeRange | undefined) => void
}

function Plot(props: TimeChartProps & { readonly width: number; readonly height: number }) {
  const { title, rows, lines, range, whole, zone, unit, bands, threshold, width, height, onView } = props
  const overlay = useRef<HTMLDivElement>(null)
  const { drag, handlers } = usePlotPointer(overlay, { range, whole, width, onView })
  return (
    <>
      <div aria-hidden>
        <TimePlot
          {...{ rows, lines, range, unit, width, height, zone: zone.name }}
          {...(bands === undefined ? {} : { bands })}
          {...(threshold === undefined ? {} : { threshold })}
          {...(props.marks === undefined ? {} : { marks: props.marks })}
          {...(props.valueScale === undefined ? {} : { valueScale: props.valueScale })}
          {...(props.bounds === undefined ? {} : { bounds: props.bounds })}
        />
      </div>
      <CursorLine range={range} width={width} />
      {drag !== undefined && (
        <div
          className="drag-zoom"
          style={{
            left: Math.min(drag.start, drag.now),
            width: Math.abs(drag.now - drag.start),
            top: margin.top,
            bottom: margin.bottom,
          }}
        />
      )}
      <div
        ref={overlay}
        className="plot-overlay"
        tabIndex={0}
        role="application"
        aria-label={`${title}: chart of ${lines.map(({ label }) => label).join(', ')}. Left and right move the cursor, plus and minus zoom, 0 shows all; the table button gives every value.`}
        {...handlers}
      />
    </>
  )
}

export function TimeChart(props: TimeChartProps) {
  const { title, hint, rows, lines, range, zone, unit, threshold, height = 180 } = props
  const { ref, width } = useElementSize()
  const [isTable, setTable] = useState(false)
  const label = isTable ? `${title}: show the chart` : `${title}: show as table`
  return (
    <figure className="time-chart" aria-label={title}>
      <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start">
        <figcaption className="chart-title" title={hint}>
          <Text span fw={650} size="sm">
            {title}
          </Text>{' '}
          <Text span className="quiet" size="xs">
            {hint}
          </Text>
        </figcaption>
        <Tooltip label={isTable ? 'Chart' : 'Table'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={label}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? <IconChartLine size={16} /> : <IconTable size={16} />}
          </ActionIcon>
        </Tooltip>
      </Group>
      <Readout {...{ rows, lines, unit, threshold }} zone={zone.name} />
      <div ref={ref} className="plot" style={{ height }}>
        {isTable ? (
          <ChartTable
            {...{ title, rows, lines, range, unit, height }}
            zone={zone.name}
            zoneLabel={zone.label}
          />
        ) : (
          width > 0 && <Plot {...props} width={width} height={height} />
        )}
      </div>
    </figure>
  )
}
