import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { root } from './machine/command.ts'
import { isProcessAlive } from './machine/lock.ts'

let folder: string
let npm: ChildProcess | undefined

/**
 * Creates a repository with the real package.json, packages, and begin.mjs, whose `npm start` only writes files when it
 * starts and ends.
 */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern begin ä-'))
  mkdirSync(join(folder, 'sandbox/start'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['package.json', 'package-lock.json', 'sandbox/begin.mjs', 'sandbox/machine/own-environment.mjs'])
    cpSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules/.bin'), join(folder, 'node_modules/.bin'))
  // Without this stamp, the script would run `npm ci`, which would also empty the real node_modules through the links.
  const lock = readFileSync(join(root, 'package-lock.json'))
  const stamp = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
  writeFileSync(join(folder, 'node_modules/.lectern-installed'), stamp)
  symlinkSync(join(root, 'domain'), join(folder, 'domain'))
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

/** Returns the content of a file that the script wrote, or false until it exists. */
const writtenFile = (name: string) => existsSync(join(folder, name)) && readFileSync(join(folder, name), 'utf8')

/** Runs npm in its own process group, so that a signal to its process id reaches only npm. */
function runNpm(args: string[]): ChildProcess {
  const env = { ...process.env, npm_lifecycle_event: undefined, npm_config_update_notifier: 'false' }
  npm = spawn('npm', args, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  return npm
}

describe('npm start', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'ends all its processes when only npm receives %s',
    async signal => {
      const child = runNpm(['start'])
      const pid = Number(await vi.waitUntil(() => writtenFile('started'), { timeout: 120_000 }))
      child.kill(signal)
      await vi.waitUntil(() => !isProcessAlive(pid), { timeout: 120_000 })
      expect(writtenFile('ended')).toBeTruthy()
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

  const scripts = [
    'start',
    'test',
    'test:changed',
    'soak',
    'check',
    'generate',
    'migrate',
    'bench',
    'matrix',
    'picture',
  ]

  test('are all tested here', () => {
    expect(Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts).sort()).toEqual(
      [...scripts].sort(),
    )
  })

  test.each(scripts)('explain %s with --help', async name => {
    const { code, output } = await outputOf(['run', '--silent', name, '--', '--help'])
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^npm .*\.\n$/) })
  })

  test('refuse an argument that they do not know, in one sentence', async () => {
    const { code, output } = await outputOf(['run', '--silent', 'start', '--', '--port=1'])
    expect(code).toBe(1)
    expect(output).toMatch(/^Unknown argument "--port=1"\. npm start: .*\n$/)
  })
})

describe('The commands of the product', () => {
  const commands = [
    'server/main.ts',
    'server/first-owner.ts',
    'server/sign-in-link.ts',
    'server/audit.ts',
    'workflows/worker.ts',
    'domain/migrate.ts',
    'schema/print.ts',
  ]
  const run = (file: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
    const options = { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' } as const
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, file), ...args], options)
    return { status, output: stdout + stderr }
  }

  test.each(commands)('explain %s with --help', file => {
    const help = /^(node|npm run) .*: .*\.\n$/
    expect(run(file, ['--help'])).toEqual({ status: 0, output: expect.stringMatching(help) })
  })

  test.each(commands)('name an argument that %s does not know, in one sentence', file => {
    const { status, output } = run(file, ['--nonsense'])
    expect({ status, output }).toEqual({ status: 2, output: expect.stringMatching(/^Unknown .*--nonsense.*\.\n.*\n$/) })
  })

  test('say in one sentence what npm run migrate needs', () => {
    const migrate = (args: string[], url?: string) => run('domain/migrate.ts', args, { DATABASE_OWNER_URL: url })
    expect(migrate(['new'])).toEqual({ status: 2, output: 'Add a name: npm run migrate -- new <name>.\n' })
    expect(migrate([])).toEqual({ status: 1, output: expect.stringMatching(/^DATABASE_OWNER_URL is missing\. .*\n$/) })
    for (const args of [[], ['new', 'column']])
      expect(migrate(args, 'postgres://owner:secret@127.0.0.1:1/lectern')).toEqual({
        status: 1,
        output: expect.stringMatching(
          /^Could not connect to the database of DATABASE_OWNER_URL at 127\.0\.0\.1:1: .*\.\n$/,
        ),
      })
  })

  test.each([
    ['server/first-owner.ts', []],
    ['server/sign-in-link.ts', ['--email', 'a@example.org']],
    ['server/audit.ts', ['verify']],
  ])('say what %s needs, naming the settings', (file, args) => {
    const settings = { LECTERN_SECRET: Buffer.alloc(32).toString('base64'), LECTERN_ADMIN_URL: 'https://a.example.org' }
    const without = { DATABASE_URL: '', LECTERN_SECRET: 'short', LECTERN_ADMIN_URL: '' }
    expect(run(file, args, without)).toEqual({
      status: 1,
      output: [
        'Fix these settings (.env.example explains each):',
        '  DATABASE_URL: is missing',
        '  LECTERN_SECRET: must be 32 bytes in base64 (openssl rand -base64 32)',
        '  LECTERN_ADMIN_URL: is missing\n',
      ].join('\n'),
    })
    const DATABASE_URL = 'postgres://process:secret@127.0.0.1:1/lectern'
    expect(run(file, args, { ...settings, DATABASE_URL })).toEqual({
      status: 1,
      output: expect.stringMatching(/^Could not connect to the database of DATABASE_URL at 127\.0\.0\.1:1: .*\.\n$/),
    })
  })

  test('say in one sentence that npm start cannot write to its data folder', () => {
    const data = join(folder, 'package.json/data')
    expect(run('sandbox/start/start.ts', [], { LECTERN_DATA: data })).toEqual({
      status: 1,
      output: `Lectern cannot write to its data folder ${data} (ENOTDIR). Make it writable, or set LECTERN_DATA to another folder.\n`,
    })
  })
})
