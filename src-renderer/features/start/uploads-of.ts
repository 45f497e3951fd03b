// Which uploads a choice of files becomes: as few as can be, since each is an import of its own.
import { type NamedFile, tarOf } from './tar.ts'

/** What is sent in one go. */
export interface Parcel {
  readonly name: string
  readonly content: Blob
}

/** The importer reads no archives within archives. */
const archive = /\.(?:zip|tgz|tzst|tar(?:\.\w+)?)$/i

/** Loose files together, archives one by one. */
export function uploadsOf(files: readonly NamedFile[]): readonly Parcel[] {
  const loose = files.filter(({ name }) => !archive.test(name))
  const archives = files.filter(({ name }) => archive.test(name))
  const single = ({ name, file }: NamedFile): Parcel => ({ name, content: file })
  if (loose.length < 2) return files.map(single)
  return [{ name: `${String(loose.length)} files`, content: tarOf(loose) }, ...archives.map(single)]
}
