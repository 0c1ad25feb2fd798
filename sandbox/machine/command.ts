import { type ChildProcess, execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The repository. */
export const root = join(import.meta.dirname, '..')

/** The environment for our own tools: the pinned Node and the packages' commands first on the PATH. */
export const toolEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
})

const runningChildren = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of runningChildren) child.kill()
})

/** How a command ended and all it printed, both outputs together in their order. */
export type CommandResult = { ok: boolean; output: string }

/**
 * Runs a command to its end in the repository (or `cwd`, relative to it). It never throws: a command that fails is an
 * outcome. One that still runs when this process exits is ended.
 */
export function runCommand(
  argv: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  const [file = '', ...args] = argv
  const { cwd = '.', env = {} } = options
  const settings = { cwd: join(root, cwd), env: { ...toolEnv(), ...env }, maxBuffer: 1 << 28 }
  return new Promise(resolve => {
    const child = execFile(file, args, settings, (error, stdout, stderr) => {
      runningChildren.delete(child)
      const output = `${stdout}${stderr}`.trim()
      resolve({ ok: !error, output: output || (error ? error.message : '') })
    })
    runningChildren.add(child)
  })
}
