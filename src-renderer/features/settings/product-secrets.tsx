// Secrets of the product: set or not, never shown; where this nnad keeps none, the variable that sets each.
import { Button, Code, PasswordInput } from '@mantine/core'
import { type SubmitEvent, useId, useState } from 'react'
import { type productSecrets, secretVariable } from '../../../src-shared/contract/secrets.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useSecrets, useSetSecret } from '../../data/watches.ts'
import classes from './settings.module.css'

type ProductSecret = (typeof productSecrets)[number]

const labels: Readonly<Record<ProductSecret, string>> = {
  'webhook-url': 'Webhook address',
  'pagerduty-key': 'PagerDuty key',
  'smtp-password': 'Mail password',
  'remote-write': 'Remote write secret',
}

interface SecretProps {
  readonly name: ProductSecret
  readonly isSet: boolean
  readonly keeps: boolean
}

function Secret({ name, isSet, keeps }: SecretProps) {
  const [value, setValue] = useState('')
  const set = useSetSecret()
  const label = labels[name]
  const keep = (next: string | null): void =>
    set.mutate(
      { name, value: next },
      {
        onSuccess: () => {
          setValue('')
          tell(next === null ? `${label}: forgotten` : `${label}: set`)
        },
        onError: (error) => tellFailure(`${label} was not changed`, error),
      },
    )
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (value.trim() !== '') keep(value.trim())
  }
  if (!keeps)
    return (
      <li className={classes['test']}>
        <b>{label}</b>
        <span>
          {isSet ? 'set by' : 'not set:'} <Code>{secretVariable(name)}</Code>
        </span>
      </li>
    )
  return (
    <li>
      <form className={classes['secret']} onSubmit={submit}>
        <PasswordInput
          size="xs"
          label={label}
          placeholder={isSet ? 'set; type to replace it' : 'not set'}
          autoComplete="off"
          value={value}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          type="submit"
          loading={set.isPending}
          disabled={value.trim() === ''}
          aria-label={`Set the ${label}`}
        >
          Set
        </Button>
        {isSet && (
          <Button size="xs" variant="default" aria-label={`Forget the ${label}`} onClick={() => keep(null)}>
            Forget
          </Button>
        )}
      </form>
    </li>
  )
}

interface ProductSecretsProps {
  readonly title: string
  readonly names: readonly ProductSecret[]
}

export function ProductSecrets({ title, names }: ProductSecretsProps) {
  const { data } = useSecrets()
  const headingId = useId()
  if (data === undefined) return null
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId}>{title}</h3>
      <p className="quiet">
        {data.note} They are never shown again.
        {!data.keeps && ' Set the variable in the environment of nnad, and start it again.'}
      </p>
      <ul className={classes['plain']}>
        {names.map((name) => (
          <Secret
            key={name}
            name={name}
            isSet={data.secrets.some((one) => one.name === name && one.isSet)}
            keeps={data.keeps}
          />
        ))}
      </ul>
    </section>
  )
}
