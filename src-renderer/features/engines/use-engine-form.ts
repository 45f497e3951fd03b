// Tests and saves what the form describes; secrets go their own way, after the engine has an id.
import { useLocation } from 'wouter'
import type { Engine, EngineInput } from '../../../src-shared/contract/engines.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useSaveEngine, useTestEngine } from '../../data/engines.ts'
import { type SecretSet, useSecrets, useSetSecret } from '../../data/watches.ts'
import { type EngineDraft, headerValues } from './engine-draft.ts'

/** The secrets that were typed, by the names that the saved engine gives them. */
function typedSecrets(draft: EngineDraft, { secret, headerSecrets }: Engine): readonly SecretSet[] {
  const values = headerValues(draft)
  return [
    ...(secret === null || draft.secret === '' ? [] : [{ name: secret.name, value: draft.secret }]),
    ...headerSecrets.flatMap(({ header, name }) => {
      const value = values[header]
      return value === undefined ? [] : [{ name, value }]
    }),
  ]
}

/** The calls of the form for a new engine, or for one that is changed. */
export function useEngineForm(engine: Engine | undefined) {
  const [, go] = useLocation()
  const { data: secrets } = useSecrets()
  const test = useTestEngine()
  const save = useSaveEngine()
  const setSecret = useSetSecret()
  const run = (draft: EngineDraft, input: EngineInput): void =>
    test.mutate({
      engine: input,
      headers: headerValues(draft),
      ...(engine === undefined ? {} : { id: engine.id }),
      ...(draft.login !== 'none' && draft.secret !== '' ? { secret: draft.secret } : {}),
    })
  const leave = ({ id, name, secret, headerSecrets }: Engine): void => {
    tell(engine === undefined ? `${name} was added` : `${name} was saved`)
    // Where secrets come from the environment, the form names their variables once the engine has an id.
    const needed = [...(secret === null ? [] : [secret]), ...headerSecrets]
    const isUnset = secrets?.keeps === false && needed.some(({ isSet }) => !isSet)
    go(`/engines/${String(id)}${isUnset && engine === undefined ? '/edit' : ''}`)
  }
  const keepSecrets = async (draft: EngineDraft, saved: Engine): Promise<void> => {
    try {
      for (const secret of typedSecrets(draft, saved)) await setSecret.mutateAsync(secret)
    } catch (error) {
      tellFailure(`${saved.name} was saved, but not all of its secrets`, error)
    }
    leave(saved)
  }
  const keep = (draft: EngineDraft, input: EngineInput): void =>
    save.mutate(
      { id: engine?.id, input },
      {
        onSuccess: (saved) => {
          if (secrets?.keeps === false) leave(saved)
          else void keepSecrets(draft, saved)
        },
      },
    )
  return { test, save, run, keep, isSaving: save.isPending || setSecret.isPending }
}
