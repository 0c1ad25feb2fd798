/** For tests: runs an example of the documentation as a program of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Starts the first JavaScript example below a heading of `docs/api.md`. `lines`: what it printed so far. */
export function startExample(heading: string, env: Record<string, string>) {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
  const code = docs.split(`\n### ${heading}\n`)[1]?.match(/```js\n([\s\S]*?)```/)?.[1]
  if (!code) throw new Error(`docs/api.md has no example below "${heading}"`)
  const example = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
  })
  let output = ''
  example.stdout.on('data', chunk => {
    output += chunk
  })
  onTestFinished(() => void example.kill('SIGKILL'))
  const exitCode = once(example, 'exit').then(([code]) => code as number | null)
  return { lines: () => output.split('\n').filter(Boolean), stop: () => example.kill('SIGKILL'), exitCode }
}
