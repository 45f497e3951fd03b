// Adds an engine or changes one: address, log-in, headers, certificate; Test asks it once and keeps nothing.
import { Anchor, Button, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { Link } from 'wouter'
import type { Engine } from '../../../src-shared/contract/engines.ts'
import { Problem } from '../../components/problem.tsx'
import { failureOf } from '../../data/failure.ts'
import { TlsFields } from '../namenodes/tls-fields.tsx'
import { hostIn } from '../namenodes/watch-draft.ts'
import classes from '../namenodes/watch-form.module.css'
import { type EngineDraft, draftOf, emptyDraft, hasTls, readDraft } from './engine-draft.ts'
import { LoginFields } from './login-fields.tsx'
import { TestResult } from './test-result.tsx'
import { useEngineForm } from './use-engine-form.ts'

export function EngineForm({ engine }: { readonly engine: Engine | undefined }) {
  const [draft, setDraft] = useState<EngineDraft>(() => (engine === undefined ? emptyDraft : draftOf(engine)))
  // What is wrong is said once somebody has tried.
  const [hasTried, setTried] = useState(false)
  const { test, save, run, keep, isSaving } = useEngineForm(engine)
  const read = readDraft(draft, engine?.mapping)
  const errors = (hasTried ? read.errors : undefined) ?? {}
  const change = (part: Partial<EngineDraft>): void => {
    setDraft((before) => ({ ...before, ...part }))
    test.reset()
  }
  const fields = { draft, errors, engine, onChange: change }
  const take = (use: typeof run) => () => {
    setTried(true)
    if (read.input !== undefined) use(draft, read.input)
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    take(keep)()
  }
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <div className="card">
        <fieldset className={classes['group']}>
          <legend>Address</legend>
          <TextInput
            size="xs"
            label="Base address"
            description="Of the server's query API, with its path where there is one, without /api/v1: http://prometheus:9090, https://mimir/prometheus, http://vmselect:8481/select/0/prometheus."
            placeholder="http://prometheus.example.com:9090"
            spellCheck={false}
            required
            data-autofocus
            value={draft.url}
            error={errors.url}
            onChange={({ currentTarget }) => change({ url: currentTarget.value })}
          />
          <TextInput
            size="xs"
            label="Name"
            description="What it is called here. Empty: the host of the address."
            placeholder={hostIn(draft.url.trim())}
            value={draft.name}
            error={errors.name}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
          <TextInput
            size="xs"
            label="Label of the cluster"
            description="The label whose value names the cluster of a NameNode. Empty: cluster, where there is one."
            placeholder="cluster"
            spellCheck={false}
            value={draft.clusterLabel}
            error={errors.clusterLabel}
            onChange={({ currentTarget }) => change({ clusterLabel: currentTarget.value })}
          />
        </fieldset>
        <LoginFields {...fields} />
        {hasTls(draft) && <TlsFields {...fields} />}
        <div className={classes['buttons']}>
          <Button size="xs" type="submit" loading={isSaving}>
            {engine === undefined ? 'Add' : 'Save'}
          </Button>
          <Anchor
            component={Link}
            href={engine === undefined ? '/engines' : `/engines/${String(engine.id)}`}
            inherit
          >
            Cancel
          </Anchor>
        </div>
        {hasTried && read.errors !== undefined && (
          <p className={classes['told']} role="alert">
            Mend what is marked above first.
          </p>
        )}
        {save.error !== null && <Problem title="It was not saved">{failureOf(save.error).message}</Problem>}
      </div>
      <section className={`card ${classes['test'] ?? ''}`} aria-labelledby="engine-test">
        <h2 id="engine-test">Test</h2>
        <p className="quiet">
          Asks it once, as it is described here, for NameNodes, and keeps nothing. nnad only ever reads: it
          needs no right to write or to administer.
        </p>
        <div>
          <Button size="xs" variant="default" loading={test.isPending} onClick={take(run)}>
            Test the engine
          </Button>
        </div>
        <div aria-live="polite">{test.data !== undefined && <TestResult outcome={test.data} />}</div>
        {test.error !== null && <Problem title="It was not tested">{failureOf(test.error).message}</Problem>}
      </section>
    </form>
  )
}
