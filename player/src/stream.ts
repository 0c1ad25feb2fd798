/** The second file of the player, loaded when a video with a stream or captions is near the window. */
export { enhance } from './stream/enhance.ts'
export { swapAtFirstPlay } from './stream/first-play.ts'
export { rescue } from './stream/rescue.ts'
export { swap } from './stream/swap.ts'
