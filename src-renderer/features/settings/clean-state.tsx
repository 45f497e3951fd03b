// Backups, and the way back to a clean state: what goes, and that a backup stays.
import { Button, Skeleton } from '@mantine/core'
import { useState } from 'react'
import type { Contents } from '../../../src-shared/contract/system.ts'
import { bytesText } from '../../../src-shared/figures.ts'
import { useBackup } from '../../data/backups.ts'
import { useContents } from '../../data/settings.ts'
import { Backups } from './backups.tsx'
import { contentsTexts, isClean } from './contents-text.ts'
import { ResetDialog } from './reset-dialog.tsx'
import classes from './settings.module.css'

function Held({ contents, onReset }: { readonly contents: Contents; readonly onReset: () => void }) {
  if (isClean(contents)) return <p>Nothing is kept here: the state is clean.</p>
  return (
    <>
      <p>
        Setting everything aside takes what follows out of nnad ({bytesText(contents.bytes)} on disk). It is
        kept as a backup and can be put back below.
      </p>
      <ul className={`figures ${classes['held'] ?? ''}`}>
        {contentsTexts(contents).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Button variant="default" onClick={onReset}>
        Set everything aside…
      </Button>
    </>
  )
}

interface BackUpProps {
  readonly isPending: boolean
  readonly onBackUp: () => void
}

function BackUp({ isPending, onBackUp }: BackUpProps) {
  return (
    <div className={classes['test']}>
      <Button variant="default" loading={isPending} onClick={onBackUp}>
        Back up now
      </Button>
      <span className="quiet">
        A copy of everything that is kept, beside the data folder; collecting goes on meanwhile.
      </span>
    </div>
  )
}

export function CleanState() {
  const { data: contents } = useContents()
  const [isAsking, setAsking] = useState(false)
  const backup = useBackup()
  return (
    <section className={`card ${classes['clean'] ?? ''}`} aria-labelledby="clean-state">
      <h2 id="clean-state">Backups and clean state</h2>
      {contents === undefined ? (
        <Skeleton height={140} />
      ) : (
        <>
          <Held contents={contents} onReset={() => setAsking(true)} />
          <BackUp isPending={backup.isPending} onBackUp={() => backup.mutate()} />
          <Backups backups={contents.backups} />
          <ResetDialog contents={contents} isOpen={isAsking} onClose={() => setAsking(false)} />
        </>
      )}
    </section>
  )
}
