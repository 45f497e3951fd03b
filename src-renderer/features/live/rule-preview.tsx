// What a rule comes to now: the stretches learned, what is left out and why.
import type { BaselinePreview, BaselineRule } from '../../../src-shared/contract/sources.ts'
import { figure } from '../../../src-shared/figures.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { failureOf } from '../../data/failure.ts'
import { useBaselinePreview } from '../../data/sources.ts'
import type { Zone } from '../../state/use-zone.ts'
import classes from './live.module.css'

interface RulePreviewProps {
  readonly source: number
  readonly rule: BaselineRule
  readonly zone: Zone
}

/** Listed; the others are counted. */
const most = 5

function Stretches({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <div>
      <h3>{title}</h3>
      <ul className={`figures ${classes['ranges'] ?? ''}`}>
        {texts.slice(0, most).map((text) => (
          <li key={text}>{text}</li>
        ))}
        {texts.length > most && <li className="quiet">{`and ${figure(texts.length - most)} more`}</li>}
      </ul>
    </div>
  )
}

function sumText({ rows, ranges }: BaselinePreview, zone: Zone): string {
  if (rows === 0) return 'It would learn nothing now: there are no rows in its stretches yet.'
  const length = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  return `It would learn ${figure(rows)} rows now, ${formatDuration(length)}; times in ${zone.label}.`
}

export function RulePreview({ source, rule, zone }: RulePreviewProps) {
  const { data, error } = useBaselinePreview(source, rule)
  if (error !== null) return <p role="alert">{failureOf(error).message}</p>
  if (data === undefined) return <p className="quiet">Looking at what that comes to.</p>
  return (
    <>
      <p role="status">{sumText(data, zone)}</p>
      <Stretches title="Learned" texts={data.ranges.map(({ from, to }) => rangeText(from, to, zone.name))} />
      <Stretches
        title="Left out"
        texts={data.leftOut.map(({ from, to, reason }) => `${rangeText(from, to, zone.name)}: ${reason}`)}
      />
    </>
  )
}
