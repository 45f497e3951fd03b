// Under the strip, where there are any: HA roles as stretches, restarts and changes as marks that can be zoomed to.
import { Tooltip } from '@mantine/core'
import type { History } from '../../../src-shared/contract/samples.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { overlaps, xOf } from '../../charts/plot.ts'
import { around } from './around.ts'
import { eventMarks, markSign, markText } from './event-marks.ts'
import classes from './overview.module.css'

interface StripEventsProps {
  readonly history: Pick<History, 'roles' | 'events'>
  /** What is shown, and what can be shown; epoch ms. */
  readonly range: TimeRange
  readonly whole: TimeRange
  readonly width: number
  readonly zone: string
  readonly onView: (view: TimeRange | undefined) => void
}

export function StripEvents({ history, range, whole, width, zone, onView }: StripEventsProps) {
  const { roles, events } = history
  const hasRoles = new Set(roles.map(({ haState }) => haState)).size > 1
  if (!hasRoles && events.every(({ kind }) => kind === 'gap')) return null
  return (
    <div className={classes['events']} role="group" aria-label="Restarts and HA roles">
      {hasRoles &&
        roles
          .filter((role) => overlaps(role, range))
          .map(({ from, to, haState }) => {
            const left = xOf(Math.max(from, range.from), range, width)
            const wide = xOf(Math.min(to, range.to), range, width) - left
            return (
              <span
                key={from}
                className={classes['role']}
                data-state={haState}
                style={{ left, width: Math.max(1, wide) }}
                title={`${haState} from ${timeText(from, zone)} to ${timeText(to, zone)}`}
              >
                {wide > 50 && haState}
              </span>
            )
          })}
      {eventMarks(events, range, width).map(({ x, events: own }) => {
        const [first] = own
        if (first === undefined) return null
        const text = `${markText(own)}, ${timeText(first.to, zone)}`
        const span = { from: first.from, to: own.at(-1)?.to ?? first.to }
        return (
          <Tooltip key={first.to} label={text}>
            <button
              type="button"
              className={classes['mark']}
              style={{ left: x }}
              aria-label={`${text}: zoom to it`}
              onClick={() => onView(around(span, whole))}
            >
              {markSign(own)}
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}
