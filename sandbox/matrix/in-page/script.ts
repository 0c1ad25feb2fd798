import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

/** The script that pages of the matrix run first: the recorder and what the scenarios do with a video. */
export const recorderScript = `(() => {\n${read('recorder.js')}\n${read('actions.js')}\n})()\n`
