// An HA role, as it is drawn everywhere.
import { Tag } from '../../components/tag.tsx'

export function RoleTag({ haState }: { readonly haState: string | null }) {
  return haState === null ? '–' : <Tag tone={haState === 'active' ? 'good' : 'plain'}>{haState}</Tag>
}
