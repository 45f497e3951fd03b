// Whose data the pages show: name, Hadoop version, HA role, span.
import { Badge } from '@mantine/core'
import { Link } from 'wouter'
import { formatDuration } from '../../../src-shared/time.ts'
import { dayText, rangeText } from '../../../src-shared/zones.ts'
import { useSources } from '../../data/sources.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import classes from './shell.module.css'

export function SourceChip() {
  const { data: sources } = useSources()
  const chosen = useInvestigation(({ source }) => source)
  const chosenNode = useInvestigation(({ node }) => node)
  const zone = useZone()
  const source = sources?.find(({ id }) => id === chosen) ?? sources?.[0]
  const busiest = source?.nodes.toSorted((left, right) => right.samples - left.samples)[0]
  const node = source?.nodes.find(({ name }) => name === chosenNode) ?? busiest
  if (source === undefined || node === undefined) return null
  const { version, haState, first, last } = node
  const span = first === null || last === null ? undefined : { from: first, to: last }
  return (
    <Link
      href="/investigate"
      className={classes['source'] ?? ''}
      title={
        span === undefined
          ? source.name
          : `${node.name}, ${rangeText(span.from, span.to, zone.name)} ${zone.name}`
      }
    >
      <Badge variant="default" className={classes['name']}>
        {source.name}
      </Badge>
      {version !== null && <Badge variant="default">Hadoop {version}</Badge>}
      {haState !== 'unknown' && (
        <Badge variant="default" className={haState === 'active' ? classes['active'] : undefined}>
          {haState}
        </Badge>
      )}
      {span !== undefined && (
        <span className={`figures quiet ${classes['span'] ?? ''}`}>
          {dayText(span.from, zone.name)}
          <span className={classes['wide']}>, {formatDuration(span.to - span.from)}</span>
        </span>
      )}
    </Link>
  )
}
