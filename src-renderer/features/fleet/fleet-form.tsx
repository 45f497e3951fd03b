// Starts a fleet run: engine, NameNodes, window, baseline.
import { Button, Checkbox, MultiSelect, NativeSelect } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useLocation } from 'wouter'
import type { Engine } from '../../../src-shared/contract/engines.ts'
import { counted } from '../../../src-shared/summary/parts.ts'
import { Problem } from '../../components/problem.tsx'
import { useFoundNameNodes } from '../../data/engines.ts'
import { failureOf } from '../../data/failure.ts'
import { useStartFleet } from '../../data/fleets.ts'
import type { Zone } from '../../state/use-zone.ts'
import { lastDay } from '../engines/engine-text.ts'
import { RangeFields } from '../engines/range-fields.tsx'
import { BaselineFields } from './baseline-fields.tsx'
import { type FleetDraft, emptyFleet, fleetOf } from './fleet-draft.ts'
import classes from './fleet.module.css'

interface FleetFormProps {
  readonly engines: readonly Engine[]
  /** The engine to begin with. */
  readonly engine: number
  readonly zone: Zone
}

/** So many are offered at once; a search finds the others. */
const mostOffered = 100

/** Why it cannot be started yet, or what it will do. */
function noteOf({ window, kind }: FleetDraft, isReady: boolean, count: number | undefined): string {
  if (window === undefined) return 'Give From and To of the window first.'
  if (!isReady) return kind === 'range' ? 'Give a range outside the window first.' : 'Give the hours first.'
  if (count === 0) return 'The engine has no NameNode.'
  return 'One or two NameNodes at a time: fetched, trained, scored. It can be cancelled and resumed.'
}

export function FleetForm({ engines, engine, zone }: FleetFormProps) {
  const [, go] = useLocation()
  const [draft, setDraft] = useState<FleetDraft>({ ...emptyFleet, engine })
  const { data: found, error } = useFoundNameNodes(draft.engine)
  const start = useStartFleet()
  // What the engine has suggests the window until somebody names another.
  const shown = { ...draft, window: draft.window ?? (found === undefined ? undefined : lastDay(found)) }
  const change = (part: Partial<FleetDraft>): void => setDraft((before) => ({ ...before, ...part }))
  const wanted = fleetOf(shown)
  const count = draft.instances.length === 0 ? found?.length : draft.instances.length
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (wanted !== undefined) start.mutate(wanted, { onSuccess: ({ id }) => go(`/fleet/${String(id)}`) })
  }
  return (
    <form
      className={`card ${classes['form'] ?? ''}`}
      onSubmit={submit}
      aria-labelledby="fleet-form"
      noValidate
    >
      <h2 id="fleet-form">New run</h2>
      <div className={classes['line']}>
        <NativeSelect
          size="xs"
          label="Engine"
          data={engines.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(draft.engine)}
          onChange={({ currentTarget }) =>
            change({ engine: Number(currentTarget.value), instances: [], window: undefined })
          }
        />
        <MultiSelect
          size="xs"
          className={classes['instances'] ?? ''}
          label="NameNodes"
          placeholder={
            draft.instances.length > 0
              ? ''
              : found === undefined
                ? 'All that are found'
                : `All ${counted(found.length, 'NameNode')} found`
          }
          data={found?.map(({ instance }) => instance) ?? []}
          limit={mostOffered}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Take all NameNodes again' }}
          hidePickedOptions
          value={[...draft.instances]}
          onChange={(instances) => change({ instances })}
        />
        <fieldset className={classes['range']}>
          <legend className="visually-hidden">Window that is judged</legend>
          <RangeFields
            id="fleet-window"
            what="Window"
            range={shown.window}
            zone={zone}
            onChange={(window) => change({ window })}
          />
        </fieldset>
      </div>
      <BaselineFields draft={shown} zone={zone} onChange={change} />
      <Checkbox
        size="xs"
        label="Keep what is fetched"
        description="Otherwise the samples of a NameNode that was not here before go once it is judged; a report fetches them anew."
        checked={draft.keepData}
        onChange={({ currentTarget }) => change({ keepData: currentTarget.checked })}
      />
      <div className={classes['line']}>
        <Button
          size="xs"
          type="submit"
          loading={start.isPending}
          disabled={wanted === undefined || count === 0}
          aria-describedby="fleet-note"
        >
          {count === undefined || count === 0 ? 'Start' : `Judge ${counted(count, 'NameNode')}`}
        </Button>
        <span className={classes['hint']} id="fleet-note">
          {noteOf(shown, wanted !== undefined, found?.length)}
        </span>
      </div>
      {error !== null && <Problem title="The engine does not answer">{failureOf(error).message}</Problem>}
      {start.error !== null && (
        <Problem title="The run did not start">{failureOf(start.error).message}</Problem>
      )}
    </form>
  )
}
