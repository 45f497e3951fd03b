// The head of a run: what is judged by what, how far it is, and what can be done with it.
import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import type { Fleet } from '../../../src-shared/contract/fleets.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { Problem } from '../../components/problem.tsx'
import { saveFile } from '../../components/save-file.ts'
import { Tag } from '../../components/tag.tsx'
import { tell, tellFailure } from '../../components/tell.tsx'
import { isUnderWay, useRemoveFleet, useResumeFleet } from '../../data/fleets.ts'
import { useJobs } from '../../data/jobs.ts'
import type { Zone } from '../../state/use-zone.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { baselineText, canResume, progressText, stateText } from './fleet-text.ts'
import classes from './fleet.module.css'

interface RunHeadProps {
  readonly fleet: Fleet
  readonly zone: Zone
}

function Actions({ fleet }: Pick<RunHeadProps, 'fleet'>) {
  const [, go] = useLocation()
  const resume = useResumeFleet()
  const remove = useRemoveFleet()
  const { id } = fleet
  const save = (): void => {
    const text = `${JSON.stringify(fleet, null, 2)}\n`
    saveFile(new File([text], `nnad-fleet-${String(id)}.json`, { type: 'application/json' }))
  }
  const goOn = (): void =>
    resume.mutate(id, { onError: (error) => tellFailure(`Run ${String(id)} was not resumed`, error) })
  const onSuccess = (): void => {
    tell(`Run ${String(id)} was deleted; what was fetched and its reports stay`)
    go('/fleet')
  }
  return (
    <div className={classes['actions']}>
      {canResume(fleet) && (
        <Button size="compact-xs" loading={resume.isPending} onClick={goOn}>
          Resume
        </Button>
      )}
      <Button size="compact-xs" variant="default" onClick={save}>
        Download JSON
      </Button>
      {!isUnderWay(fleet) && (
        <ConfirmButton
          label="Delete"
          name="Delete this run"
          title={`Delete run ${String(id)}?`}
          keep="Keep it"
          state={remove}
          onConfirm={() => remove.mutate(id, { onSuccess })}
        >
          Its table goes, and cannot be brought back. What was fetched and the reports that were made of it
          stay.
        </ConfirmButton>
      )}
    </div>
  )
}

export function RunHead({ fleet, zone }: RunHeadProps) {
  const { id, engine, window, baseline, ranges, error } = fleet
  const { data: jobs = [] } = useJobs()
  const job = jobs.find((one) => one.id === fleet.job)
  const { text, tone } = stateText(fleet)
  const learned = ranges.map(({ from, to }) => rangeText(from, to, zone.name)).join(', ')
  return (
    <>
      <div className={classes['head']}>
        <h1>{`Fleet run ${String(id)}`}</h1>
        <Tag tone={tone}>{text}</Tag>
        <span className="figures" role="status">
          {`NameNodes: ${progressText(fleet)}`}
        </span>
        <Actions fleet={fleet} />
      </div>
      <ul className={`figures ${classes['facts'] ?? ''}`} aria-label="What is judged by what">
        <li>
          <span className="quiet">Engine</span> {engine}
        </li>
        <li>
          <span className="quiet">Window</span> {rangeText(window.from, window.to, zone.name)}
        </li>
        <li>
          <span className="quiet">Baseline</span> {baselineText(baseline, zone.name)}
          {baseline.kind !== 'range' && learned !== '' && <span className="quiet">{` (${learned})`}</span>}
        </li>
        <li>
          <span className="quiet">Fetched data</span> {fleet.keepData ? 'kept' : 'dropped once judged'}
        </li>
      </ul>
      {job !== undefined && <JobProgress job={job} />}
      {error !== null && <Problem title="The run stopped">{error}</Problem>}
    </>
  )
}
