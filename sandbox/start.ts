import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './command.ts'
import { startLectern } from './lectern.ts'
import { takeLock } from './lock.ts'
import { portProblem } from './ports.ts'
import { Problem } from './problem.ts'
import { Processes } from './processes.ts'
import { adminUrl } from './product.ts'
import { say } from './progress.ts'
import { type SandboxFile, sandboxFile, writeSandboxFile } from './sandbox-file.ts'
import { readSettings, type Settings } from './settings.ts'

// `npm start`: a whole Lectern on this machine, until Ctrl-C.

function fail(error: unknown) {
  console.error(error instanceof Problem ? error.message : error)
}

async function ready({ data, port, contentPort }: Settings): Promise<string> {
  mkdirSync(data, { recursive: true })
  const lock = join(data, 'lectern.lock')
  const owner = takeLock(lock)
  if (owner !== undefined) {
    throw new Problem(
      `Lectern runs already with the data in ${data} (process ${owner}). End that one, or give this one another folder with LECTERN_DATA.`,
    )
  }
  const wished = [portProblem(port, 'LECTERN_PORT'), portProblem(contentPort, 'LECTERN_CONTENT_PORT')]
  const problems = (await Promise.all(wished)).filter(problem => problem !== undefined)
  if (problems.length) {
    rmSync(lock, { force: true })
    throw new Problem(problems.join('\n'))
  }
  rmSync(sandboxFile(data), { force: true })
  return lock
}

async function start() {
  const settings = readSettings(process.env, root)
  const { data } = settings
  const lock = await ready(settings)
  let describe: (() => SandboxFile) | undefined
  let ending = false
  const processes = new Processes(join(data, 'logs'), died => {
    if (ending) return
    if (died) say(`${died} ended and is started again; its log is ${processes.logOf(died)}`)
    if (describe) writeSandboxFile(data, describe())
  })

  async function end(code: number) {
    if (ending) return
    ending = true
    await processes.stopAll().catch(fail)
    rmSync(sandboxFile(data), { force: true })
    rmSync(lock, { force: true })
    process.exit(code)
  }
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, () => end(0))
  process.channel?.unref()

  try {
    describe = await startLectern(settings, processes)
    if (ending) return
    const described = describe()
    writeSandboxFile(data, described)
    say(`Dropbox is the folder ${settings.dropboxFolder}`)
    say(`Sign in as its author: ${described.signIn}`)
    say(`Lectern is ready: ${adminUrl(settings.port)}`)
  } catch (error) {
    if (!ending) fail(error)
    await end(1)
  }
}

await start().catch(error => {
  fail(error)
  process.exitCode = 1
})
