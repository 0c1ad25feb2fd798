/** What one rendition costs, worked out from what was really made and not from what was asked for. */
export interface Charge {
  /** Of its playlist, without the ending: `index_480p`. */
  name: string
  /** As measured. */
  seconds: number
  /** What is paid for: whole seconds, ten at least. */
  billedSeconds: number
  class: 'SD' | 'HD' | 'UHD'
  framesPerSecond: number
  /** US dollars. */
  price: number
}
