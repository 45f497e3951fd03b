// Adds a watch or changes one: addresses, log-in, certificate, polling; Test asks each address once and keeps nothing.
import { Anchor, Button, TextInput, Textarea } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { Link } from 'wouter'
import type { Watch } from '../../../src-shared/contract/watches.ts'
import { Problem } from '../../components/problem.tsx'
import { failureOf } from '../../data/failure.ts'
import { LoginFields } from './login-fields.tsx'
import { PollingFields } from './polling-fields.tsx'
import { TestResult } from './test-result.tsx'
import { TlsFields } from './tls-fields.tsx'
import { useWatchForm } from './use-watch-form.ts'
import {
  type WatchDraft,
  addressesIn,
  draftOf,
  emptyDraft,
  hasTls,
  hostIn,
  readDraft,
} from './watch-draft.ts'
import classes from './watch-form.module.css'

export function WatchForm({ watch }: { readonly watch: Watch | undefined }) {
  const [draft, setDraft] = useState<WatchDraft>(() => (watch === undefined ? emptyDraft : draftOf(watch)))
  // What is wrong is said once somebody has tried.
  const [hasTried, setTried] = useState(false)
  const { test, save, run, keep } = useWatchForm(watch)
  const read = readDraft(draft)
  const errors = (hasTried ? read.errors : undefined) ?? {}
  const change = (part: Partial<WatchDraft>): void => {
    setDraft((before) => ({ ...before, ...part }))
    test.reset()
  }
  const fields = { draft, errors, watch, onChange: change }
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
          <Textarea
            size="xs"
            label="Addresses"
            description="Of the NameNode's web page, as http://nn1.example.com:9870 (50070 on Hadoop 2, 9871 with https). HA pair: give all addresses, a line each."
            placeholder="http://nn1.example.com:9870"
            autosize
            minRows={2}
            maxRows={8}
            spellCheck={false}
            required
            data-autofocus
            value={draft.addresses}
            error={errors.addresses}
            onChange={({ currentTarget }) => change({ addresses: currentTarget.value })}
          />
          <TextInput
            size="xs"
            label="Name"
            description="What it is called here. Empty: the host of the first address."
            placeholder={hostIn(addressesIn(draft.addresses)[0])}
            value={draft.name}
            error={errors.name}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
        </fieldset>
        <LoginFields {...fields} />
        {hasTls(draft) && <TlsFields {...fields} />}
        <PollingFields {...fields} />
        <div className={classes['buttons']}>
          <Button size="xs" type="submit" loading={save.isPending}>
            {watch === undefined ? 'Add' : 'Save'}
          </Button>
          <Anchor component={Link} href="/namenodes" inherit>
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
      <section className={`card ${classes['test'] ?? ''}`} aria-labelledby="watch-test">
        <h2 id="watch-test">Test</h2>
        <p className="quiet">Asks each address once, as it is described here, and keeps nothing.</p>
        <div>
          <Button size="xs" variant="default" loading={test.isPending} onClick={take(run)}>
            Test the addresses
          </Button>
        </div>
        <div aria-live="polite">{test.data !== undefined && <TestResult outcome={test.data} />}</div>
        {test.error !== null && <Problem title="It was not tested">{failureOf(test.error).message}</Problem>}
      </section>
    </form>
  )
}
