// Small files that the window keeps for itself (FOLDER.window): written whole or not at all, never in anybody's way.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app } from 'electron'
import type { z } from 'zod'

const fileAt = (name: string): string => path.join(app.getPath('userData'), name)

/** What a file says; undefined where there is none, or none that can be used. */
export function readOwn<T>(name: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(fileAt(name), 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Keeps a value; on a disk that takes none it is forgotten, which costs a person nothing but a look around. */
export function writeOwn(name: string, value: unknown): void {
  const unfinished = `${fileAt(name)}.new`
  try {
    writeFileSync(unfinished, JSON.stringify(value), { mode: 0o600, flush: true })
    renameSync(unfinished, fileAt(name))
  } catch {
    rmSync(unfinished, { force: true })
  }
}
