// One thing found in the baseline: what, where, and the way to leave it out.
import { Button } from '@mantine/core'
import type { TimeRange } from '../../../src-shared/time.ts'
import { useInvestigation } from '../../state/investigation.ts'
import type { Baseline } from '../../state/left-out.ts'
import { useZone } from '../../state/use-zone.ts'
import { StretchLink } from './stretch-link.tsx'
import { timesText } from './stretch-text.ts'

interface FindingLineProps {
  /** What is there; follows the times at once. */
  readonly text: string
  readonly stretch: TimeRange
  readonly baseline: Baseline
  readonly whole: TimeRange
  readonly canLeaveOut: boolean
  readonly onLeaveOut: () => void
}

export function FindingLine(props: FindingLineProps) {
  const { text, stretch, baseline, whole, canLeaveOut, onLeaveOut } = props
  const zone = useZone()
  const leaveOut = useInvestigation((state) => state.leaveOut)
  const { window } = baseline
  return (
    <li>
      <span>
        <StretchLink {...{ stretch, window, whole }} />
        {text}
      </span>{' '}
      {canLeaveOut && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Leave it out: ${timesText(stretch, window, zone.name)}`}
          onClick={() => {
            onLeaveOut()
            leaveOut(window, stretch)
          }}
        >
          Leave it out
        </Button>
      )}
    </li>
  )
}
