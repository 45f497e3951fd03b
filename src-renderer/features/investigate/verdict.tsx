// Whether the baseline is one: verdict and what was found, each finding with the way to its place on the strip.
import { Anchor, Skeleton } from '@mantine/core'
import type { TimeRange } from '../../../src-shared/time.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { failureOf } from '../../data/failure.ts'
import { useVerdict } from '../../data/models.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import { around } from '../overview/around.ts'
import { verdictHead, verdictText } from './finding-text.ts'
import { Note } from './note.tsx'
import type { Subject } from './subject.ts'

interface VerdictProps {
  readonly subject: Subject
  readonly window: TimeRange | undefined
}

const tones = { good: 'good', fair: 'fair', unusable: 'bad' } as const

export function Verdict({ subject, window }: VerdictProps) {
  const zone = useZone()
  const setView = useInvestigation((state) => state.setView)
  const { data: verdict, error } = useVerdict({ ...subject.of, from: window?.from, to: window?.to })
  if (error !== null) return <Note tone="bad">{failureOf(error).message}</Note>
  if (verdict === undefined) return <Skeleton height={42} />
  return (
    <Note tone={tones[verdict.level]}>
      <b>{verdictHead(verdict)}</b> {verdictText(verdict)}
      {verdict.findings.map(({ kind, text, from, to }) => (
        <span key={`${kind}-${String(from)}`}>
          {' '}
          {text}
          {from !== null && to !== null && (
            <>
              {' '}
              <Anchor
                component="button"
                type="button"
                fz="inherit"
                className="figures"
                onClick={() => setView(around({ from, to }, subject.whole))}
              >
                {rangeText(from, to, zone.name)}
              </Anchor>
            </>
          )}
        </span>
      ))}
    </Note>
  )
}
