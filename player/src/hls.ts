/**
 * hls.js, the light build (no alternate audio, no encryption; our streams need neither): its own chunk, `lectern/hls.js`,
 * so that a page without a stream, and Safari, never download it.
 */
export { default } from 'hls.js/light'
