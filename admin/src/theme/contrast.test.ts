import { expect, test } from 'vitest'
import { darkScheme, hues, lightScheme, type Scheme } from './schemes.ts'

const minText = 4.5
const minGraphics = 3

test.each([
  ['light', lightScheme],
  ['dark', darkScheme],
])(
  'every text of the %s scheme can be read on every surface, and borders of inputs and the focus are visible',
  (_, scheme) => {
    expect(tooFaint(textPairs(scheme), minText)).toEqual([])
    expect(tooFaint(graphicPairs(scheme), minGraphics)).toEqual([])
  },
)

test('a pair that is too faint is found', () => {
  expect(contrast('#ffffff', '#000000')).toBe(21)
  expect(tooFaint([['a', '#afbbb5', '#ffffff']], minGraphics)).toEqual(['a: 1.98'])
})

type Pair = [name: string, one: string, other: string]

function textPairs(scheme: Scheme): Pair[] {
  const { page, surface, raised, hover } = scheme
  const surfaces = { page, surface, raised, hover }
  const softs = Object.fromEntries(hues.map(hue => [`${hue} soft`, scheme.hues[hue].soft]))
  const texts = { text: scheme.text, dimmed: scheme.dimmed, link: scheme.link }
  const hueTexts = Object.fromEntries(hues.map(hue => [hue, scheme.hues[hue].text]))
  return [
    ...everyPair(texts, { ...surfaces, ...softs }),
    ...everyPair(hueTexts, surfaces),
    ...hues.flatMap((hue): Pair[] => {
      const { soft, softHover, onSoft, fill, fillHover, onFill, text } = scheme.hues[hue]
      return [
        [`${hue} on soft`, onSoft, soft],
        [`${hue} on soft hover`, onSoft, softHover],
        [`${hue} text on soft`, text, soft],
        [`${hue} on fill`, onFill, fill],
        [`${hue} on fill hover`, onFill, fillHover],
      ]
    }),
  ]
}

function graphicPairs(scheme: Scheme): Pair[] {
  const { page, surface, raised, inputLine, focus } = scheme
  const dots = Object.fromEntries(hues.map(hue => [`${hue} dot`, scheme.hues[hue].dot]))
  return everyPair({ inputLine, focus, ...dots }, { page, surface, raised })
}

const everyPair = (ones: Record<string, string>, others: Record<string, string>): Pair[] =>
  Object.entries(ones).flatMap(([one, color]) =>
    Object.entries(others).map(([other, behind]): Pair => [`${one} on ${other}`, color, behind]),
  )

const tooFaint = (pairs: Pair[], minimum: number): string[] =>
  pairs
    .filter(([, one, other]) => contrast(one, other) < minimum)
    .map(([name, one, other]) => `${name}: ${contrast(one, other)}`)

/** The contrast ratio of WCAG 2, cut to two digits. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return Math.floor(((lighter! + 0.05) / (darker! + 0.05)) * 100) / 100
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(start => linear(Number.parseInt(hex.slice(start, start + 2), 16) / 255))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
