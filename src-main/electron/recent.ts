// Dumps that were opened lately: in our menu, and in the system's own list.
import type { App } from 'electron'
import { z } from 'zod'
import { readOwn, writeOwn } from './whole-file.ts'

const fileName = 'recent.json'

/** How many there are at most. */
const most = 10

/** Absolute paths of files and folders, the latest first. */
const Paths = z.array(z.string().min(1)).max(most)

export class RecentDumps {
  readonly #app: App
  readonly #onChange: () => void
  #paths: readonly string[]

  /** `onChange` is told when the list has changed. */
  constructor(app: App, onChange: () => void) {
    this.#app = app
    this.#onChange = onChange
    this.#paths = readOwn(fileName, Paths) ?? []
  }

  /** Absolute paths, the latest first. */
  get paths(): readonly string[] {
    return this.#paths
  }

  /** Puts what is opened now to the front. */
  add(paths: readonly string[]): void {
    this.#set([...new Set([...paths, ...this.#paths])].slice(0, most))
    // Shown only where the system has such a list.
    for (const one of paths) this.#app.addRecentDocument(one)
  }

  clear(): void {
    this.#set([])
    this.#app.clearRecentDocuments()
  }

  #set(paths: readonly string[]): void {
    this.#paths = paths
    writeOwn(fileName, paths)
    this.#onChange()
  }
}
