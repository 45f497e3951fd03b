// The times of a stretch of the baseline; a click shows it in its surroundings.
import { Anchor } from '@mantine/core'
import type { TimeRange } from '../../../src-shared/time.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import { around } from '../overview/around.ts'
import { timesText } from './stretch-text.ts'

interface StretchLinkProps {
  readonly stretch: TimeRange
  readonly window: TimeRange
  readonly whole: TimeRange
}

export function StretchLink({ stretch, window, whole }: StretchLinkProps) {
  const zone = useZone()
  const setView = useInvestigation((state) => state.setView)
  return (
    <Anchor
      component="button"
      type="button"
      fz="inherit"
      className="figures"
      onClick={() => setView(around(stretch, whole))}
    >
      {timesText(stretch, window, zone.name)}
    </Anchor>
  )
}
