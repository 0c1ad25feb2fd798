/**
 * Re-exports the light build of hls.js as a chunk of its own, `lectern/hls.js`. Pages without a stream, and Safari, never
 * download it. The light build has no alternate audio and no encryption, which our streams do not use.
 */
export { default } from 'hls.js/light'
