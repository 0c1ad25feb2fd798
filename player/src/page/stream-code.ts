import type Hls from 'hls.js'
import type * as Stream from '../stream.ts'

export type StreamCode = typeof Stream & {
  /** Loads hls.js on the first call. */
  loadHls(): Promise<typeof Hls>
}

/**
 * The files beside the player. Vite loads modules that it knows with `import.meta`, which classic scripts do not have.
 */
const streamFile = './stream.js'
const hlsFile = './hls.js'

/** Loads the code that prepares streams and swaps them in. */
export async function loadStreamCode(): Promise<StreamCode> {
  const stream: typeof Stream = await import(/* @vite-ignore */ streamFile)
  let hls: Promise<typeof Hls> | undefined
  return {
    ...stream,
    loadHls: () => (hls ??= import(/* @vite-ignore */ hlsFile).then(module => module.default)),
  }
}
