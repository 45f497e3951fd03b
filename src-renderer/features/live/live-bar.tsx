// Above the live charts: whose they are, how long a stretch, and whether they move with time.
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import type { SourceStatus } from '../../../src-shared/contract/monitoring.ts'
import { type Span, spans, useLive } from '../../state/live.ts'
import { useCommands } from '../commands/use-commands.ts'
import classes from './live.module.css'
import type { LiveView } from './use-live-view.ts'

interface LiveBarProps {
  readonly live: LiveView
  readonly nodes: readonly string[]
  readonly node: string
  readonly onNode: (node: string) => void
}

const spanNames = Object.keys(spans)
const isSpan = (name: string): name is Span => name in spans

export function LiveBar({ live, nodes, node, onNode }: LiveBarProps) {
  const span = useLive((state) => state.span)
  const setSpan = useLive((state) => state.setSpan)
  const { isFollowing, follow, stop } = live
  const turn = isFollowing ? stop : follow
  const label = isFollowing ? 'Stop following' : 'Follow again'
  useCommands([{ id: 'live-follow', label, keys: 'F', group: 'Live', run: turn }])
  return (
    <div className={classes['bar']}>
      {nodes.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="NameNode of the charts"
          data={[...nodes]}
          value={node}
          onChange={({ currentTarget }) => onNode(currentTarget.value)}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label="Stretch shown"
        transitionDuration={0}
        data={spanNames}
        value={span}
        onChange={(name) => {
          live.showAll()
          if (isSpan(name)) setSpan(name)
        }}
      />
      <Button
        size="xs"
        variant="default"
        leftSection={isFollowing ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
        onClick={turn}
      >
        {label}
      </Button>
      <span className="quiet" role="status">
        {isFollowing ? 'moves with time' : 'stands still'}
      </span>
    </div>
  )
}

interface SourceChoiceProps {
  readonly sources: readonly SourceStatus[]
  readonly chosen: number
  /** What follows the source in the address. */
  readonly part: string
}

/** Which watched source; its name alone where there is no other. */
export function SourceChoice({ sources, chosen, part }: SourceChoiceProps) {
  const [, go] = useLocation()
  if (sources.length < 2) return <b>{sources[0]?.name}</b>
  return (
    <NativeSelect
      size="xs"
      aria-label="Watched source"
      data={sources.map(({ sourceId, name }) => ({ value: String(sourceId), label: name }))}
      value={String(chosen)}
      onChange={({ currentTarget }) => go(`/live/${currentTarget.value}${part}`)}
    />
  )
}
