#!/usr/bin/env node
import { CommanderError } from 'commander'
import { exitCodes } from './exit-codes.ts'
import { Output } from './output/output.ts'
import { createProgram } from './program.ts'

// A program that reads our output may end before us, such as head.
process.stdout.on('error', () => process.exit(exitCodes.done))

const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort())

const { env, stdin, stdout, stderr } = process
let output = new Output({ json: process.argv.includes('--json'), stdout, stderr })
const program = createProgram(({ json }) => {
  output = new Output({ json, stdout, stderr })
  return { output, env, stdin, stderr, signal: abort.signal }
})

try {
  await program.parseAsync()
} catch (error) {
  if (abort.signal.aborted) {
    output.note('Stopped. What has begun goes on in Lectern.')
    process.exitCode = exitCodes.interrupted
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage
  } else process.exitCode = output.error(error)
}
