import { load } from 'cheerio'
import { toStorableText } from '../../files/storable-text.ts'

const maxUrlLength = 2_000

/**
 * Returns the URL that a launch manifest names, relative to its folder, or null. IMS and SCORM: the resource of the
 * first item with an `href` in the first organization. cmi5: the first assignable unit. Tin Can: the first launch.
 * Prefixes of names do not matter.
 */
export function findLaunchUrl(text: string): string | null {
  const url = launchUrlIn(text)?.trim()
  return url && url.length <= maxUrlLength ? toStorableText(url) : null
}

type XmlElement = { name: string; attribs: Record<string, string> }

const isElement = <Node extends object>(node: Node): node is Node & XmlElement => 'attribs' in node
const localName = ({ name }: XmlElement) => name.slice(name.indexOf(':') + 1).toLowerCase()

function launchUrlIn(text: string): string | null {
  const $ = load(text, { xml: true })
  const elements = $('*').toArray().filter(isElement)
  const first = (name: string) => elements.find(element => localName(element) === name)
  const unit = first('au')
  if (unit) {
    const url = $(unit)
      .children()
      .toArray()
      .filter(isElement)
      .find(child => localName(child) === 'url')
    return url ? $(url).text() : null
  }
  const launch = first('launch')
  if (launch) return $(launch).text()
  const organization = first('organization')
  if (!organization) return null
  const resources = new Map(
    elements
      .filter(element => localName(element) === 'resource')
      .map(element => [element.attribs.identifier, element] as const),
  )
  const items = $(organization).find('*').toArray().filter(isElement)
  const target = items
    .filter(element => localName(element) === 'item')
    .map(item => resources.get(item.attribs.identifierref))
    .find(resource => resource?.attribs.href)
  if (!target) return null
  const outermostFirst = $(target).parents().toArray().filter(isElement).reverse()
  const bases = [...outermostFirst, target].map(element => element.attribs['xml:base'] ?? '')
  return [...bases, target.attribs.href].join('')
}
