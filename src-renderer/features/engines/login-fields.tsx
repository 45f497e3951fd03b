// How an engine is told who asks, and the headers that go with every request: a tenant, for example.
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Engine } from '../../../src-shared/contract/engines.ts'
import form from '../namenodes/watch-form.module.css'
import type { DraftErrors, EngineDraft, HeaderDraft } from './engine-draft.ts'
import classes from './engines.module.css'
import { SecretInput } from './secret-input.tsx'

export interface FieldsProps {
  readonly draft: EngineDraft
  readonly errors: DraftErrors
  /** The engine that is changed; undefined: a new one. */
  readonly engine: Engine | undefined
  readonly onChange: (change: Partial<EngineDraft>) => void
}

const kinds = [
  { value: 'none', label: 'None' },
  { value: 'basic', label: 'User and password' },
  { value: 'bearer', label: 'Token' },
] as const

/** As many as the core takes. */
const mostHeaders = 8

function HeaderFields({ draft, errors, engine, onChange }: FieldsProps) {
  const { headers } = draft
  const change = (index: number, part: Partial<HeaderDraft>): void =>
    onChange({ headers: headers.map((one, at) => (at === index ? { ...one, ...part } : one)) })
  return (
    <fieldset className={form['group']}>
      <legend>Headers</legend>
      <p className={form['hint']}>
        Sent with every request, for example X-Scope-OrgID with the tenant of Mimir. Values are kept as
        secrets.
      </p>
      {headers.map(({ name, value }, index) => (
        // They have no other identity than their place.
        <div key={index} className={classes['header']}>
          <TextInput
            size="xs"
            label={`Header ${String(index + 1)}`}
            description="Its name."
            placeholder="X-Scope-OrgID"
            spellCheck={false}
            autoComplete="off"
            value={name}
            onChange={({ currentTarget }) => change(index, { name: currentTarget.value })}
          />
          <SecretInput
            label={`Value of header ${String(index + 1)}`}
            kept={engine?.headerSecrets.find(({ header }) => header === name.trim())}
            value={value}
            onChange={(next) => change(index, { value: next })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Remove header ${String(index + 1)}`}
            onClick={() => onChange({ headers: headers.filter((_, at) => at !== index) })}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      {errors.headers !== undefined && (
        <p className={form['told']} role="alert">
          {errors.headers}
        </p>
      )}
      <div>
        <Button
          size="compact-xs"
          variant="default"
          disabled={headers.length >= mostHeaders}
          onClick={() => onChange({ headers: [...headers, { name: '', value: '' }] })}
        >
          Add a header
        </Button>
      </div>
    </fieldset>
  )
}

export function LoginFields(props: FieldsProps) {
  const { draft, errors, engine, onChange } = props
  const { login } = draft
  return (
    <>
      <fieldset className={form['group']}>
        <legend>Log-in</legend>
        <NativeSelect
          size="xs"
          label="How it asks who you are"
          data={kinds.map(({ value, label }) => ({ value, label }))}
          value={login}
          onChange={({ currentTarget }) => {
            const kind = kinds.find(({ value }) => value === currentTarget.value)
            if (kind !== undefined) onChange({ login: kind.value, secret: '' })
          }}
        />
        {login === 'basic' && (
          <TextInput
            size="xs"
            label="User"
            autoComplete="off"
            spellCheck={false}
            value={draft.user}
            error={errors.user}
            onChange={({ currentTarget }) => onChange({ user: currentTarget.value })}
          />
        )}
        {login !== 'none' && (
          <SecretInput
            label={login === 'basic' ? 'Password' : 'Token'}
            kept={engine?.authentication.kind === login ? (engine.secret ?? undefined) : undefined}
            value={draft.secret}
            onChange={(secret) => onChange({ secret })}
          />
        )}
      </fieldset>
      <HeaderFields {...props} />
    </>
  )
}
