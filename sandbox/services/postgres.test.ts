import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { postgresBinFolder, resolveRunAs } from './postgres.ts'

const run = promisify(execFile)
const isRoot = process.getuid?.() === 0

let restricted: string
let data: string
let bin: string

/** Creates a folder that only root can enter, like root's home, with Postgres and a data folder in it. */
beforeEach(() => {
  restricted = mkdtempSync(join(tmpdir(), 'lectern-restricted-'))
  data = join(restricted, 'data')
  bin = join(restricted, 'native/bin')
  mkdirSync(data)
  if (isRoot)
    cpSync(join(postgresBinFolder(), '..'), join(restricted, 'native'), { recursive: true, verbatimSymlinks: true })
})
afterEach(() => rmSync(restricted, { recursive: true, force: true }))

/**
 * Runs `resolveRunAs` in a child process, as root without these capabilities, and returns its command prefix or error.
 */
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
  test('creates its files in a folder that only root can enter', async () => {
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

  test('uses the second capability when a container lacks the first', async () => {
    expect(await prefixWithout(['dac_read_search'])).toContain('--ambient-caps=+dac_override')
  })

  test('uses no capability when every user can enter the folder', async () => {
    chmodSync(restricted, 0o755)
    expect(await prefixWithout(['dac_read_search', 'dac_override'])).toMatch(
      /^setpriv --reuid=\d+ --regid=\d+ --clear-groups$/,
    )
  })

  test('says what to do when no other user can enter and no capability is available', async () => {
    expect(await prefixWithout(['dac_read_search', 'dac_override'])).toMatch(
      /^Postgres does not run as root, .* Start Lectern as another user/,
    )
  })

  test('says what to do when the user cannot be changed', async () => {
    expect(await prefixWithout(['setuid', 'setgid'])).toMatch(/Start Lectern as another user/)
  })
})
