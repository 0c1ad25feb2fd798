import { createElement } from './elements.ts'

/**
 * A slider from 0 to 1. A transparent range input takes the pointer, the keys, and the screen reader; the bar under it looks the
 * same in every browser.
 */
export type Slider = {
  element: HTMLElement
  input: HTMLInputElement
  /** Shows a value, except while a person moves it. */
  show(value: number, text: string): void
  /** Shows how much is loaded, from 0 to 1. */
  showLoaded(value: number): void
}

/** @param onMove called while a person moves the slider. `isFinal` is true once they have let go. */
export function createSlider(
  className: string,
  name: string,
  onMove: (value: number, isFinal: boolean) => void,
): Slider {
  const input = createElement('input', '')
  Object.assign(input, { type: 'range', min: '0', max: '1', step: 'any', value: '0' })
  input.setAttribute('aria-label', name)
  const element = createElement('div', `slider ${className}`, createElement('div', 'track'), input)
  let isMoving = false
  const paint = () => element.style.setProperty('--value', input.value)
  input.addEventListener('input', () => {
    isMoving = true
    paint()
    onMove(Number(input.value), false)
  })
  input.addEventListener('change', () => {
    isMoving = false
    onMove(Number(input.value), true)
  })
  return {
    element,
    input,
    show(value, text) {
      input.setAttribute('aria-valuetext', text)
      if (isMoving) return
      input.value = String(value)
      paint()
    },
    showLoaded: value => element.style.setProperty('--loaded', String(value)),
  }
}
