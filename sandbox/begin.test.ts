import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { root } from './machine/command.ts'
import { isProcessAlive } from './machine/lock.ts'

let folder: string
let npm: ChildProcess | undefined

/** A repository with the real package.json, packages and begin.mjs, whose `npm start` only notes when it starts and ends. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern begin ä-'))
  mkdirSync(join(folder, 'sandbox/start'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['package.json', 'package-lock.json', 'sandbox/begin.mjs'])
    cpSync(join(root, name), join(folder, name))
  for (const name of ['.bin', '.lectern-installed']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  writeFileSync(
    join(folder, 'sandbox/start/start.ts'),
    `import { writeFileSync } from 'node:fs'
    for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
      process.on(event, () => { writeFileSync('ended', event); process.exit(0) })
    setInterval(() => {}, 1000)
    writeFileSync('started', String(process.pid))`,
  )
})

afterEach(() => {
  npm?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const noted = (name: string) => existsSync(join(folder, name)) && readFileSync(join(folder, name), 'utf8')

/** Runs npm in a process group of its own, so that a signal to its number reaches npm alone. */
function runNpm(args: string[]): ChildProcess {
  const env = { ...process.env, npm_lifecycle_event: undefined, npm_config_update_notifier: 'false' }
  npm = spawn('npm', args, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  return npm
}

describe('npm start', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'ends all its processes when npm alone gets %s',
    async signal => {
      const child = runNpm(['start'])
      const pid = Number(await vi.waitUntil(() => noted('started'), { timeout: 30_000 }))
      child.kill(signal)
      await vi.waitUntil(() => !isProcessAlive(pid), { timeout: 30_000 })
      expect(noted('ended')).toBeTruthy()
    },
  )
})

describe('The npm scripts', () => {
  const outputOf = async (args: string[]) => {
    const child = runNpm(args)
    let output = ''
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', chunk => (output += chunk))
    const code = await new Promise(resolve => child.once('close', resolve))
    return { code, output }
  }

  test.each(['start', 'test', 'soak', 'check', 'generate', 'bench', 'picture'])(
    'explain %s with --help',
    async name => {
      const { code, output } = await outputOf(['run', '--silent', name, '--', '--help'])
      expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^npm .*\.\n$/) })
    },
  )

  test('refuse an argument that they do not know, in one sentence', async () => {
    const { code, output } = await outputOf(['run', '--silent', 'start', '--', '--port=1'])
    expect(code).toBe(1)
    expect(output).toMatch(/^Unknown argument "--port=1"\. npm start: .*\n$/)
  })
})
