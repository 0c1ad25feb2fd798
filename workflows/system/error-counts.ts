import type { CountedError } from '@lectern/domain/system/system-errors'
import type { LoggerOptions } from 'pino'

/** How many different errors are counted between two reports. More of them are only in the log. */
const maxErrors = 100
const maxCodeLength = 60
const maxMessageLength = 200

/** Counts the errors in a log until the next report takes them. */
export class ErrorCounts {
  #errors = new Map<string, CountedError>()

  add({ code, message, requestId }: { code: string; message: string; requestId: string | null }): void {
    const at = new Date()
    const key = `${code} ${message}`
    const known = this.#errors.get(key)
    if (known) this.#errors.set(key, { ...known, count: known.count + 1, lastAt: at, requestId })
    else if (this.#errors.size < maxErrors)
      this.#errors.set(key, { code, message, count: 1, firstAt: at, lastAt: at, requestId })
  }

  /** Returns what was counted, and starts again. */
  take(): CountedError[] {
    const taken = [...this.#errors.values()]
    this.#errors = new Map()
    return taken
  }
}

/** `requestId`: returns that of the request which is answered now. */
type Counting = { errors: ErrorCounts; requestId?: () => string | undefined }

/** A hook of pino that counts each line of the level `error` or higher. The line is written as before. */
export function countErrors({ errors, requestId }: Counting): NonNullable<LoggerOptions['hooks']> {
  return {
    logMethod(args, method, level) {
      if (level >= errorLevel) errors.add(describeLine(args, requestId?.()))
      method.apply(this, args)
    },
  }
}

/** pino's number for the level `error`. */
const errorLevel = 50

function describeLine([first, second]: readonly unknown[], currentRequestId: string | undefined) {
  const fields = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {}
  const message = typeof first === 'string' ? first : second
  return {
    code: codeOf(fields.err ?? first).slice(0, maxCodeLength),
    message: String(message ?? '').slice(0, maxMessageLength),
    requestId: typeof fields.requestId === 'string' ? fields.requestId : (currentRequestId ?? null),
  }
}

/** The code of an error, such as ECONNREFUSED or P2034; else its name. `ERROR` if the line has no error. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'ERROR'
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : error.name
}
