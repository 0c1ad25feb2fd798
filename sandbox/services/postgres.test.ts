import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { postgresBinFolder, resolveRunAs } from './postgres.ts'

const run = promisify(execFile)
const isRoot = process.getuid?.() === 0

let closed: string
let data: string
let bin: string

/** A folder that only root may enter, as root's home is, with Postgres and a data folder in it. */
beforeEach(() => {
  closed = mkdtempSync(join(tmpdir(), 'lectern-closed-'))
  data = join(closed, 'data')
  bin = join(closed, 'native/bin')
  mkdirSync(data)
  if (isRoot)
    cpSync(join(postgresBinFolder(), '..'), join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
})
afterEach(() => rmSync(closed, { recursive: true, force: true }))

/** Asks in a process of its own, as root with these capabilities taken away, for the words before `initdb`. */
async function prefixWithout(capabilities: string[]): Promise<string> {
  const module = join(import.meta.dirname, 'postgres.ts')
  const script = `import { resolveRunAs } from ${JSON.stringify(module)}
    resolveRunAs(process.argv[1], process.argv[2]).then(({ commandPrefix }) => console.log(commandPrefix.join(' ')), error => console.log(error.message))`
  const without = capabilities.map(name => `-${name}`).join(',')
  const limited = ['setpriv', `--bounding-set=${without}`, `--inh-caps=${without}`]
  const [command = '', ...args] = [...limited, process.execPath, '--input-type=module', '-e', script, bin, data]
  return (await run(command, args)).stdout.trim()
}

describe.runIf(isRoot)('Postgres started by root', () => {
  test('makes its files where only root may enter', async () => {
    const { commandPrefix, chown } = await resolveRunAs(bin, data)
    const folder = join(data, 'postgres')
    mkdirSync(folder)
    chown(folder)
    const [command = '', ...args] = [
      ...commandPrefix,
      join(bin, 'initdb'),
      '-D',
      folder,
      '--username=postgres',
      '--no-sync',
    ]
    await expect(run(command, args, { cwd: '/' })).resolves.toMatchObject({
      stdout: expect.stringContaining('Success'),
    })
  })

  test('takes the other capability where a container lacks the first', async () => {
    expect(await prefixWithout(['dac_read_search'])).toContain('--ambient-caps=+dac_override')
  })

  test('needs no capability where every user may enter', async () => {
    chmodSync(closed, 0o755)
    expect(await prefixWithout(['dac_read_search', 'dac_override'])).toMatch(
      /^setpriv --reuid=\d+ --regid=\d+ --clear-groups$/,
    )
  })

  test('says in one sentence what to do where no other user may enter and no capability is left', async () => {
    expect(await prefixWithout(['dac_read_search', 'dac_override'])).toMatch(
      /^Postgres does not run as root, .* Start Lectern as another user/,
    )
  })

  test('says the same where the user cannot be changed', async () => {
    expect(await prefixWithout(['setuid', 'setgid'])).toMatch(/Start Lectern as another user/)
  })
})
