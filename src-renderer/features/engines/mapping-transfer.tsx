// A mapping out to a file and in again; what a file would change is shown first.
import { Button, Group, Modal } from '@mantine/core'
import { type ChangeEvent, useRef, useState } from 'react'
import type { Engine, MappedRow } from '../../../src-shared/contract/engines.ts'
import { figure } from '../../../src-shared/figures.ts'
import { Problem } from '../../components/problem.tsx'
import { saveFile } from '../../components/save-file.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useSaveMapping } from '../../data/engines.ts'
import { failureOf } from '../../data/failure.ts'
import classes from './engines.module.css'
import { type MappingImport, exportedRows, importedRows, rowKey, rowsIn } from './mapping-rows.ts'

interface MappingTransferProps {
  readonly engine: Engine
  /** As they are in force; none where no NameNode was found. */
  readonly rows: readonly MappedRow[]
  /** The NameNode whose queries are exported; undefined: none was found. */
  readonly instance: string | undefined
}

interface Read {
  readonly name: string
  /** undefined: it is no mapping. */
  readonly change: MappingImport | undefined
}

const queriesText = (count: number): string => (count === 1 ? '1 query' : `${figure(count)} queries`)

/** So many of the changed rows are listed. */
const listed = 12

function Changes({ change }: { readonly change: MappingImport }) {
  const { changed, same } = change
  return (
    <>
      <p>
        {`${queriesText(changed.length)} of it would be read instead of what is read now`}
        {same > 0 && `; ${figure(same)} are in force already`}.
      </p>
      <ul className={classes['changes']}>
        {changed.slice(0, listed).map((row) => (
          <li key={rowKey(row)}>
            <b>{row.attribute}</b>{' '}
            {row.query === '' ? 'switched off' : <code className={classes['query']}>{row.query}</code>}
          </li>
        ))}
        {changed.length > listed && (
          <li className="quiet">{`and ${figure(changed.length - listed)} more`}</li>
        )}
      </ul>
    </>
  )
}

export function MappingTransfer({ engine, rows, instance }: MappingTransferProps) {
  const input = useRef<HTMLInputElement>(null)
  const [read, setRead] = useState<Read>()
  const save = useSaveMapping(engine.id)
  const close = (): void => {
    save.reset()
    setRead(undefined)
  }
  const exportIt = (): void => {
    const text = `${JSON.stringify(exportedRows(rows), null, 2)}\n`
    const name = `nnad-mapping-${(instance ?? engine.name).replace(/[^\w.-]+/g, '-')}.json`
    saveFile(new File([text], name, { type: 'application/json' }))
  }
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = currentTarget.files ?? []
    const given = file && rowsIn(await file.text())
    // The same file, corrected, can be chosen again.
    if (input.current !== null) input.current.value = ''
    if (file === undefined) return
    setRead({ name: file.name, change: given && importedRows(given, rows, engine.mapping) })
  }
  const change = read?.change
  const apply = (): void => {
    if (change === undefined) return
    const before = engine.mapping
    const undo = (): void =>
      save.mutate(before, { onError: (error) => tellFailure('The import was not undone', error) })
    save.mutate([...change.own], {
      onSuccess: () => {
        close()
        tell(`${queriesText(change.changed.length)} imported`, { label: 'Undo', run: undo })
      },
    })
  }
  return (
    <Group gap="sm">
      {instance !== undefined && (
        <Button size="xs" variant="default" onClick={exportIt}>
          Export as JSON
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => input.current?.click()}>
        Import…
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="File of a mapping"
        onChange={(event) => void take(event)}
      />
      <Modal
        opened={read !== undefined}
        onClose={close}
        size="xl"
        title={`Import ${read?.name ?? 'a mapping'}`}
      >
        {change === undefined ? (
          <Problem title="This is no mapping">
            Wanted a JSON file with a list of rows, each with bean, attribute and query, as Export as JSON and
            nnad engine mapping write it.
          </Problem>
        ) : change.changed.length === 0 ? (
          <p>All of it is in force already: nothing would change.</p>
        ) : (
          <Changes change={change} />
        )}
        {save.error !== null && (
          <Problem title="Nothing was imported">{failureOf(save.error).message}</Problem>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close} data-autofocus>
            {change !== undefined && change.changed.length > 0 ? 'Keep the mapping as it is' : 'Close'}
          </Button>
          {change !== undefined && change.changed.length > 0 && (
            <Button loading={save.isPending} onClick={apply}>
              Import
            </Button>
          )}
        </Group>
      </Modal>
    </Group>
  )
}
