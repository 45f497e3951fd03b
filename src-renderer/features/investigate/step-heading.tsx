// A step's number, name, and the way to its window on the strip.
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconZoomScan } from '@tabler/icons-react'
import type { TimeRange } from '../../../src-shared/time.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import { around } from '../overview/around.ts'
import { stepNames, stepNumbers } from '../overview/step-names.ts'
import classes from './investigate.module.css'

interface StepHeadingProps {
  readonly step: Step
  readonly window: TimeRange | undefined
  readonly whole: TimeRange
}

const headings: Readonly<Record<Step, string>> = {
  baseline: 'Baseline: when the NameNode was healthy',
  suspect: 'Suspect window: when it was slow',
}

export function StepHeading({ step, window, whole }: StepHeadingProps) {
  const setView = useInvestigation((state) => state.setView)
  return (
    <div className={classes['heading']}>
      <h2 id={`${step}-heading`}>
        <span className={classes['number']} data-step={step}>
          {stepNumbers[step]}
        </span>{' '}
        {headings[step]}
      </h2>
      <Tooltip label="Zoom to this window">
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Zoom to ${stepNames[step].toLowerCase()}`}
          disabled={window === undefined}
          onClick={() => window !== undefined && setView(around(window, whole))}
        >
          <IconZoomScan size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
