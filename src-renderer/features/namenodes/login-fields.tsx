// How a NameNode is told who asks; the password or token goes in and never comes out.
import { Button, Code, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { secretVariable, watchSecret } from '../../../src-shared/contract/secrets.ts'
import type { Watch } from '../../../src-shared/contract/watches.ts'
import { useSecrets, useSetSecret } from '../../data/watches.ts'
import classes from './watch-form.module.css'
import type { DraftErrors, WatchDraft } from './watch-draft.ts'

export interface FieldsProps {
  readonly draft: WatchDraft
  readonly errors: DraftErrors
  /** The watch that is changed; undefined: a new one. */
  readonly watch: Watch | undefined
  readonly onChange: (change: Partial<WatchDraft>) => void
}

const kinds: readonly {
  readonly value: WatchDraft['login']
  readonly label: string
  readonly about: string
}[] = [
  { value: 'none', label: 'None', about: 'The page opens in any browser: most clusters without Kerberos.' },
  {
    value: 'simple',
    label: 'user.name',
    about: 'hadoop.http.authentication.type=simple: a user name without a password.',
  },
  {
    value: 'spnego',
    label: 'Kerberos (SPNEGO)',
    about:
      'hadoop.http.authentication.type=kerberos: the ticket of this session is used (kinit), and no password is kept.',
  },
  {
    value: 'basic',
    label: 'User and password',
    about: 'Basic authentication, as gateways and proxies ask for it.',
  },
  { value: 'bearer', label: 'Token', about: 'A bearer token, as gateways such as Knox give them.' },
]

function SecretField({ draft, watch, onChange }: FieldsProps) {
  const { data: secrets } = useSecrets()
  const forget = useSetSecret()
  const what = draft.login === 'bearer' ? 'Token' : 'Password'
  const isSet = watch?.secret?.isSet === true
  const keeps = secrets?.keeps ?? true
  const variable = watch === undefined ? undefined : secretVariable(watchSecret(watch.id))
  const state = isSet ? 'It is set.' : 'It is not set.'
  return (
    <div className={classes['secret']}>
      <PasswordInput
        size="xs"
        label={keeps ? what : `${what} for the test`}
        placeholder={isSet ? 'set; type to replace it' : ''}
        description={keeps ? (secrets?.note ?? '') : 'Used by Test, not kept.'}
        autoComplete="off"
        value={draft.secret}
        onChange={({ currentTarget }) => onChange({ secret: currentTarget.value })}
      />
      {keeps && isSet && (
        <Button
          size="compact-xs"
          variant="default"
          loading={forget.isPending}
          onClick={() => forget.mutate({ name: watchSecret(watch.id), value: null })}
        >
          Forget the one that is set
        </Button>
      )}
      {!keeps && (
        <p className={classes['hint']}>
          This nnad keeps no secrets: it reads them from its environment when it starts.{' '}
          {variable === undefined ? (
            'Save first: the page then names the variable.'
          ) : (
            <>
              Set <Code>{variable}</Code> and start nnad again. {state}
            </>
          )}
        </p>
      )}
    </div>
  )
}

export function LoginFields(props: FieldsProps) {
  const { draft, errors, onChange } = props
  const { login } = draft
  return (
    <fieldset className={classes['group']}>
      <legend>Log-in</legend>
      <NativeSelect
        size="xs"
        label="How it asks who you are"
        description={kinds.find(({ value }) => value === login)?.about}
        data={kinds.map(({ value, label }) => ({ value, label }))}
        value={login}
        onChange={({ currentTarget }) => {
          const kind = kinds.find(({ value }) => value === currentTarget.value)
          if (kind !== undefined) onChange({ login: kind.value, secret: '' })
        }}
      />
      {(login === 'simple' || login === 'basic') && (
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
      {(login === 'basic' || login === 'bearer') && <SecretField {...props} />}
    </fieldset>
  )
}
