// The opening of a report: what happened, in words; what the NameNode was meanwhile; what was looked at.
import { Text } from '@mantine/core'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { summaryParagraphs } from '../../../src-shared/summary.ts'
import { momentOf } from '../../../src-shared/summary/moments.ts'
import { plainText } from '../../../src-shared/summary/parts.ts'
import classes from './diagnosis.module.css'
import { type Follow, canFollow } from './follow.ts'
import { LinkedText } from './linked-text.tsx'

interface OpeningProps {
  readonly report: SavedReport
  /** IANA name. */
  readonly zone: string
  readonly onFollow: Follow
}

function lookedAtText({ analysis: { sources } }: SavedReport): string {
  return sources.length === 0
    ? 'Looked at /jmx alone. Drop hdfs-site.xml, logs or thread dumps with the dump to narrow the answer.'
    : `Looked at /jmx, ${sources.join(', ')}.`
}

export function Opening({ report, zone, onFollow }: OpeningProps) {
  const { analysis } = report
  const moment = momentOf(analysis, zone)
  return (
    <section className={`figures ${classes['opening'] ?? ''}`} aria-label="What happened">
      {summaryParagraphs(analysis, zone).map((parts) => (
        <Text key={plainText(parts)}>
          <LinkedText parts={parts} canFollow={(link) => canFollow(report, link)} onFollow={onFollow} />
        </Text>
      ))}
      {analysis.states.length > 0 && (
        <ul className={classes['states']} aria-label="States of the NameNode">
          {analysis.states.map(({ kind, from, to, text }) => (
            <li key={`${kind} ${String(from)}`}>
              <b>{`${moment(from)} to ${moment(to)}`}</b> {text}
            </li>
          ))}
        </ul>
      )}
      {analysis.version > 1 && <p className={`quiet ${classes['sources'] ?? ''}`}>{lookedAtText(report)}</p>}
    </section>
  )
}
