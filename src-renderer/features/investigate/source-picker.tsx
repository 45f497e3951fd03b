// Which source and node is investigated, and what there is of it.
import { NativeSelect } from '@mantine/core'
import { figure } from '../../../src-shared/figures.ts'
import type { Source } from '../../../src-shared/contract/sources.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import classes from './investigate.module.css'
import type { Subject } from './subject.ts'

interface SourcePickerProps {
  readonly sources: readonly Source[]
  readonly source: Source
  readonly subject: Subject | undefined
}

export function SourcePicker({ sources, source, subject }: SourcePickerProps) {
  const zone = useZone()
  const choose = useInvestigation((state) => state.choose)
  const name = subject?.of.node
  const node = source.nodes.find((one) => one.name === name)
  return (
    <div className={classes['source']}>
      {sources.length > 1 ? (
        <NativeSelect
          size="xs"
          aria-label="Source"
          data={sources.map((one) => ({ value: String(one.id), label: labelOf(one, sources, zone.name) }))}
          value={String(source.id)}
          onChange={(event) => choose(Number(event.currentTarget.value))}
        />
      ) : (
        <b>{source.name}</b>
      )}
      {source.nodes.length > 1 ? (
        <NativeSelect
          size="xs"
          aria-label="NameNode"
          data={source.nodes.map((one) => one.name)}
          value={name ?? ''}
          onChange={(event) => choose(source.id, event.currentTarget.value)}
        />
      ) : (
        name !== undefined && name !== source.name && <span>{name}</span>
      )}
      {subject !== undefined && <span className="quiet figures">{factsText(subject, node)}</span>}
    </div>
  )
}

/** A source's name; of several of one name, with its last row's time. */
function labelOf({ name, last }: Source, sources: readonly Source[], zone: string): string {
  const isShared = sources.filter((one) => one.name === name).length > 1
  return isShared && last !== null ? `${name}, until ${timeText(last, zone)}` : name
}

function spacingText(ms: number): string {
  return ms < 10_000 ? `${figure(Number((ms / 1000).toPrecision(2)))} s` : formatDuration(ms)
}

function factsText(
  { history, spacingMs, whole }: Subject,
  node: Source['nodes'][number] | undefined,
): string {
  const facts = [
    ...(typeof node?.version === 'string' ? [`Hadoop ${node.version}`] : []),
    ...(node === undefined || node.haState === 'unknown' ? [] : [node.haState]),
    `${figure(history.rows)} rows, one every ${spacingText(spacingMs)}`,
    formatDuration(whole.to - whole.from),
  ]
  return facts.join(', ')
}
