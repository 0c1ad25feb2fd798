import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Runs a command that takes `--role <role>` several times, `--token`, and at most one word, and prints what it read. */
function runCommand(...args: string[]) {
  const script = `
    import { readCommandLine } from ${JSON.stringify(import.meta.resolve('./command-line.ts'))}
    const usage = 'node example.ts [--role <role>]… [--token] [<word>]: is an example.'
    const options = { role: { type: 'string', multiple: true, default: [] }, token: { type: 'boolean' } }
    console.log(JSON.stringify(readCommandLine({ usage, options, maxWords: 1 })))`
  const argv = ['--input-type=module', '--eval', script, '--', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

const usage = 'node example.ts [--role <role>]… [--token] [<word>]: is an example.\n'

test('returns options, their defaults, and words', () => {
  expect(JSON.parse(runCommand().stdout)).toEqual({ values: { role: [] }, words: [] })
  const { status, stdout } = runCommand('--role', 'AUTHOR', 'first', '--role=PUBLISHER', '--token')
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toEqual({ values: { role: ['AUTHOR', 'PUBLISHER'], token: true }, words: ['first'] })
})

test('prints the usage for --help, even with other arguments', () => {
  const help = { status: 0, stdout: usage, stderr: '' }
  expect(runCommand('--help')).toEqual(help)
  expect(runCommand('--token', 'first', 'second', '--help')).toEqual(help)
})

test.each([
  [['--nonsense'], "Unknown option '--nonsense'."],
  [['--nonsense=1'], "Unknown option '--nonsense'."],
  [['first', 'second'], 'Unknown argument "second".'],
  [['--role'], "Option '--role <value>' argument missing"],
  [['--token=yes'], "Option '--token' does not take an argument"],
])('refuses %j in one sentence, followed by the usage', (args, sentence) => {
  expect(runCommand(...args)).toEqual({ status: 2, stdout: '', stderr: `${sentence}\n${usage}` })
})
