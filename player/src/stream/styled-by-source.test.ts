// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { isStyledBySource } from './styled-by-source.ts'

function isStyled(css: string): boolean {
  document.head.innerHTML = `<style>${css}</style>`
  document.body.innerHTML = '<p><video src="../media/film.mp4" class="wide"></video></p>'
  return isStyledBySource(document.querySelector('video')!)
}

test.each([
  ['video[src] { border: 1px solid }', true],
  ['p > .wide[src$=".mp4"] + b { color: red }', true],
  ['[src] { border: 0 }', true],
  ['@media all { video[src*="film"] { border: 0 } }', true],
  ['a, p video[src] { border: 0 }', true],
  ['video[src="other.mp4"] { border: 0 }', false],
  ['img[src] { border: 0 }', false],
  ['video[srclang] { border: 0 }', false],
  ['video { border: 0 }', false],
  ['', false],
])('%s: %s', (css, expected) => {
  expect(isStyled(css)).toBe(expected)
})
