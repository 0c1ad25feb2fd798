import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

type Command<Options extends ParseArgsOptionsConfig> = {
  /** One line: how to call it and what it does. */
  usage: string
  options: Options
  /** How many words may follow the options; 0 by default. */
  maxWords?: number
}

/**
 * Reads the options and words of a command. With `--help` it prints the usage and exits with 0; for an unknown option or
 * word it prints one sentence and the usage, and exits with 2.
 */
export function readCommandLine<const Options extends ParseArgsOptionsConfig>(command: Command<Options>) {
  const { usage, options, maxWords = 0 } = command
  const help = { help: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ options: { ...options, ...help }, allowPositionals: true })
    if ((values as { help?: boolean }).help) {
      console.log(usage)
      process.exit(0)
    }
    if (positionals.length > maxWords) throw new Error(`Unknown argument "${positionals[maxWords]}".`)
    return { values, words: positionals }
  } catch (error) {
    const [sentence] = String((error as Error).message).split(/(?<=\.)\s/)
    console.error(`${sentence}\n${usage}`)
    process.exit(2)
  }
}
