// What speaks for a finding, what against it, what this dump cannot show and which setting would.
import { IconCheck, IconCircleDashed, IconX } from '@tabler/icons-react'
import type { Cause, Evidence } from '../../../src-shared/contract/analysis.ts'
import { type SummaryLink, type SummaryText, say } from '../../../src-shared/summary/parts.ts'
import type { Moment } from '../../../src-shared/summary/moments.ts'
import { Command } from './command.tsx'
import classes from './diagnosis.module.css'
import type { Follow } from './follow.ts'
import { LinkedText } from './linked-text.tsx'

interface EvidenceListProps {
  readonly cause: Cause
  readonly moment: Moment
  readonly canFollow: (link: SummaryLink) => boolean
  readonly onFollow: Follow
}

const icons = { for: IconCheck, against: IconX } as const
const words = { for: 'Speaks for it:', against: 'Speaks against it:' } as const

function partsOf({ text, metric, at }: Evidence, moment: Moment): SummaryText {
  const statement = { text, ...(metric === null ? {} : { link: { metric } }) }
  return at === null ? [statement] : say`${statement}, since ${moment(at)}`
}

export function EvidenceList({ cause, moment, ...links }: EvidenceListProps) {
  const { evidence, against, unmeasured } = cause
  const all = [
    ...evidence.map((one) => ({ kind: 'for' as const, one })),
    ...against.map((one) => ({ kind: 'against' as const, one })),
  ]
  return (
    <ul className={classes['evidence']} aria-label="Evidence">
      {all.map(({ kind, one }) => {
        const Icon = icons[kind]
        return (
          <li key={`${kind} ${one.text}`} data-kind={kind}>
            <Icon size={15} stroke={2.5} aria-hidden />
            <span>
              <span className="visually-hidden">{words[kind]} </span>
              <LinkedText parts={partsOf(one, moment)} {...links} />
            </span>
          </li>
        )
      })}
      {unmeasured.map(({ text, setting }) => (
        <li key={text} data-kind="unmeasured">
          <IconCircleDashed size={15} aria-hidden />
          <span>
            Not measured: {text}
            {setting !== null && <Command text={setting} what={`the setting that shows ${text}`} />}
          </span>
        </li>
      ))}
    </ul>
  )
}
