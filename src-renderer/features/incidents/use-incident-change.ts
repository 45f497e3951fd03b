// What people say of an incident; each change says what it did and can be undone.
import type { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useUpdateIncident } from '../../data/incidents.ts'

/** Acknowledge, mute, judge. `zone` is an IANA name. */
export function useIncidentChange({ id, mutedUntil, verdict }: IncidentHead, zone: string) {
  const { mutate, isPending } = useUpdateIncident()
  const onError = (error: Error): void => tellFailure(`Incident ${String(id)} was not changed`, error)
  type Change = Omit<Parameters<typeof mutate>[0], 'id'>
  const change = (next: Change, before: Change, text: string): void =>
    mutate(
      { id, ...next },
      {
        onError,
        onSuccess: () => tell(text, { label: 'Undo', run: () => mutate({ id, ...before }, { onError }) }),
      },
    )
  return {
    isPending,
    acknowledge: (acknowledged: boolean) =>
      change(
        { acknowledged },
        { acknowledged: !acknowledged },
        acknowledged ? 'Acknowledged: it is in somebody’s hands' : 'No longer acknowledged',
      ),
    mute: (until: number | null) =>
      change(
        { mutedUntil: until },
        { mutedUntil },
        until === null
          ? 'Unmuted: people are told of it again'
          : `Muted until ${timeText(until, zone)}: nobody is told of it, nor of others there with its cause`,
      ),
    judge: (next: IncidentHead['verdict']) =>
      change(
        { verdict: next },
        { verdict },
        next === null ? 'Judged as neither' : next === 'normal' ? 'Judged as normal' : 'Judged as real',
      ),
  }
}
