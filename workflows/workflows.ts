/** What a worker's workflow bundle holds. */
export { encode } from './encode.ts'
export { jobs } from './jobs.ts'
export { publish } from './publish.ts'
export { sweep } from './sweep.ts'
export { sync } from './sync.ts'
export { tidy } from './tidy.ts'
export { transcode } from './transcode.ts'
export { watchDropbox } from './watch-dropbox.ts'
