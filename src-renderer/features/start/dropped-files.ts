// What was dropped onto the window, folders opened.
import type { NamedFile } from './tar.ts'

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const found: FileSystemEntry[] = []
  for (;;) {
    // A browser gives some at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return found
    found.push(...some)
  }
}

async function filesOf(entry: FileSystemEntry): Promise<readonly NamedFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [{ name: entry.fullPath.replace(/^\//, ''), file }]
  }
  if (!isFolder(entry)) return []
  const found: NamedFile[] = []
  for (const child of await entriesOf(entry)) found.push(...(await filesOf(child)))
  return found
}

/** All files of a drop, those in folders included, under their names within it. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly NamedFile[]> {
  // Taken at once: after the first wait the browser has emptied the drop.
  const items = [...transfer.items].map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }))
  const found: NamedFile[] = []
  for (const { entry, file } of items) {
    if (entry !== null) found.push(...(await filesOf(entry)))
    // One that no folder holds: a page or an app made it for the drag.
    else if (file !== null) found.push({ name: file.name, file })
  }
  return found
}
