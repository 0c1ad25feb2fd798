import { type ChildProcess, execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The repository. */
export const root = join(import.meta.dirname, '..')

/** The environment for our own tools: the pinned Node and the packages' commands first on the PATH. */
export const toolEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
})

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill()
})

/** How a command ended and all it printed, both outputs together in their order. */
export type Outcome = { ok: boolean; said: string }

/**
 * Runs a command to its end in the repository (or `cwd`, relative to it). It never throws: a command that fails is an
 * outcome. One that still runs when this process exits is ended.
 */
export function command(words: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Outcome> {
  const [file = '', ...args] = words
  const { cwd = '.', env = {} } = options
  const settings = { cwd: join(root, cwd), env: { ...toolEnv(), ...env }, maxBuffer: 1 << 28 }
  return new Promise(resolve => {
    const child = execFile(file, args, settings, (error, stdout, stderr) => {
      running.delete(child)
      const said = `${stdout}${stderr}`.trim()
      resolve({ ok: !error, said: said || (error ? error.message : '') })
    })
    running.add(child)
  })
}
