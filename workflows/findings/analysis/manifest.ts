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

type XmlNode = {
  type: string
  name?: string
  attribs?: Record<string, string>
  data?: string
  parent: XmlNode | null
  children?: XmlNode[]
}
type XmlElement = XmlNode & { name: string; attribs: Record<string, string>; children: XmlNode[] }

const isElement = (node: XmlNode): node is XmlElement => node.attribs !== undefined
const localName = ({ name }: XmlElement) => name.slice(name.indexOf(':') + 1).toLowerCase()

/** Returns the elements below a node in document order. Visits each node once, because cheerio's selectors sort. */
function elementsIn(root: XmlNode): XmlElement[] {
  const found: XmlElement[] = []
  const open = [...(root.children ?? [])].reverse()
  for (let node = open.pop(); node; node = open.pop()) {
    if (isElement(node)) found.push(node)
    for (const child of [...(node.children ?? [])].reverse()) open.push(child)
  }
  return found
}

/** Returns the text right in an element, also in a CDATA section. */
const textOf = ({ children }: XmlElement) =>
  children
    .flatMap(child => (child.type === 'cdata' ? (child.children ?? []) : [child]))
    .map(({ type, data }) => (type === 'text' ? (data ?? '') : ''))
    .join('')

function launchUrlIn(text: string): string | null {
  const elements = elementsIn(load(text, { xml: true }).root()[0] as unknown as XmlNode)
  const first = (name: string) => elements.find(element => localName(element) === name)
  const unit = first('au')
  if (unit) {
    const url = unit.children.filter(isElement).find(child => localName(child) === 'url')
    return url ? textOf(url) : null
  }
  const launch = first('launch')
  if (launch) return textOf(launch)
  const organization = first('organization')
  if (!organization) return null
  const resources = new Map(
    elements
      .filter(element => localName(element) === 'resource')
      .map(element => [element.attribs.identifier, element] as const),
  )
  const target = elementsIn(organization)
    .filter(element => localName(element) === 'item')
    .map(item => resources.get(item.attribs.identifierref))
    .find(resource => resource?.attribs.href)
  if (!target) return null
  let url = target.attribs.href!
  for (let node: XmlNode | null = target; node && url.length <= maxUrlLength; node = node.parent)
    url = (node.attribs?.['xml:base'] ?? '') + url
  return url
}
