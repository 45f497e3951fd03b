// What people add to an incident.
import { NoteField } from '../../components/note-field.tsx'
import { useUpdateIncident } from '../../data/incidents.ts'

export function IncidentNote({ id, note }: { readonly id: number; readonly note: string }) {
  const update = useUpdateIncident()
  return <NoteField note={note} state={update} onSave={(text) => update.mutate({ id, note: text })} />
}
