/**
 * Collects every error that a server answers while tests run, one file for each process: errors of the API over HTTP and
 * sockets, and the texts of error pages. `sandbox/checks/answered-errors.check.ts` reads them at the end of the run. Tests
 * load this for the servers that they open. Server processes load it with the folder in its address (`collectorOption`).
 */
import { appendFileSync } from 'node:fs'
import { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { GraphQLError } from 'graphql'

/** Set when the collector is installed: this file runs once for each test file, in processes that keep their modules. */
const installed = Symbol.for('lectern.answeredErrors')
const process_ = process as NodeJS.Process & { [installed]?: boolean }

const folder = new URL(import.meta.url).searchParams.get('folder') ?? process.env.LECTERN_TEST_ERRORS
if (folder !== undefined && !process_[installed]) {
  process_[installed] = true
  collectInto(join(folder, `${process.pid}.jsonl`))
}

function collectInto(file: string): void {
  const seen = new Set<string>()
  const record = (error: unknown) => {
    // The same error with another request id says nothing new.
    const line = JSON.stringify(error, (name, value) => (name === 'requestId' ? undefined : value))
    if (seen.has(line)) return
    seen.add(line)
    appendFileSync(file, `${line}\n`)
  }

  // What is sent to a client goes through `toJSON`.
  const { toJSON } = GraphQLError.prototype
  GraphQLError.prototype.toJSON = function () {
    const json = toJSON.call(this)
    record(json)
    return json
  }

  const { end } = ServerResponse.prototype
  ServerResponse.prototype.end = function (this: ServerResponse, ...args: unknown[]) {
    // Responses of stand-ins have no request id.
    const isOurs = this.statusCode >= 400 && this.hasHeader('x-request-id')
    if (isOurs && (typeof args[0] === 'string' || Buffer.isBuffer(args[0])))
      record({ status: this.statusCode, text: String(args[0]) })
    return (end as (...args: unknown[]) => ServerResponse).apply(this, args)
  } as typeof end
}
