// The screens that specs drive: the real build, made anew where a source is younger than it.
import { isRendererStale } from '../../.ci/renderer-stale.ts'
import { productFolder, startProgram } from '../nnad-command.ts'

async function build(): Promise<void> {
  if (!isRendererStale(productFolder)) return
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
