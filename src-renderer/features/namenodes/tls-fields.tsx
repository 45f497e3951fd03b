// Which certificates are accepted; asked only where an address begins with https.
import { Checkbox, FileButton, Button, TextInput, Textarea } from '@mantine/core'
import type { WatchDraft } from './watch-draft.ts'
import classes from './watch-form.module.css'

type Certificate = Pick<WatchDraft, 'ca' | 'fingerprint' | 'insecure'>

interface TlsFieldsProps {
  readonly draft: Certificate
  readonly errors: { readonly ca?: string; readonly fingerprint?: string }
  readonly onChange: (change: Partial<Certificate>) => void
}

export function TlsFields({ draft, errors, onChange }: TlsFieldsProps) {
  const read = (file: File | null): void => {
    void file?.text().then((ca) => onChange({ ca }))
  }
  return (
    <fieldset className={classes['group']}>
      <legend>Certificate</legend>
      <p className={classes['hint']}>
        Nothing to do where this computer trusts whoever signed it. Otherwise give one of these:
      </p>
      <Textarea
        size="xs"
        label="Certificate authority (PEM)"
        description="Trusted besides those of this computer, for this connection alone."
        placeholder="-----BEGIN CERTIFICATE-----"
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        value={draft.ca}
        error={errors.ca}
        onChange={({ currentTarget }) => onChange({ ca: currentTarget.value })}
      />
      <div>
        <FileButton accept=".pem,.crt,.cer" onChange={read}>
          {(props) => (
            <Button {...props} size="compact-xs" variant="default">
              Read it from a file…
            </Button>
          )}
        </FileButton>
      </div>
      <TextInput
        size="xs"
        label="Fingerprint (SHA-256)"
        description="The one certificate that is accepted, whoever signed it; a new one is refused until this is changed."
        spellCheck={false}
        value={draft.fingerprint}
        error={errors.fingerprint}
        onChange={({ currentTarget }) => onChange({ fingerprint: currentTarget.value })}
      />
      <Checkbox
        size="xs"
        label="Accept any certificate"
        description="Whoever stands in between can then read and change what is sent, the log-in included. A warning is shown while it is so."
        checked={draft.insecure}
        onChange={({ currentTarget }) => onChange({ insecure: currentTarget.checked })}
      />
    </fieldset>
  )
}
