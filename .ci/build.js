// `npm run build`: what is stale, into dist/: TypeScript → JavaScript, the same tree (tsc keeps its own record), and the renderer.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, globSync, rmSync, statSync } from 'node:fs'

function run(command, parameters) {
  const { status } = spawnSync(command, parameters, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

const modified = (file) => statSync(file).mtimeMs

/** Whether the built page is older than anything that it is made of. */
function isRendererStale() {
  const built = 'dist/src-renderer/index.html'
  if (!existsSync(built)) return true
  const parts = globSync([
    'src-renderer/**/*.*',
    'src-shared/**/*.ts',
    'assets/*.sh',
    'vite.config.ts',
    'package-lock.json',
  ])
  return parts.some((file) => modified(file) > modified(built))
}

// tsc trusts its record even where somebody deleted the output.
if (!existsSync('dist/src-main/cli/main.js')) rmSync('dist', { recursive: true, force: true })
run('tsc', ['-p', 'tsconfig.build.json'])
// Plain JavaScript that tsc leaves alone: the command's door, the sandboxed preload.
for (const file of globSync(['src-main/cli/nnad.js', 'src-main/electron/*.cjs']))
  copyFileSync(file, `dist/${file}`)
if (isRendererStale()) run('vite', ['build', '--logLevel', 'warn'])
