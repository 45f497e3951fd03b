// Tests and saves what the form describes; the secret goes its own way, after the watch has an id.
import { useLocation } from 'wouter'
import { watchSecret } from '../../../src-shared/contract/secrets.ts'
import type { Watch, WatchInput } from '../../../src-shared/contract/watches.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useSaveWatch, useSecrets, useSetSecret, useTestWatch } from '../../data/watches.ts'
import { type WatchDraft, needsSecret } from './watch-draft.ts'

/** The calls of the form for a new watch, or for one that is changed. */
export function useWatchForm(watch: Watch | undefined) {
  const [, go] = useLocation()
  const { data: secrets } = useSecrets()
  const test = useTestWatch()
  const save = useSaveWatch()
  const setSecret = useSetSecret()
  const run = (draft: WatchDraft, input: WatchInput): void =>
    test.mutate({
      watch: input,
      ...(watch === undefined ? {} : { id: watch.id }),
      ...(needsSecret(draft) && draft.secret !== '' ? { secret: draft.secret } : {}),
    })
  const leave = ({ id, name, secret }: Watch): void => {
    tell(watch === undefined ? `${name} is watched from now on` : `${name} was saved`)
    // Where secrets come from the environment, the page of the watch names the variable.
    const isUnset = secrets?.keeps === false && secret?.isSet === false
    go(isUnset && watch === undefined ? `/namenodes/${String(id)}` : '/namenodes')
  }
  const keep = (draft: WatchDraft, input: WatchInput): void =>
    save.mutate(
      { id: watch?.id, input },
      {
        onSuccess: (saved) => {
          if (!needsSecret(draft) || draft.secret === '' || secrets?.keeps === false) {
            leave(saved)
            return
          }
          setSecret.mutate(
            { name: watchSecret(saved.id), value: draft.secret },
            {
              onError: (error) =>
                tellFailure(`${saved.name} was saved, but not its password or token`, error),
              onSettled: () => leave(saved),
            },
          )
        },
      },
    )
  return { test, save, run, keep }
}
