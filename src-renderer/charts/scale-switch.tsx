// Linear or logarithmic: scores span decades, and both the peak and the threshold must be read.
import { SegmentedControl } from '@mantine/core'
import type { ValueScale } from './value-axis.ts'

interface ScaleSwitchProps {
  readonly value: ValueScale
  readonly onChange: (scale: ValueScale) => void
}

export function ScaleSwitch({ value, onChange }: ScaleSwitchProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Axis of the scores"
      value={value}
      onChange={onChange}
      data={[
        { value: 'linear', label: 'Linear' },
        { value: 'log', label: 'Log' },
      ]}
    />
  )
}
