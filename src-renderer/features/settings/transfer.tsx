// Settings out to a file and in again.
import { Button, Group } from '@mantine/core'
import { type ChangeEvent, useRef, useState } from 'react'
import { useExportSettings, usePreviewSettings } from '../../data/settings-file.ts'
import { givenSettings } from './given-settings.ts'
import { ImportDialog } from './import-dialog.tsx'
import classes from './settings.module.css'

export function Transfer() {
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState<string>()
  const exporting = useExportSettings()
  const preview = usePreviewSettings()
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = currentTarget.files ?? []
    // The same file, corrected, can be chosen again.
    const given = file && (await givenSettings(file))
    if (input.current !== null) input.current.value = ''
    if (file === undefined || given === undefined) return
    preview.mutate(given)
    setName(file.name)
  }
  return (
    <section className={`card ${classes['clean'] ?? ''}`} aria-labelledby="settings-transfer">
      <h2 id="settings-transfer">Export and import</h2>
      <p>
        All settings of this page as a file, to keep or to take to another computer. Passwords and tokens are
        not in it. What an import would change is shown first.
      </p>
      <Group gap="sm">
        <Button variant="default" loading={exporting.isPending} onClick={() => exporting.mutate()}>
          Export settings
        </Button>
        <Button variant="default" onClick={() => input.current?.click()}>
          Import settings…
        </Button>
      </Group>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="File of settings"
        onChange={(event) => void take(event)}
      />
      <ImportDialog name={name} preview={preview} onClose={() => setName(undefined)} />
    </section>
  )
}
