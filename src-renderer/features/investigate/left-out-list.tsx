// What is left out of the baseline, each with the way back.
import { Button } from '@mantine/core'
import type { TimeRange } from '../../../src-shared/time.ts'
import { useInvestigation } from '../../state/investigation.ts'
import type { Baseline } from '../../state/left-out.ts'
import { useZone } from '../../state/use-zone.ts'
import classes from './baseline.module.css'
import { StretchLink } from './stretch-link.tsx'
import { timesText } from './stretch-text.ts'

interface LeftOutListProps {
  readonly baseline: Baseline
  readonly whole: TimeRange
  /** Called when somebody puts one back. */
  readonly onPutBack: () => void
}

export function LeftOutList({ baseline: { window, leftOut }, whole, onPutBack }: LeftOutListProps) {
  const zone = useZone()
  const putBack = useInvestigation((state) => state.putBack)
  if (leftOut.length === 0) return null
  return (
    <div className={classes['left-out']}>
      <span id="left-out">Left out:</span>
      <ul aria-labelledby="left-out">
        {leftOut.map((stretch) => (
          <li key={stretch.from}>
            <StretchLink {...{ stretch, window, whole }} />
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Put back: ${timesText(stretch, window, zone.name)}`}
              onClick={() => {
                onPutBack()
                putBack(stretch)
              }}
            >
              Put back
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
