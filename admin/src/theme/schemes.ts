import { amber, board, brick, dark, gray, leaf, sky } from './palettes.ts'

/** The colors with a meaning. `theme.ts` names their palettes alike. */
export const hues = ['board', 'leaf', 'sky', 'gray', 'amber', 'brick'] as const

export type Hue = (typeof hues)[number]

/** One color on surfaces. `text` and `dot` stand on any surface, `onSoft` on `soft`, and `onFill` on `fill`. */
export type HueValues = Record<
  'text' | 'dot' | 'soft' | 'softHover' | 'onSoft' | 'fill' | 'fillHover' | 'onFill',
  string
>

/** The values of a color scheme. The page is behind surfaces such as cards. Menus are raised. */
export type Scheme = {
  page: string
  surface: string
  raised: string
  /** Behind what the pointer is on, and behind parts of a surface. */
  hover: string
  line: string
  /** The border of buttons. */
  buttonLine: string
  /** The border of inputs, which says where to type. */
  inputLine: string
  text: string
  dimmed: string
  link: string
  focus: string
  /** The shadow of menus and dialogs. Nothing else has one. */
  shadow: string
  hues: Record<Hue, HueValues>
}

type Palette = readonly string[]

const onLight = (palette: Palette, dot: string, { onSoft = palette[8]! } = {}): HueValues => ({
  text: palette[7]!,
  dot,
  soft: palette[0]!,
  softHover: palette[1]!,
  onSoft,
  fill: palette[7]!,
  fillHover: palette[8]!,
  onFill: '#ffffff',
})

const onDark = (palette: Palette, soft: string, softHover: string): HueValues => ({
  text: palette[4]!,
  dot: palette[4]!,
  soft,
  softHover,
  onSoft: palette[4]!,
  fill: palette[4]!,
  fillHover: palette[3]!,
  onFill: dark[9]!,
})

export const lightScheme: Scheme = {
  page: gray[0]!,
  surface: '#ffffff',
  raised: '#ffffff',
  hover: gray[1]!,
  line: gray[2]!,
  buttonLine: gray[3]!,
  inputLine: gray[5]!,
  text: gray[9]!,
  dimmed: gray[6]!,
  link: sky[7]!,
  focus: sky[6]!,
  shadow: '0 10px 28px rgb(24 33 29 / 14%)',
  hues: {
    board: onLight(board, board[6]!),
    leaf: onLight(leaf, leaf[6]!),
    sky: onLight(sky, sky[6]!),
    gray: { ...onLight(gray, gray[5]!), soft: gray[1]!, softHover: gray[2]! },
    amber: onLight(amber, '#b67d12', { onSoft: amber[7]! }),
    brick: onLight(brick, brick[5]!, { onSoft: brick[7]! }),
  },
}

export const darkScheme: Scheme = {
  page: dark[9]!,
  surface: dark[7]!,
  raised: dark[6]!,
  hover: dark[5]!,
  line: dark[4]!,
  buttonLine: '#3a443e',
  inputLine: dark[3]!,
  text: dark[0]!,
  dimmed: dark[2]!,
  link: sky[4]!,
  focus: sky[4]!,
  shadow: '0 10px 28px rgb(0 0 0 / 50%)',
  hues: {
    board: { ...onDark(board, '#183026', '#1f3d31'), text: board[3]!, onSoft: board[3]! },
    leaf: onDark(leaf, '#17291b', '#1e3723'),
    sky: onDark(sky, '#16273a', '#1c334c'),
    gray: { ...onDark(gray, dark[5]!, '#323b35'), text: dark[2]!, dot: dark[3]!, onSoft: dark[1]! },
    amber: onDark(amber, '#2d2413', '#3b2f18'),
    brick: onDark(brick, '#33201c', '#442a25'),
  },
}
