import type Hls from 'hls.js'
import type * as Stream from '../stream.ts'
import type { PageLocation } from './page-location.ts'

export type StreamCode = typeof Stream & {
  /** Loads hls.js on the first call. */
  loadHls(): Promise<typeof Hls>
}

/**
 * Loads the code that prepares streams and swaps them in. The addresses are absolute: in a sandboxed frame, a classic
 * script cannot import what is beside it.
 */
export async function loadStreamCode({ root }: PageLocation): Promise<StreamCode> {
  const addressOf = (file: string) => new URL(`${root}lectern/${file}`, location.href).href
  const stream: typeof Stream = await import(/* @vite-ignore */ addressOf('stream.js'))
  let hls: Promise<typeof Hls> | undefined
  return {
    ...stream,
    loadHls: () => (hls ??= import(/* @vite-ignore */ addressOf('hls.js')).then(module => module.default)),
  }
}
