// hls.js has no types for its light build. They are those of the full build, minus the features that it lacks.
declare module 'hls.js/light' {
  export * from 'hls.js'
  export { default } from 'hls.js'
}
