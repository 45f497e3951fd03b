// Mutes an incident for an hour, eight, or until a time; or unmutes it.
import { Button, Group, Popover } from '@mantine/core'
import { useState } from 'react'
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import { timeText } from '../../../src-shared/zones.ts'
import type { Zone } from '../../state/use-zone.ts'
import { TimeField } from '../investigate/time-field.tsx'
import classes from './incidents.module.css'

interface MuteButtonProps {
  readonly incident: IncidentHead
  readonly zone: Zone
  /** null: unmuted. */
  readonly onMute: (until: number | null) => void
}

const hour = 3_600_000

/** A day from now, on the hour: what is typed is changed, not made up. */
const usualEnd = (now: number): number => Math.ceil((now + 24 * hour) / hour) * hour

function Choices({ zone, onMute }: Omit<MuteButtonProps, 'incident'>) {
  const [until, setUntil] = useState(() => usualEnd(Date.now()))
  return (
    <div className={classes['until']}>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => onMute(Date.now() + hour)}>
          For 1 hour
        </Button>
        <Button size="xs" variant="default" onClick={() => onMute(Date.now() + 8 * hour)}>
          For 8 hours
        </Button>
      </Group>
      <Group gap="xs" align="flex-end">
        <TimeField
          label="Until"
          describedBy="mute-note"
          value={until}
          zone={zone.name}
          onCommit={(time) => {
            if (time <= Date.now()) return 'That is over already.'
            setUntil(time)
            return undefined
          }}
        />
        <Button size="xs" variant="default" onClick={() => onMute(until)}>
          Mute until then
        </Button>
      </Group>
      <p className="quiet" id="mute-note">
        {`Nobody is told of it until then, nor of others of its NameNode with the same cause. Times in ${zone.label}.`}
      </p>
    </div>
  )
}

export function MuteButton({ incident: { mutedUntil }, zone, onMute }: MuteButtonProps) {
  const [isOpen, setOpen] = useState(false)
  if (mutedUntil !== null)
    return (
      <Button
        size="xs"
        variant="default"
        title={`Muted until ${timeText(mutedUntil, zone.name)}`}
        onClick={() => onMute(null)}
      >
        Unmute
      </Button>
    )
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!isOpen)}>
          Mute…
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Mute">
        <Choices
          zone={zone}
          onMute={(until) => {
            setOpen(false)
            onMute(until)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
