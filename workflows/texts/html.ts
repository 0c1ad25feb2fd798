import { type Attribute, Markup, type MarkupElement } from './markup.ts'
import { type ParsedElement, parseHtml } from './parse-html.ts'

/** What is found in a page or a picture written in markup. `place`: where the player's tag goes, in characters; null: nowhere. */
export type FoundInMarkup = {
  markup: Markup
  place: number | null
  problem: { why: 'NOT_WELL_FORMED' | 'TANGLED'; offset: number; words?: string } | null
}

/** Looks at a page of HTML. */
export function lookAtHtml(text: string, lineOf: (offset: number) => number): FoundInMarkup {
  const markup = new Markup(lineOf)
  const places: Places = {}
  const tangledAt = parseHtml(text, {
    enter(element, around) {
      if (element.isHtml) note(element, places)
      return markup.enter(elementOf(element), around)
    },
    style: (css, offset) => markup.style(css, offset, 'text'),
  })
  const place = markup.hasFrameset ? null : placeOfTag(places)
  return { markup, place, problem: tangledAt === null ? null : { why: 'TANGLED', offset: tangledAt } }
}

/** Where tags stand that the author wrote; those that a parser adds by itself stand nowhere. Behind the first two, before the third. */
export type Places = { head?: number; body?: number; base?: number }

/**
 * Right behind `<head>`, else behind `<body>`, but always before a `<base>`: behind it the tag's address would lead elsewhere. Null: the page has
 * neither of the two.
 */
export function placeOfTag({ head, body, base }: Places): number | null {
  const place = head ?? body
  return place === undefined ? null : Math.min(place, base ?? place)
}

function note({ tag, attributes, location }: ParsedElement, places: Places): void {
  if (tag === 'head') places.head ??= location.startTag!.endOffset
  if (tag === 'body') places.body ??= location.startTag!.endOffset
  if (tag === 'base' && attributes.some(({ name }) => name === 'href')) places.base ??= location.startOffset
}

function elementOf({ tag, attributes, location }: ParsedElement): MarkupElement {
  const withPlaces = attributes.map(({ prefix, name, value }): Attribute => {
    const whole = prefix ? `${prefix}:${name}` : name
    return { name: whole, value, offset: location.attrs?.[whole]?.startOffset ?? location.startOffset }
  })
  return { tag, attributes: withPlaces, offset: location.startOffset }
}
