// The ways in that work from every page: files dropped on the window, commands, the browser's file dialogs.
import { type ChangeEvent, useRef } from 'react'
import { isDesktop } from '../../client.ts'
import { navigate } from '../../state/address.ts'
import { useCommands } from '../commands/use-commands.ts'
import { droppedFiles } from './dropped-files.ts'
import classes from './import-door.module.css'
import { importChosen, importDropped, importFiles, importSample } from './importing.ts'
import { useWindowDrop } from './use-window-drop.ts'

function takeDrop(transfer: DataTransfer): void {
  navigate('/')
  if (isDesktop) void importDropped([...transfer.files])
  else void droppedFiles(transfer).then(importFiles)
}

function takeChosen({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
  const files = [...(currentTarget.files ?? [])]
  // So that the same file can be chosen again.
  currentTarget.value = ''
  navigate('/')
  if (files.length > 0)
    void importFiles(files.map((file) => ({ name: file.webkitRelativePath || file.name, file })))
}

export function ImportDoor() {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const isOver = useWindowDrop(takeDrop)
  const choose = (kind: 'files' | 'folder'): void => {
    if (!isDesktop) {
      const input = kind === 'files' ? files : folder
      input.current?.click()
      return
    }
    navigate('/')
    void importChosen(kind)
  }
  useCommands([
    {
      id: 'open-dump',
      label: 'Open dump: choose files',
      keys: 'mod+O',
      group: 'Import',
      run: () => choose('files'),
    },
    { id: 'open-folder', label: 'Open dump: choose a folder', group: 'Import', run: () => choose('folder') },
    {
      id: 'open-sample',
      label: 'Open the sample recording',
      keys: 'shift+O',
      group: 'Import',
      run: () => {
        navigate('/')
        void importSample()
      },
    },
  ])
  return (
    <>
      <input ref={files} type="file" multiple hidden aria-label="Files of a dump" onChange={takeChosen} />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder of a dump"
        {...{ webkitdirectory: '' }}
        onChange={takeChosen}
      />
      {isOver && (
        <div className={classes['overlay']} role="region" aria-label="Drop files">
          <p>Drop to import: files or folders of recorded /jmx documents, reports of others (.nnreport)</p>
        </div>
      )}
    </>
  )
}
