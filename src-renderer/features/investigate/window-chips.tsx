// Windows at one click: what the core suggests and why, and quick choices.
import { Tooltip } from '@mantine/core'
import type { TimeRange } from '../../../src-shared/time.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { useSuggestions } from '../../data/sources.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import classes from './investigate.module.css'
import { baselinePresets, isSame, suspectPresets } from './presets.ts'
import { type Subject, useWindows } from './subject.ts'

interface Chip {
  readonly id: string
  readonly label: string
  readonly reason: string
  readonly range: TimeRange
}

function useChips(step: Step, subject: Subject): readonly Chip[] {
  const { baseline, suspect } = useWindows(subject)
  const { data: suggestions = [] } = useSuggestions(subject.of)
  const suggested = suggestions
    .filter((one) => one.step === step)
    .map(({ id, label, reason, from, to }) => ({ id, label, reason, range: { from, to } }))
  const presets =
    step === 'baseline' ? baselinePresets(subject.whole, suspect) : suspectPresets(subject.whole, baseline)
  return [...suggested, ...presets.map((preset) => ({ ...preset, reason: '' }))]
}

export function WindowChips({ step, subject }: { readonly step: Step; readonly subject: Subject }) {
  const zone = useZone()
  const window = useWindows(subject)[step]
  const setWindow = useInvestigation((state) => state.setWindow)
  return (
    <div className={classes['chips']} role="group" aria-label={`Quick select, ${step}`}>
      {useChips(step, subject).map(({ id, label, reason, range }) => {
        const times = rangeText(range.from, range.to, zone.name)
        const text = reason === '' ? times : `${times}. ${reason}`
        return (
          <Tooltip
            key={id}
            label={text}
            position="bottom-start"
            multiline
            maw={360}
            events={{ hover: true, focus: true, touch: false }}
          >
            <button
              type="button"
              className={classes['chip']}
              data-step={step}
              aria-pressed={isSame(window, range)}
              aria-description={text}
              onClick={() => setWindow(step, range)}
            >
              {label}
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}
