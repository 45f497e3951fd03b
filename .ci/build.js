// `npm run build`: what is stale, into dist/: the kernel, TypeScript → JavaScript, the same tree
// (tsc keeps its own record), and the renderer.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, globSync, rmSync } from 'node:fs'
import { pruneOutputs } from './prune-outputs.ts'
import { isRendererStale } from './renderer-stale.ts'

function run(command, parameters) {
  const { status } = spawnSync(command, parameters, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

run(process.execPath, ['.ci/build-kernel.js'])
// tsc trusts its record even where somebody deleted the output.
if (!existsSync('dist/src-main/cli/main.js')) rmSync('dist', { recursive: true, force: true })
run('tsc', ['-p', 'tsconfig.build.json'])
pruneOutputs('.')
// Plain JavaScript that tsc leaves alone: the command's door, the sandboxed preload.
for (const file of globSync(['src-main/cli/nnad.js', 'src-main/electron/*.cjs']))
  copyFileSync(file, `dist/${file}`)
if (isRendererStale('.')) run('vite', ['build', '--logLevel', 'warn'])
