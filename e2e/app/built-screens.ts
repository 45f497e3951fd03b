// The screens that specs drive: the real build, made anew where a source is younger than it.
import { statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { productFolder, startProgram } from '../nnad-command.ts'

const page = path.join(productFolder, 'dist/src-renderer/index.html')
const sources = ['src-renderer', 'src-shared', 'vite.config.ts', 'package-lock.json']

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

async function youngestSource(): Promise<number> {
  const files = await Promise.all(
    sources.map(async (name) => {
      const source = path.join(productFolder, name)
      const inside = await readdir(source, { recursive: true }).catch(() => [])
      return inside.length === 0 ? [source] : inside.map((file) => path.join(source, file))
    }),
  )
  return Math.max(...files.flat().map(changedAt))
}

async function build(): Promise<void> {
  if (changedAt(page) > (await youngestSource())) return
  const { code, stdout, stderr } = await startProgram(process.execPath, ['.ci/build.js'], {
    cwd: productFolder,
  }).outcome
  if (code !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`)
}

let built: Promise<void> | undefined

/** Builds the screens once in this process, unless they are younger than their sources. Throws what the build said. */
export function builtScreens(): Promise<void> {
  built ??= build()
  return built
}
