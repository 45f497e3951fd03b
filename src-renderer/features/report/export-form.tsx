// What the file shall be; while names are replaced it is made only after they were shown.
import { Button, Checkbox, Group, SegmentedControl } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { redactionKinds } from '../../../src-shared/contract/reports.ts'
import { Problem } from '../../components/problem.tsx'
import { failureOf } from '../../data/failure.ts'
import { useRedaction } from '../../data/reports.ts'
import { useSettings } from '../../data/settings.ts'
import { type ExportChoice, formatNames, formats, kindTexts, redactOf, requestOf } from './export-choice.ts'
import classes from './export.module.css'
import { RedactionPreview } from './redaction-preview.tsx'
import { useChosenExport } from './use-export.ts'

interface ExportFormProps {
  readonly id: number
  /** The file was handed to the browser, or nobody wants it any more. */
  readonly onDone: () => void
}

const papers: { value: ExportChoice['paper']; label: string }[] = [
  { value: 'a4', label: 'A4' },
  { value: 'letter', label: 'US Letter' },
]
const usual: (typeof papers)[number] = { value: 'auto', label: 'Usual here' }

export function ExportForm({ id, onDone }: ExportFormProps) {
  const { data: settings } = useSettings()
  const setPaper = settings?.['report.paper'] ?? 'auto'
  const [chosen, setChosen] = useState<Partial<ExportChoice>>({})
  const { format, paper, kinds }: ExportChoice = { format: 'pdf', paper: setPaper, kinds: [], ...chosen }
  const redaction = useRedaction(id, redactOf(kinds))
  const exporting = useChosenExport(id, onDone)
  const choose = (change: Partial<ExportChoice>): void => {
    exporting.reset()
    setChosen({ ...chosen, ...change })
  }
  const isUnseen = kinds.length > 0 && (!redaction.isSuccess || redaction.isPlaceholderData)
  const name = formatNames[format]
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    exporting.mutate(requestOf({ format, paper, kinds }))
  }
  return (
    <form onSubmit={submit}>
      <div className={classes['fields']}>
        <span id="export-format">Format</span>
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-labelledby="export-format"
            transitionDuration={0}
            data={formats.map((one) => ({ value: one.format, label: formatNames[one.format] }))}
            value={format}
            onChange={(value) => choose({ format: value })}
          />
          <span className="quiet">{formats.find((one) => one.format === format)?.what}</span>
        </Group>
        <span id="export-paper">Paper</span>
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-labelledby="export-paper"
            transitionDuration={0}
            disabled={format !== 'pdf'}
            data={setPaper === 'auto' ? [usual, ...papers] : papers}
            value={paper}
            onChange={(value) => choose({ paper: value })}
          />
          {format !== 'pdf' && <span className="quiet">only a PDF has one</span>}
        </Group>
        <span id="export-kinds">Replace</span>
        <Group gap="lg" role="group" aria-labelledby="export-kinds">
          {redactionKinds.map((kind, index) => (
            <Checkbox
              key={kind}
              label={kindTexts[kind]}
              checked={kinds.includes(kind)}
              data-autofocus={index === 0 || undefined}
              onChange={({ currentTarget: { checked } }) =>
                choose({ kinds: checked ? [...kinds, kind] : kinds.filter((one) => one !== kind) })
              }
            />
          ))}
        </Group>
      </div>
      <RedactionPreview kinds={kinds} redaction={redaction} />
      {exporting.isError && (
        <Problem title={`The ${name} was not made`}>{failureOf(exporting.error).message}</Problem>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button
          type="submit"
          disabled={isUnseen}
          loading={exporting.isPending}
          {...(isUnseen ? { title: 'What is replaced is shown first' } : {})}
        >
          {exporting.isPending ? `Making ${name}` : `Export ${name}`}
        </Button>
      </Group>
    </form>
  )
}
