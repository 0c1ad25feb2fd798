import { CommandError, exitCodes } from '../exit-codes.ts'
import { plainText } from './format.ts'

/** How often a line of progress is printed where lines cannot be replaced, in milliseconds. */
const progressIntervalMs = 10_000

type Stream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>

/**
 * What a command prints. Results go to stdout: with `--json` each one is a line of JSON. Everything else goes to stderr,
 * where a terminal shows progress in one line that is replaced.
 */
export class Output {
  readonly json: boolean
  readonly #stdout: Stream
  readonly #stderr: Stream
  #hasProgressLine = false
  #lastProgress = { title: '', at: 0 }

  constructor({ json, stdout, stderr }: { json: boolean; stdout: Stream; stderr: Stream }) {
    this.json = json
    this.#stdout = stdout
    this.#stderr = stderr
  }

  /** Whether `progress` shows a bar. */
  get showsBar(): boolean {
    return !this.json && Boolean(this.#stderr.isTTY)
  }

  /** Prints a result: as JSON, or as the lines that `text` returns. */
  result(value: unknown, text: () => string): void {
    this.#endProgressLine()
    const line = this.json ? JSON.stringify(value) : text().split('\n').map(plainText).join('\n')
    if (line !== '') this.#stdout.write(`${line}\n`)
  }

  /**
   * Shows how far the work is. With `--json`, prints the value on stdout. Where lines cannot be replaced, prints one when
   * the title changes, and every 10 seconds.
   */
  progress(value: unknown, { title, line }: { title: string; line: string }): void {
    if (this.json) return void this.#stdout.write(`${JSON.stringify(value)}\n`)
    const text = plainText(line)
    if (this.showsBar) {
      this.#hasProgressLine = true
      const width = (this.#stderr.columns ?? 80) - 1
      return void this.#stderr.write(`\r\u001b[2K${[...text].slice(0, width).join('')}`)
    }
    const isDue = title !== this.#lastProgress.title || Date.now() - this.#lastProgress.at >= progressIntervalMs
    if (!isDue) return
    this.#lastProgress = { title, at: Date.now() }
    this.#stderr.write(`${text}\n`)
  }

  /** Prints a sentence that is not a result. Silent with `--json`. */
  note(sentence: string): void {
    this.#endProgressLine()
    if (!this.json) this.#stderr.write(`${plainText(sentence)}\n`)
  }

  /** Prints an error as a sentence with its code. Returns the exit code. */
  error(error: unknown): number {
    this.#endProgressLine()
    const known = error instanceof CommandError ? error : unexpectedError(error)
    const { exitCode, code, details } = known
    const message = withoutTokens(known.message)
    const text = this.json
      ? JSON.stringify({ error: { code, message, ...details } })
      : plainText(`${message} (${[code, details.requestId].filter(Boolean).join(', ')})`)
    this.#stderr.write(`${text}\n`)
    return exitCode
  }

  #endProgressLine(): void {
    if (this.#hasProgressLine) this.#stderr.write('\r\u001b[2K')
    this.#hasProgressLine = false
  }
}

const unexpectedError = (error: unknown) =>
  new CommandError(exitCodes.unreachable, 'INTERNAL', error instanceof Error ? error.message : String(error))

/** Removes what looks like a token, such as one that was written in the place of a command. */
export const withoutTokens = (text: string): string => text.replace(/lect_[0-9A-Za-z]+/g, 'lect_…')
