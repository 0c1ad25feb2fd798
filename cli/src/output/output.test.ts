import { expect, test } from 'vitest'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { Output } from './output.ts'

function openOutput({ json = false, isTTY = false, columns = 20 } = {}) {
  const written = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof written) => ({
    isTTY,
    columns,
    write: (text: string) => {
      written[name] += text
      return true
    },
  })
  const streams = { stdout: stream('stdout'), stderr: stream('stderr') } as unknown as NodeJS.Process
  return { written, output: new Output({ json, stdout: streams.stdout, stderr: streams.stderr }) }
}

const step = (title: string, line: string) => [{ line }, { title, line }] as const

test('replaces one line of a terminal, cut to its width, and removes it before the result', () => {
  const { output, written } = openOutput({ isTTY: true })
  output.progress(...step('Copying', 'Copying  █░  50% and much more'))
  output.progress(...step('Copying', 'Copying  ██  100%'))
  output.result({}, () => 'Done')
  expect(written.stderr).toBe('\r\u001b[2KCopying  █░  50% an\r\u001b[2KCopying  ██  100%\r\u001b[2K')
  expect(written.stdout).toBe('Done\n')
})

test('prints one line for each part of the work where lines cannot be replaced', () => {
  const { output, written } = openOutput()
  for (const percent of [1, 2, 3]) output.progress(...step('Copying', `Copying ${percent}%`))
  output.progress(...step('Cleaning up', 'Cleaning up'))
  expect(written).toEqual({ stdout: '', stderr: 'Copying 1%\nCleaning up\n' })
})

test('prints every state as a line of JSON with --json, and no sentences', () => {
  const { output, written } = openOutput({ json: true, isTTY: true })
  output.progress(...step('Copying', 'a'))
  output.note('Connecting again.')
  output.result({ b: 1 }, () => 'text')
  expect(written).toEqual({ stdout: '{"line":"a"}\n{"b":1}\n', stderr: '' })
})

test('prints an error as a sentence with its code and request, without tokens and control characters', () => {
  const token = `lect_${'a'.repeat(49)}`
  const error = new CommandError(exitCodes.refused, 'CONFLICT', `No ${token}\u001b[2J.`, { requestId: 'r1' })
  const text = openOutput()
  expect(text.output.error(error)).toBe(4)
  expect(text.written.stderr).toBe('No lect_…�[2J. (CONFLICT, r1)\n')
  const json = openOutput({ json: true })
  json.output.error(error)
  expect(JSON.parse(json.written.stderr)).toEqual({
    error: { code: 'CONFLICT', message: 'No lect_…\u001b[2J.', requestId: 'r1' },
  })
})
