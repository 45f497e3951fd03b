// A password, token or value of a header: it goes in and never comes out.
import { Button, Code, PasswordInput } from '@mantine/core'
import { secretVariable } from '../../../src-shared/contract/secrets.ts'
import { useSecrets, useSetSecret } from '../../data/watches.ts'
import classes from '../namenodes/watch-form.module.css'

interface SecretInputProps {
  readonly label: string
  /** As it is kept; undefined: its engine is not saved yet, or has no such secret. */
  readonly kept: { readonly name: string; readonly isSet: boolean } | undefined
  readonly value: string
  readonly onChange: (value: string) => void
}

function Variable({ kept }: Pick<SecretInputProps, 'kept'>) {
  return (
    <p className={classes['hint']}>
      This nnad keeps no secrets: it reads them from its environment when it starts.{' '}
      {kept === undefined ? (
        'Save first: the page then names the variable.'
      ) : (
        <>
          Set <Code>{secretVariable(kept.name)}</Code> and start nnad again.{' '}
          {kept.isSet ? 'It is set.' : 'It is not set.'}
        </>
      )}
    </p>
  )
}

export function SecretInput({ label, kept, value, onChange }: SecretInputProps) {
  const { data: secrets } = useSecrets()
  const forget = useSetSecret()
  const keeps = secrets?.keeps ?? true
  const isSet = kept?.isSet === true
  return (
    <div className={classes['secret']}>
      <PasswordInput
        size="xs"
        label={keeps ? label : `${label} for the test`}
        placeholder={isSet ? 'set; type to replace it' : ''}
        description={keeps ? (secrets?.note ?? '') : 'Used by Test, not kept.'}
        autoComplete="off"
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {keeps && isSet && (
        <Button
          size="compact-xs"
          variant="default"
          loading={forget.isPending}
          aria-label={`Forget the ${label.toLowerCase()} that is set`}
          onClick={() => forget.mutate({ name: kept.name, value: null })}
        >
          Forget the one that is set
        </Button>
      )}
      {!keeps && <Variable kept={kept} />}
    </div>
  )
}
