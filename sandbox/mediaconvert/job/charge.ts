/** The price of one rendition, computed from the actual output rather than from the request. */
export interface Charge {
  /** The name of its playlist without the extension, such as `index_480p`. */
  name: string
  /** The measured duration. */
  seconds: number
  /** The billed duration: whole seconds, at least 10. */
  billedSeconds: number
  class: 'SD' | 'HD' | 'UHD'
  framesPerSecond: number
  /** In US dollars. */
  price: number
}
