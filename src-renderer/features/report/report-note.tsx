// What people add to a report.
import { NoteField } from '../../components/note-field.tsx'
import { useUpdateReport } from '../../data/reports.ts'

interface ReportNoteProps {
  readonly id: number
  readonly note: string
}

export function ReportNote({ id, note }: ReportNoteProps) {
  const update = useUpdateReport()
  return (
    <div>
      <NoteField note={note} state={update} onSave={(text) => update.mutate({ id, note: text })} />
    </div>
  )
}
